export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  AWSDate: { input: string; output: string; }
  AWSDateTime: { input: string; output: string; }
  AWSEmail: { input: string; output: string; }
  AWSIPAddress: { input: string; output: string; }
  AWSJSON: { input: string; output: string; }
  AWSPhone: { input: string; output: string; }
  AWSTime: { input: string; output: string; }
  AWSTimestamp: { input: number; output: number; }
  AWSURL: { input: string; output: string; }
};

/** One decision about a report. */
export type CaseDecision = {
  __typename?: 'CaseDecision';
  /** When. */
  decidedAt: Scalars['AWSDateTime']['output'];
  /** By which moderator. */
  decidedBy: Scalars['ID']['output'];
  /** What was decided. */
  decision: ReportDecision;
  /** Why. */
  statement: Scalars['String']['output'];
  /** The end of the suspension, where it is one. */
  suspendedUntil?: Maybe<Scalars['AWSDateTime']['output']>;
};

/** What is sent, and to whom: exactly one of `messageGroupUuid`, `recipientUuid` and `recipientHandle`. */
export type CreateMessageInput = {
  /**
   * Made by the client, anew for each message, kept for each retry: 1 to 64 of `A-Z a-z 0-9 _ -`. A
   * second send of the same message with the same token to the same person within 24 hours stores
   * nothing and answers with the first one's message; one of another text is refused.
   */
  clientToken?: InputMaybe<Scalars['String']['input']>;
  /** The text: 1 to 1,024 Unicode code points, at least one of them visible. */
  message: Scalars['String']['input'];
  /** An existing conversation of the caller's. */
  messageGroupUuid?: InputMaybe<Scalars['ID']['input']>;
  /** The person to write to, by handle. */
  recipientHandle?: InputMaybe<Scalars['String']['input']>;
  /** The person to write to, by `User.uuid`. */
  recipientUuid?: InputMaybe<Scalars['ID']['input']>;
};

/** A moderator's decision. */
export type DecideReportInput = {
  /** What follows. */
  decision: ReportDecision;
  /** The reasons, 1 to 500 Unicode code points. Both people can read them: name no one. */
  statement: Scalars['String']['input'];
  /** With `SUSPEND_SENDER`: until when. In the future, within 3,650 days. */
  suspendedUntil?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** The report: `ReportCase.uuid`. */
  uuid: Scalars['ID']['input'];
};

/** Where one person keeps a conversation. The other person cannot see it. */
export const Folder = {
  /** Put away until the next message. */
  Archive: 'ARCHIVE',
  /** People whom the caller blocks. */
  Blocked: 'BLOCKED',
  /** Accepted conversations. */
  Inbox: 'INBOX',
  /** First messages of people whom the caller has not accepted. */
  Requests: 'REQUESTS'
} as const;

export type Folder = typeof Folder[keyof typeof Folder];
/** One message. Immutable. */
export type Message = {
  __typename?: 'Message';
  /** When it was committed (UTC, milliseconds). The time in `uuid`. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** The sender's display name when it was sent. */
  displayName: Scalars['String']['output'];
  /** The sender's handle when it was sent. */
  handle: Scalars['String']['output'];
  /** The text, as it was sent. */
  message: Scalars['String']['output'];
  /** The conversation it belongs to. */
  messageGroupUuid: Scalars['ID']['output'];
  /** The recipient's display name, where the send had looked it up: when it named a person and not a conversation. */
  recipientDisplayName?: Maybe<Scalars['String']['output']>;
  /** The recipient's handle, where the send had looked it up. */
  recipientHandle?: Maybe<Scalars['String']['output']>;
  /** The recipient. */
  recipientUuid: Scalars['ID']['output'];
  /** The sender. */
  userUuid: Scalars['ID']['output'];
  /** A ULID. Ids of one conversation rise in the order in which its messages were committed. */
  uuid: Scalars['ID']['output'];
};

/** A page of messages. */
export type MessageConnection = {
  __typename?: 'MessageConnection';
  /** The messages. */
  items: Array<Message>;
  /** Goes on after this page; null on the last one. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** One conversation, as one of its two people sees it. */
export type MessageGroup = {
  __typename?: 'MessageGroup';
  /** Whether the caller blocks the other person. */
  blocked?: Maybe<Scalars['Boolean']['output']>;
  /**
   * The caller has deleted this message and all before it for themself: ask `messages` for those after
   * it. Null in `messageGroups`.
   */
  clearedUpTo?: Maybe<Scalars['ID']['output']>;
  /** Where the caller has it; null where it is in no list: cleared, and nothing new since. */
  folder?: Maybe<Folder>;
  /**
   * The beginning of the newest message, whoever sent it: at most 100 UTF-8 bytes. Null where the caller
   * has cleared it.
   */
  lastMessage?: Maybe<Scalars['String']['output']>;
  /** When the newest message was committed; null where there is none. */
  lastMessageAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Whether the newest message is the caller's own. */
  lastMessageMine?: Maybe<Scalars['Boolean']['output']>;
  /** The newest message's id: give it to `markMessageGroupRead`. */
  lastMessageUuid?: Maybe<Scalars['ID']['output']>;
  /** Whether the caller has muted it. */
  muted?: Maybe<Scalars['Boolean']['output']>;
  /** The other person's display name. */
  otherUserDisplayName?: Maybe<Scalars['String']['output']>;
  /** The other person's handle. */
  otherUserHandle?: Maybe<Scalars['String']['output']>;
  /** The other person. */
  otherUserUuid: Scalars['ID']['output'];
  /** The read marker: the newest message that the caller has marked as read. Null in `messageGroups`. */
  readUpTo?: Maybe<Scalars['ID']['output']>;
  /** How many messages the other person sent since the caller's read marker. */
  unreadCount: Scalars['Int']['output'];
  /** Whose row this is: the caller. */
  userUuid: Scalars['ID']['output'];
  /** The two users' uuids, sorted and joined by `_`: two people have one conversation, ever. */
  uuid: Scalars['ID']['output'];
};

/** A page of conversations. */
export type MessageGroupConnection = {
  __typename?: 'MessageGroupConnection';
  /** The conversations. */
  items: Array<MessageGroup>;
  /** Goes on after this page; null on the last one. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** Writes. Each is all or nothing. */
export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Block a person, also one the caller has no conversation with. Nothing that the person sends from
   * then on is stored or delivered, also not later. The conversation stays readable for both; the
   * person cannot see the block. Blocking twice changes nothing. Selection: see `updateMessageGroup`.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `RecipientIsSelf`, `RecipientNotFound`, and, to be
   * tried again, `Conflict` and `Unavailable`.
   */
  blockUser?: Maybe<MessageGroup>;
  /**
   * Send a message: into an existing conversation (pattern D) or to a person, whether or not the two
   * have a conversation yet (pattern C). Message and both conversation rows are written in one
   * transaction.
   *
   * What subscribers receive is what this mutation selects. So the selection must be the plain list
   * of fields (no aliases, fragments or directives) and contain at least `uuid messageGroupUuid
   * userUuid displayName handle recipientUuid message createdAt`; any other is refused before
   * anything is written.
   *
   * Errors: `IncompleteSelection`, `MessageBlank`, `MessageTooLong`, `RecipientRequired`,
   * `RecipientNotFound`, `RecipientIsSelf`, `RecipientUnavailable`, `RecipientBlocked`,
   * `AccountSuspended`, `AwaitingAcceptance`, `TooManyNewConversations`, `InvalidId`, `InvalidHandle`,
   * `InvalidClientToken`, `ClientTokenReused`, `Forbidden`, `MessageGroupNotFound`, `ProfileNotFound`,
   * and, to be tried again with the same `clientToken`, `Conflict` and `Unavailable`.
   */
  createMessage?: Maybe<Message>;
  /**
   * For moderators: decide about a report. The reporter sees the decision in `myReports`; a suspended
   * person sees it in `me.suspension`. A later decision takes the place of an earlier one, and all are
   * kept: dismissing a report ends the suspension that came of it.
   *
   * Errors: `Forbidden`, `InvalidId`, `InvalidDecision`, `ReportNotFound`, `Conflict`, and, to be tried
   * again, `Unavailable`.
   */
  decideReport?: Maybe<ReportCase>;
  /**
   * Mark a conversation as read up to and including one message. Never moves the marker back, and
   * moves none while the caller blocks the other person.
   *
   * The selection must be the plain list of fields and contain at least `uuid userUuid unreadCount
   * readUpTo`, for the caller's other devices receive what this mutation selects.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `Forbidden`, `MessageGroupNotFound`,
   * `InvalidReadMarker`, and, to be tried again, `Conflict` and `Unavailable`.
   */
  markMessageGroupRead?: Maybe<MessageGroup>;
  /**
   * Report a message that the other person wrote, to the moderators. The message is kept as evidence
   * as it is now, and the other person is not told.
   *
   * Errors: `InvalidId`, `Forbidden`, `CommentTooLong`, `MessageNotFound`, `InvalidReport`,
   * `AlreadyReported`, `TooManyReports`, and, to be tried again, `Conflict` and `Unavailable`.
   */
  reportMessage?: Maybe<Report>;
  /**
   * End a block. The conversation goes back to where new messages put it: the inbox, or the requests
   * where it was never accepted. Without a conversation nothing is left; `folder` is then null.
   * Unblocking twice changes nothing. Selection: see `updateMessageGroup`.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `RecipientIsSelf`, and, to be tried again, `Conflict`
   * and `Unavailable`.
   */
  unblockUser?: Maybe<MessageGroup>;
  /**
   * Accept, archive, bring back, mute or clear one conversation, for the caller alone. The other person
   * cannot see any of it.
   *
   * The selection must be the plain list of fields and contain at least `uuid userUuid folder blocked
   * muted unreadCount readUpTo clearedUpTo`, for the caller's other devices receive what this mutation
   * selects.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `Forbidden`, `InvalidUpdate`, `InvalidReadMarker`,
   * `MessageGroupNotFound`, `MessageGroupChanged`, `RecipientBlocked`, and, to be tried again,
   * `Conflict` and `Unavailable`.
   */
  updateMessageGroup?: Maybe<MessageGroup>;
  /**
   * Change the caller's settings.
   *
   * Errors: `InvalidUpdate`, `ProfileNotFound`, and, to be tried again, `Conflict` and `Unavailable`.
   */
  updateSettings?: Maybe<Settings>;
};


/** Writes. Each is all or nothing. */
export type MutationBlockUserArgs = {
  uuid: Scalars['ID']['input'];
};


/** Writes. Each is all or nothing. */
export type MutationCreateMessageArgs = {
  input: CreateMessageInput;
};


/** Writes. Each is all or nothing. */
export type MutationDecideReportArgs = {
  input: DecideReportInput;
};


/** Writes. Each is all or nothing. */
export type MutationMarkMessageGroupReadArgs = {
  messageGroupUuid: Scalars['ID']['input'];
  upTo: Scalars['ID']['input'];
};


/** Writes. Each is all or nothing. */
export type MutationReportMessageArgs = {
  input: ReportMessageInput;
};


/** Writes. Each is all or nothing. */
export type MutationUnblockUserArgs = {
  uuid: Scalars['ID']['input'];
};


/** Writes. Each is all or nothing. */
export type MutationUpdateMessageGroupArgs = {
  input: UpdateMessageGroupInput;
};


/** Writes. Each is all or nothing. */
export type MutationUpdateSettingsArgs = {
  input: UpdateSettingsInput;
};

/**
 * Reads. Nobody reads a conversation that is not theirs. Any may answer `Unavailable`, to be tried
 * again.
 */
export type Query = {
  __typename?: 'Query';
  /** The caller's own profile; null until the account has one. */
  me?: Maybe<User>;
  /**
   * One conversation as the caller sees it; null where the two have not written to each other yet and
   * the caller has not blocked the other person.
   *
   * Errors: `InvalidId`, `Forbidden` when the caller is not one of the two.
   */
  messageGroup?: Maybe<MessageGroup>;
  /**
   * The caller's conversations of one folder, the one with the newest message first (pattern B).
   * `readUpTo` and `clearedUpTo` are null in this list: `messageGroup` has them.
   *
   * Errors: `InvalidLimit`, `InvalidNextToken`.
   */
  messageGroups?: Maybe<MessageGroupConnection>;
  /**
   * The messages of one conversation, newest first (pattern A).
   *
   * Errors: `InvalidId`, `Forbidden`, `InvalidLimit`, `InvalidNextToken`.
   */
  messages?: Maybe<MessageConnection>;
  /**
   * The messages of one conversation that were committed after a given one, oldest first. Strongly
   * consistent: a client that asks for what came after the last message it has misses none, whatever
   * its subscription lost meanwhile.
   *
   * Errors: `InvalidId`, `Forbidden`, `InvalidLimit`, `InvalidNextToken`.
   */
  messagesAfter?: Maybe<MessageConnection>;
  /**
   * The reports that the caller has made, the one about the newest message first.
   *
   * Errors: `InvalidLimit`, `InvalidNextToken`.
   */
  myReports?: Maybe<ReportConnection>;
  /** The caller's settings, for the caller alone; null until the account has a profile. */
  mySettings?: Maybe<Settings>;
  /**
   * For moderators: one report with its evidence; null where there is none, and where it is about the
   * caller.
   *
   * Errors: `Forbidden`, `InvalidId`.
   */
  report?: Maybe<ReportCase>;
  /**
   * For moderators: the reports of a state in the order in which they were made, the oldest first.
   * Reports about the caller are left out, so a page may have fewer than `limit`.
   *
   * Errors: `Forbidden`, `InvalidLimit`, `InvalidNextToken`.
   */
  reports?: Maybe<ReportCaseConnection>;
  /**
   * The person behind a handle; null when there is none.
   *
   * Errors: `InvalidHandle`.
   */
  user?: Maybe<User>;
};


/**
 * Reads. Nobody reads a conversation that is not theirs. Any may answer `Unavailable`, to be tried
 * again.
 */
export type QueryMessageGroupArgs = {
  uuid: Scalars['ID']['input'];
};


/**
 * Reads. Nobody reads a conversation that is not theirs. Any may answer `Unavailable`, to be tried
 * again.
 */
export type QueryMessageGroupsArgs = {
  folder?: InputMaybe<Folder>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Reads. Nobody reads a conversation that is not theirs. Any may answer `Unavailable`, to be tried
 * again.
 */
export type QueryMessagesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  messageGroupUuid: Scalars['ID']['input'];
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Reads. Nobody reads a conversation that is not theirs. Any may answer `Unavailable`, to be tried
 * again.
 */
export type QueryMessagesAfterArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  messageGroupUuid: Scalars['ID']['input'];
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Reads. Nobody reads a conversation that is not theirs. Any may answer `Unavailable`, to be tried
 * again.
 */
export type QueryMyReportsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Reads. Nobody reads a conversation that is not theirs. Any may answer `Unavailable`, to be tried
 * again.
 */
export type QueryReportArgs = {
  uuid: Scalars['ID']['input'];
};


/**
 * Reads. Nobody reads a conversation that is not theirs. Any may answer `Unavailable`, to be tried
 * again.
 */
export type QueryReportsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  state: ReportState;
};


/**
 * Reads. Nobody reads a conversation that is not theirs. Any may answer `Unavailable`, to be tried
 * again.
 */
export type QueryUserArgs = {
  handle: Scalars['String']['input'];
};

/** A report, as its reporter sees it. */
export type Report = {
  __typename?: 'Report';
  /** Where to object to the decision; null where the deployment names nothing. */
  contact?: Maybe<Scalars['String']['output']>;
  /** When it was made. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** When it was made. */
  decidedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The latest decision; null while the report is open. */
  decision?: Maybe<ReportDecision>;
  /** The conversation. */
  messageGroupUuid: Scalars['ID']['output'];
  /** The reported message. */
  messageUuid: Scalars['ID']['output'];
  /** Why it was reported. */
  reason: ReportReason;
  /** The person who wrote it. */
  reportedUserUuid: Scalars['ID']['output'];
  /** Whether it is decided. */
  state: ReportState;
  /** The moderators' reasons. */
  statement?: Maybe<Scalars['String']['output']>;
  /** Names the report. */
  uuid: Scalars['ID']['output'];
};

/** A report, as moderators see it. */
export type ReportCase = {
  __typename?: 'ReportCase';
  /** The reporter's words. In `report` alone. */
  comment?: Maybe<Scalars['String']['output']>;
  /** When it was made. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** Every decision, the latest one last. */
  decisions: Array<CaseDecision>;
  /** The conversation. */
  messageGroupUuid: Scalars['ID']['output'];
  /** The reported message. */
  messageUuid: Scalars['ID']['output'];
  /** The reported message and, where the reporter agreed, those around it, oldest first. In `report` alone. */
  messages?: Maybe<Array<ReportedMessage>>;
  /** Why it was reported. */
  reason: ReportReason;
  /** The person who wrote it. */
  reportedUserUuid: Scalars['ID']['output'];
  /** The person who made it. */
  reporterUuid: Scalars['ID']['output'];
  /** Whether it is decided. */
  state: ReportState;
  /** Until when the reported person is or was suspended, by whatever report. In `report` alone. */
  suspendedUntil?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Names the report. */
  uuid: Scalars['ID']['output'];
};

/** A page of reports, for moderators. */
export type ReportCaseConnection = {
  __typename?: 'ReportCaseConnection';
  /** The reports. */
  items: Array<ReportCase>;
  /** Goes on after this page; null on the last one. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** A page of reports. */
export type ReportConnection = {
  __typename?: 'ReportConnection';
  /** The reports. */
  items: Array<Report>;
  /** Goes on after this page; null on the last one. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** What moderators decide. */
export const ReportDecision = {
  /** Nothing follows. A suspension that came of this report ends. */
  Dismiss: 'DISMISS',
  /** The person who wrote the message may not send for some time. */
  SuspendSender: 'SUSPEND_SENDER'
} as const;

export type ReportDecision = typeof ReportDecision[keyof typeof ReportDecision];
/** The message that is reported, and what the moderators are to know. */
export type ReportMessageInput = {
  /** The reporter's words: at most 500 Unicode code points. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /**
   * Whether the moderators may also see up to five messages before and after the reported one, the
   * beginning of each. Left out or null: no.
   */
  context?: InputMaybe<Scalars['Boolean']['input']>;
  /** The conversation: `MessageGroup.uuid`. */
  messageGroupUuid: Scalars['ID']['input'];
  /** Why. */
  reason: ReportReason;
  /** The message: `Message.uuid`. */
  uuid: Scalars['ID']['input'];
};

/** Why a message is reported. */
export const ReportReason = {
  Harassment: 'HARASSMENT',
  Hate: 'HATE',
  Other: 'OTHER',
  Sexual: 'SEXUAL',
  Spam: 'SPAM'
} as const;

export type ReportReason = typeof ReportReason[keyof typeof ReportReason];
/** Where a report is. */
export const ReportState = {
  /** A moderator has decided. */
  Decided: 'DECIDED',
  /** It waits for a decision. */
  Open: 'OPEN'
} as const;

export type ReportState = typeof ReportState[keyof typeof ReportState];
/** A message as it was when the report was made. */
export type ReportedMessage = {
  __typename?: 'ReportedMessage';
  /** When it was committed. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** The sender's display name when it was sent. */
  displayName: Scalars['String']['output'];
  /** The sender's handle when it was sent. */
  handle: Scalars['String']['output'];
  /** The text was longer. */
  isCut: Scalars['Boolean']['output'];
  /** The text; of messages around the reported one, the beginning. */
  message: Scalars['String']['output'];
  /** The sender. */
  userUuid: Scalars['ID']['output'];
  /** The message's uuid. */
  uuid: Scalars['ID']['output'];
};

/** What a person has set for themself. */
export type Settings = {
  __typename?: 'Settings';
  /** Whether people whom the caller has no conversation with may begin one. True until it is changed. */
  acceptsRequests: Scalars['Boolean']['output'];
};

/**
 * Pushes. They tell of a durable write and may be lost with the connection; what was missed is had
 * from `messagesAfter` and `messageGroups`.
 */
export type Subscription = {
  __typename?: 'Subscription';
  /**
   * New messages, as selected by the sender's mutation: addressed to the caller, or sent by the
   * caller from any device. With an argument, those of one conversation only. A send that is repeated
   * with its `clientToken` pushes its message once more: know it by `uuid`.
   *
   * Errors: `InvalidId`, `Forbidden`.
   */
  onCreateMessage?: Maybe<Message>;
  /** Read markers that the caller set from any device. */
  onMarkMessageGroupRead?: Maybe<MessageGroup>;
  /** Changes of a conversation that the caller made from any device: folder, mute, clear, block. */
  onUpdateMessageGroup?: Maybe<MessageGroup>;
};


/**
 * Pushes. They tell of a durable write and may be lost with the connection; what was missed is had
 * from `messagesAfter` and `messageGroups`.
 */
export type SubscriptionOnCreateMessageArgs = {
  messageGroupUuid?: InputMaybe<Scalars['ID']['input']>;
};

/** The caller may read, report and export, and may not send. A suspension ends by itself at its end. */
export type Suspension = {
  __typename?: 'Suspension';
  /** Where to object; null where the deployment names nothing. */
  contact?: Maybe<Scalars['String']['output']>;
  /** The moderators' reasons. */
  statement: Scalars['String']['output'];
  /** When it ends. */
  until: Scalars['AWSDateTime']['output'];
};

/** One change of one conversation: exactly one of `folder`, `muted` and `clearedUpTo`. */
export type UpdateMessageGroupInput = {
  /**
   * Delete the conversation for the caller, up to and including this message, which also marks it as
   * read: `MessageGroup.lastMessageUuid` as the caller sees it. Where nothing is newer, the conversation
   * leaves the lists until the next message.
   */
  clearedUpTo?: InputMaybe<Scalars['ID']['input']>;
  /**
   * INBOX accepts a request, and brings back from the archive. ARCHIVE puts away, and refuses a request
   * without a word to the sender; it needs `seen`. No other folder is taken.
   */
  folder?: InputMaybe<Folder>;
  /** A muted conversation does not ring; it counts as unread as ever. */
  muted?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * With ARCHIVE: the newest message that the caller sees, `MessageGroup.lastMessageUuid`. When a newer
   * one has come, the answer is `MessageGroupChanged`, and nothing is put away unseen.
   */
  seen?: InputMaybe<Scalars['ID']['input']>;
  /** The conversation: `MessageGroup.uuid`. */
  uuid: Scalars['ID']['input'];
};

/** Settings to change; what is left out stays as it is. */
export type UpdateSettingsInput = {
  /** Whether people whom the caller has no conversation with may begin one. */
  acceptsRequests?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A person. */
export type User = {
  __typename?: 'User';
  /** Name to show. */
  displayName: Scalars['String']['output'];
  /** Unique name, lower case. */
  handle: Scalars['String']['output'];
  /** While the caller may not send messages: until when, and why. Null on other people. */
  suspension?: Maybe<Suspension>;
  /** The Cognito `sub`. */
  uuid: Scalars['ID']['output'];
};
