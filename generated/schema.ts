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

/** A message and its target: exactly one of `messageGroupUuid`, `recipientUuid` and `recipientHandle`. */
export type CreateMessageInput = {
  /**
   * A token that the client makes for each message and keeps for retries: 1 to 64 of `A-Z a-z 0-9 _ -`.
   * Within 24 hours, a second send with the same token to the same person stores nothing and returns the
   * first message. If its text differs, it is refused.
   */
  clientToken?: InputMaybe<Scalars['String']['input']>;
  /** The text: 1 to 1,024 Unicode code points, at least one of them visible. */
  message: Scalars['String']['input'];
  /** An existing conversation of the caller. */
  messageGroupUuid?: InputMaybe<Scalars['ID']['input']>;
  /** The person to write to, by handle. */
  recipientHandle?: InputMaybe<Scalars['String']['input']>;
  /** The person to write to, by `User.uuid`. */
  recipientUuid?: InputMaybe<Scalars['ID']['input']>;
  /** The message of the same conversation that this one answers. The selection then needs `replyToUuid`, too. */
  replyToUuid?: InputMaybe<Scalars['ID']['input']>;
};

/** A moderator's decision. */
export type DecideReportInput = {
  /** What follows: `DISMISS` or `SUSPEND_SENDER`. */
  decision: ReportDecision;
  /** The reasons, 1 to 500 Unicode code points. Both people can read them: name no one. */
  statement: Scalars['String']['input'];
  /** With `SUSPEND_SENDER`: until when. In the future, within 3,650 days. */
  suspendedUntil?: InputMaybe<Scalars['AWSDateTime']['input']>;
  /** The report: `ReportCase.uuid`. */
  uuid: Scalars['ID']['input'];
};

/** A message of the caller's own that is unsent. */
export type DeleteMessageInput = {
  /** The conversation: `MessageGroup.uuid`. */
  messageGroupUuid: Scalars['ID']['input'];
  /** The message: `Message.uuid`. */
  uuid: Scalars['ID']['input'];
};

/** Who removed the text of a message. */
export const DeletedBy = {
  /** A moderator removed it after a report. */
  Moderator: 'MODERATOR',
  /** Its sender unsent it. */
  Sender: 'SENDER'
} as const;

export type DeletedBy = typeof DeletedBy[keyof typeof DeletedBy];
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
/** One message. Its text and its reactions can change; the rest is as it was sent. */
export type Message = {
  __typename?: 'Message';
  /**
   * The last change of this message; null when it never changed. Of two states of a message, the one with
   * the greater id is the later one.
   */
  changeUuid?: Maybe<Scalars['ID']['output']>;
  /** The time of the commit (UTC, milliseconds), equal to the time in `uuid`. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** When the text was removed; null when it was not. */
  deletedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Who removed it. */
  deletedBy?: Maybe<DeletedBy>;
  /** The sender's display name at the time of sending; null when the account is gone. */
  displayName?: Maybe<Scalars['String']['output']>;
  /** When the text was last changed; null when it is as it was sent. */
  editedAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The sender's handle at the time of sending; null when the account is gone. */
  handle?: Maybe<Scalars['String']['output']>;
  /** The text; null when `deletedAt` is set. */
  message?: Maybe<Scalars['String']['output']>;
  /** The conversation of the message. */
  messageGroupUuid: Scalars['ID']['output'];
  /**
   * The reactions of the two people, at most one of each. Null only in the push of a new message whose
   * sender did not select them: it has none.
   */
  reactions?: Maybe<Array<Reaction>>;
  /** The recipient's display name; null when the message was sent to a `messageGroupUuid`, without a look-up. */
  recipientDisplayName?: Maybe<Scalars['String']['output']>;
  /** The recipient's handle; null when `recipientDisplayName` is. */
  recipientHandle?: Maybe<Scalars['String']['output']>;
  /** The recipient. */
  recipientUuid: Scalars['ID']['output'];
  /** The message that this one answers. */
  replyToUuid?: Maybe<Scalars['ID']['output']>;
  /** The sender. */
  userUuid: Scalars['ID']['output'];
  /** A ULID. The ids of one conversation rise in the order in which its messages were committed. */
  uuid: Scalars['ID']['output'];
};

/** A page of changes of one conversation. */
export type MessageChanges = {
  __typename?: 'MessageChanges';
  /**
   * There may be more: ask again with `upTo`. After an empty page, a little later: a change is being
   * committed.
   */
  hasMore: Scalars['Boolean']['output'];
  /** The messages that changed, as they are now, each once, in the order of their changes. */
  items: Array<Message>;
  /** The last change of this page: `after` of the next page. Null when there is no change yet. */
  upTo?: Maybe<Scalars['ID']['output']>;
};

/** A page of messages. */
export type MessageConnection = {
  __typename?: 'MessageConnection';
  /** The messages. */
  items: Array<Message>;
  /** Token for the next page; null on the last one. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** One conversation as the caller sees it. */
export type MessageGroup = {
  __typename?: 'MessageGroup';
  /** Whether the caller blocks the other person. */
  blocked?: Maybe<Scalars['Boolean']['output']>;
  /**
   * The last change of a message of this conversation, for `changesAfter`. Null in `messageGroups`, and when
   * no message has changed.
   */
  changeUuid?: Maybe<Scalars['ID']['output']>;
  /**
   * The caller has deleted this message and all before it for themself: ask `messages` for those after
   * it. Null in `messageGroups`.
   */
  clearedUpTo?: Maybe<Scalars['ID']['output']>;
  /**
   * The folder where the caller has it. Null when it is in no list: cleared, or its newest message is past,
   * and nothing new since.
   */
  folder?: Maybe<Folder>;
  /**
   * The start of the newest message from either person, at most 100 bytes of UTF-8. Null when that message
   * was deleted or is past, and when the caller has cleared it.
   */
  lastMessage?: Maybe<Scalars['String']['output']>;
  /** The time when the newest message was committed. Null when there is none, or it is past. */
  lastMessageAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** Whether the newest message is the caller's own. Null when it is past. */
  lastMessageMine?: Maybe<Scalars['Boolean']['output']>;
  /** The id of the newest message, for `markMessageGroupRead`. */
  lastMessageUuid?: Maybe<Scalars['ID']['output']>;
  /** Whether the caller has muted it. */
  muted?: Maybe<Scalars['Boolean']['output']>;
  /** The other person's display name. */
  otherUserDisplayName?: Maybe<Scalars['String']['output']>;
  /** The other person's handle. */
  otherUserHandle?: Maybe<Scalars['String']['output']>;
  /**
   * How far the other person has read. Null in `messageGroups`, where either of the two hides it, where
   * the other person has not accepted the conversation, and where that message is past.
   */
  otherUserReadUpTo?: Maybe<Scalars['ID']['output']>;
  /** The other person. */
  otherUserUuid: Scalars['ID']['output'];
  /** The read marker: the newest message that the caller has marked as read. Null in `messageGroups`. */
  readUpTo?: Maybe<Scalars['ID']['output']>;
  /**
   * Number of messages from the other person after the caller's read marker; 0 when the newest one is past.
   * Until then it counts those that are past, too.
   */
  unreadCount: Scalars['Int']['output'];
  /** The owner of this row: the caller. */
  userUuid: Scalars['ID']['output'];
  /** The uuids of both users, sorted and joined by `_`. Two people have exactly one conversation. */
  uuid: Scalars['ID']['output'];
};

/** A page of conversations. */
export type MessageGroupConnection = {
  __typename?: 'MessageGroupConnection';
  /** The conversations. */
  items: Array<MessageGroup>;
  /** Token for the next page; null on the last one. */
  nextToken?: Maybe<Scalars['String']['output']>;
};

/** What becomes of the messages of a person who deletes their account. */
export const MessagesOfDeleted = {
  /** The texts go, as if each message had been unsent. */
  Erase: 'ERASE',
  /** The texts stay, without the person's names. */
  Keep: 'KEEP'
} as const;

export type MessagesOfDeleted = typeof MessagesOfDeleted[keyof typeof MessagesOfDeleted];
/** Writes. Each one is atomic. */
export type Mutation = {
  __typename?: 'Mutation';
  /**
   * Blocks a person, also one the caller has no conversation with. Nothing that the person sends after
   * that is stored or delivered, also not later. Both can still read the conversation; the person
   * cannot see the block. Blocking twice changes nothing. Selection: see `updateMessageGroup`.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `RecipientIsSelf`, `RecipientNotFound`. On
   * `Conflict` and `Unavailable`, try again.
   */
  blockUser?: Maybe<MessageGroup>;
  /**
   * Sends a message: into an existing conversation (pattern D), or to a person, which creates the
   * conversation if needed (pattern C). The message and both conversation rows are written in one
   * transaction.
   *
   * Subscribers receive the fields that this mutation selects. So the selection must be a plain list of
   * fields (no aliases, fragments or directives) with at least `uuid messageGroupUuid userUuid
   * displayName handle recipientUuid message createdAt`. Any other selection is refused before anything
   * is written.
   *
   * Errors: `IncompleteSelection`, `MessageBlank`, `MessageTooLong`, `RecipientRequired`,
   * `RecipientNotFound`, `RecipientIsSelf`, `RecipientUnavailable`, `RecipientBlocked`,
   * `AccountSuspended`, `AwaitingAcceptance`, `TooManyNewConversations`, `InvalidId`, `InvalidHandle`,
   * `InvalidClientToken`, `ClientTokenReused`, `Forbidden`, `MessageGroupNotFound`, `MessageNotFound` (the
   * message that the reply answers; of a repeated send, the message itself), `ProfileNotFound`.
   * On `Conflict` and `Unavailable`, try again with the same `clientToken`.
   */
  createMessage?: Maybe<Message>;
  /**
   * For moderators: decides about a report. The reporter sees the decision in `myReports`; a suspended
   * person sees it in `me.suspension`. A later decision replaces an earlier one, and all are
   * kept: dismissing a report ends the suspension that came of it.
   *
   * Errors: `Forbidden`, `InvalidId`, `InvalidDecision`, `ReportNotFound`, `Conflict`. On `Unavailable`,
   * try again.
   */
  decideReport?: Maybe<ReportCase>;
  /**
   * Deletes the caller's account: it can be cancelled by nothing. The answer comes at once, live
   * subscriptions end, and the rest follows within minutes: the sign-in, the profile, the settings and the
   * conversations go. Others keep the conversations, with "Deleted account", and with the caller's messages or
   * without their texts. The handle is kept from others for 30 days. Asked again, it goes on as it
   * was chosen first. Returns true.
   *
   * Errors: `RecentSignInRequired` when the caller signed in more than 5 minutes ago; `ProfileNotFound`.
   * On `Conflict` and `Unavailable`, try again.
   */
  deleteAccount: Scalars['Boolean']['output'];
  /**
   * Unsends a message of the caller's own, at any time: its text and its reactions go, and a message
   * without text stays in its place. Where it was unread, it no longer counts. Unsending twice changes
   * nothing. Selection: see `updateMessage`.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `Forbidden`, `MessageNotFound`. On `Conflict` and
   * `Unavailable`, try again.
   */
  deleteMessage?: Maybe<Message>;
  /**
   * Ends all live subscriptions of the caller on all devices and closes their connections. Clients whose
   * tokens are still valid can connect again, so first revoke the refresh tokens: then all sessions end
   * within the life of an access token, 15 minutes. Returns true.
   */
  endSessions: Scalars['Boolean']['output'];
  /**
   * Marks a conversation as read up to and including one message. Never moves the marker back, and
   * moves none while the caller blocks the other person, or to a message that is past before the newest.
   *
   * The caller's other devices receive the fields that this mutation selects, and so does the other person,
   * where the caller shows read receipts. So the selection must be a plain list of all four fields.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `Forbidden`, `MessageGroupNotFound`,
   * `InvalidReadMarker`. On `Conflict` and `Unavailable`, try again.
   */
  markMessageGroupRead?: Maybe<ReadMarker>;
  /**
   * For moderators: decides about a report by removing its message, for both people, as if it had been
   * unsent. Its evidence stays. Selection: see `updateMessage`.
   *
   * Errors: `IncompleteSelection`, `Forbidden`, `InvalidId`, `InvalidDecision`, `ReportNotFound`,
   * `MessageNotFound`, `MessageDeleted`, `Conflict`. On `Unavailable`, try again.
   */
  removeReportedMessage?: Maybe<Message>;
  /**
   * Reports a message of the other person to the moderators. The message is kept as evidence as it is
   * now, and the other person does not learn of it.
   *
   * Errors: `InvalidId`, `Forbidden`, `CommentTooLong`, `MessageNotFound`, `InvalidReport`,
   * `AlreadyReported`, `TooManyReports`. On `Conflict` and `Unavailable`, try again.
   */
  reportMessage?: Maybe<Report>;
  /**
   * Sets the caller's reaction to a message, the only one, or takes it back. Selection: see
   * `updateMessage`.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `Forbidden`, `InvalidEmoji`, `MessageNotFound`,
   * `MessageDeleted`, `NotAccepted`, `RecipientBlocked`, `RecipientUnavailable`, `AccountSuspended`. On
   * `Conflict` and `Unavailable`, try again.
   */
  setReaction?: Maybe<Message>;
  /**
   * Tells the other person that the caller is typing, or no longer is. Nothing is stored, and only a client
   * that has the conversation open learns of it. Clients send it at most once in 5 seconds, and forget it
   * after 10. Selection: all fields.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `Forbidden`, `MessageGroupNotFound`, `NotAccepted`,
   * `RecipientBlocked`, `TypingIsOff`.
   */
  setTyping?: Maybe<Typing>;
  /**
   * Ends a block. The conversation goes back to where new messages put it: the inbox, or the requests
   * where it was never accepted. Without a conversation nothing is left; `folder` is then null.
   * Unblocking twice changes nothing. Selection: see `updateMessageGroup`.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `RecipientIsSelf`. On `Conflict` and
   * `Unavailable`, try again.
   */
  unblockUser?: Maybe<MessageGroup>;
  /**
   * Replaces the text of a message of the caller's own, within 15 minutes of sending and at most 10 times.
   * Where it is the newest message, both previews change with it.
   *
   * Subscribers receive the fields that this mutation selects. So the selection must be a plain list of
   * fields with at least `uuid messageGroupUuid userUuid recipientUuid displayName handle message createdAt
   * editedAt deletedAt deletedBy replyToUuid reactions { userUuid emoji } changeUuid`.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `Forbidden`, `MessageBlank`, `MessageTooLong`,
   * `MessageNotFound`, `MessageDeleted`, `EditWindowClosed`, `TooManyEdits`, `RecipientBlocked`,
   * `RecipientUnavailable`, `AccountSuspended`. On `Conflict` and `Unavailable`, try again.
   */
  updateMessage?: Maybe<Message>;
  /**
   * Accepts, archives, brings back, mutes or clears one conversation, for the caller alone. The other
   * person cannot see any of it.
   *
   * The caller's other devices receive the fields that this mutation selects. So the selection must be a
   * plain list of fields with at least `uuid userUuid folder blocked muted unreadCount readUpTo
   * clearedUpTo`.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `Forbidden`, `InvalidUpdate`, `InvalidReadMarker`,
   * `MessageGroupNotFound`, `MessageGroupChanged`, `RecipientBlocked`. On
   * `Conflict` and `Unavailable`, try again.
   */
  updateMessageGroup?: Maybe<MessageGroup>;
  /**
   * Changes the caller's names. The old handle is kept from others for 30 days, and leads to no account;
   * the caller may take it back. Others see the new names with the next message, or when they return.
   * Messages keep the names that they were sent with. A new token has the new names.
   *
   * Errors: `InvalidUpdate`, `InvalidHandle`, `InvalidDisplayName`, `HandleTaken`,
   * `TooManyHandleChanges`, `ProfileNotFound`. On `Conflict` and `Unavailable`, try again.
   */
  updateProfile?: Maybe<User>;
  /**
   * Changes the caller's settings.
   *
   * Errors: `InvalidUpdate`, `ProfileNotFound`. On `Conflict` and `Unavailable`, try again.
   */
  updateSettings?: Maybe<Settings>;
};


/** Writes. Each one is atomic. */
export type MutationBlockUserArgs = {
  uuid: Scalars['ID']['input'];
};


/** Writes. Each one is atomic. */
export type MutationCreateMessageArgs = {
  input: CreateMessageInput;
};


/** Writes. Each one is atomic. */
export type MutationDecideReportArgs = {
  input: DecideReportInput;
};


/** Writes. Each one is atomic. */
export type MutationDeleteAccountArgs = {
  messages: MessagesOfDeleted;
};


/** Writes. Each one is atomic. */
export type MutationDeleteMessageArgs = {
  input: DeleteMessageInput;
};


/** Writes. Each one is atomic. */
export type MutationMarkMessageGroupReadArgs = {
  messageGroupUuid: Scalars['ID']['input'];
  upTo: Scalars['ID']['input'];
};


/** Writes. Each one is atomic. */
export type MutationRemoveReportedMessageArgs = {
  input: RemoveReportedMessageInput;
};


/** Writes. Each one is atomic. */
export type MutationReportMessageArgs = {
  input: ReportMessageInput;
};


/** Writes. Each one is atomic. */
export type MutationSetReactionArgs = {
  input: SetReactionInput;
};


/** Writes. Each one is atomic. */
export type MutationSetTypingArgs = {
  messageGroupUuid: Scalars['ID']['input'];
  typing: Scalars['Boolean']['input'];
};


/** Writes. Each one is atomic. */
export type MutationUnblockUserArgs = {
  uuid: Scalars['ID']['input'];
};


/** Writes. Each one is atomic. */
export type MutationUpdateMessageArgs = {
  input: UpdateMessageInput;
};


/** Writes. Each one is atomic. */
export type MutationUpdateMessageGroupArgs = {
  input: UpdateMessageGroupInput;
};


/** Writes. Each one is atomic. */
export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};


/** Writes. Each one is atomic. */
export type MutationUpdateSettingsArgs = {
  input: UpdateSettingsInput;
};

/**
 * Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again.
 *
 * Where the service keeps messages for so many days only, an older one is past: for every operation it is as
 * one that is not there.
 */
export type Query = {
  __typename?: 'Query';
  /**
   * What has changed in one conversation since a given change (edits, unsent messages, reactions):
   * the messages as they are now. Strongly consistent: a client that was away asks here for changes as it
   * asks `messagesAfter` for new messages.
   *
   * Errors: `InvalidId`, `Forbidden`, `InvalidLimit`; `ChangesExpired` when the changes after `after` are
   * no longer kept (90 days): read the pages again.
   */
  changesAfter?: Maybe<MessageChanges>;
  /** The caller's own profile; null until the account has one. */
  me?: Maybe<User>;
  /**
   * One message, for example the one that a reply answers; null when there is none.
   *
   * Errors: `InvalidId`, `Forbidden`.
   */
  message?: Maybe<Message>;
  /**
   * One conversation as the caller sees it; null when the two have not written to each other yet and
   * the caller has not blocked the other person.
   *
   * Errors: `InvalidId`; `Forbidden` when the caller is not in the conversation.
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
   * consistent: after a lost connection a client fetches the messages after its last one and misses
   * none.
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
   * People whose handles begin so, who can be found; in the order of their handles' skeletons. Held
   * handles and people who do not want to be found are left out.
   *
   * Errors: `InvalidHandle`, `InvalidLimit`.
   */
  searchUsers?: Maybe<Array<User>>;
  /**
   * The person with this handle; null when there is none.
   *
   * Errors: `InvalidHandle`.
   */
  user?: Maybe<User>;
};


/**
 * Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again.
 *
 * Where the service keeps messages for so many days only, an older one is past: for every operation it is as
 * one that is not there.
 */
export type QueryChangesAfterArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  messageGroupUuid: Scalars['ID']['input'];
};


/**
 * Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again.
 *
 * Where the service keeps messages for so many days only, an older one is past: for every operation it is as
 * one that is not there.
 */
export type QueryMessageArgs = {
  messageGroupUuid: Scalars['ID']['input'];
  uuid: Scalars['ID']['input'];
};


/**
 * Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again.
 *
 * Where the service keeps messages for so many days only, an older one is past: for every operation it is as
 * one that is not there.
 */
export type QueryMessageGroupArgs = {
  uuid: Scalars['ID']['input'];
};


/**
 * Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again.
 *
 * Where the service keeps messages for so many days only, an older one is past: for every operation it is as
 * one that is not there.
 */
export type QueryMessageGroupsArgs = {
  folder?: InputMaybe<Folder>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again.
 *
 * Where the service keeps messages for so many days only, an older one is past: for every operation it is as
 * one that is not there.
 */
export type QueryMessagesArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  messageGroupUuid: Scalars['ID']['input'];
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again.
 *
 * Where the service keeps messages for so many days only, an older one is past: for every operation it is as
 * one that is not there.
 */
export type QueryMessagesAfterArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  messageGroupUuid: Scalars['ID']['input'];
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again.
 *
 * Where the service keeps messages for so many days only, an older one is past: for every operation it is as
 * one that is not there.
 */
export type QueryMyReportsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again.
 *
 * Where the service keeps messages for so many days only, an older one is past: for every operation it is as
 * one that is not there.
 */
export type QueryReportArgs = {
  uuid: Scalars['ID']['input'];
};


/**
 * Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again.
 *
 * Where the service keeps messages for so many days only, an older one is past: for every operation it is as
 * one that is not there.
 */
export type QueryReportsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
  state: ReportState;
};


/**
 * Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again.
 *
 * Where the service keeps messages for so many days only, an older one is past: for every operation it is as
 * one that is not there.
 */
export type QuerySearchUsersArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  prefix: Scalars['String']['input'];
};


/**
 * Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again.
 *
 * Where the service keeps messages for so many days only, an older one is past: for every operation it is as
 * one that is not there.
 */
export type QueryUserArgs = {
  handle: Scalars['String']['input'];
};

/** One person's reaction to a message. */
export type Reaction = {
  __typename?: 'Reaction';
  /** The emoji. */
  emoji: Scalars['String']['output'];
  /** The person. */
  userUuid: Scalars['ID']['output'];
};

/** How far one person has read a conversation. */
export type ReadMarker = {
  __typename?: 'ReadMarker';
  /** The conversation. */
  messageGroupUuid: Scalars['ID']['output'];
  /** The newest message that was read. Null when there is none. */
  readUpTo?: Maybe<Scalars['ID']['output']>;
  /** The other person. Null when they may not see it. */
  recipientUuid?: Maybe<Scalars['ID']['output']>;
  /** The person who has read. */
  userUuid: Scalars['ID']['output'];
};

/** A removal, and the reasons for it. */
export type RemoveReportedMessageInput = {
  /** The report: `ReportCase.uuid`. */
  reportUuid: Scalars['ID']['input'];
  /** The reasons, 1 to 500 Unicode code points. Both people can read them: name no one. */
  statement: Scalars['String']['input'];
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
  /** The message is removed for both people: `removeReportedMessage`. */
  RemoveMessage: 'REMOVE_MESSAGE',
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
  /** The sender's display name when it was sent; null when the account was gone. */
  displayName?: Maybe<Scalars['String']['output']>;
  /** The sender's handle when it was sent; null when the account was gone. */
  handle?: Maybe<Scalars['String']['output']>;
  /** The text was longer. */
  isCut: Scalars['Boolean']['output'];
  /** The text; of messages around the reported one, the beginning. Null when it had been deleted. */
  message?: Maybe<Scalars['String']['output']>;
  /** The sender. */
  userUuid: Scalars['ID']['output'];
  /** The message's uuid. */
  uuid: Scalars['ID']['output'];
};

/** The caller's reaction to a message. */
export type SetReactionInput = {
  /** One emoji, at most 40 bytes of UTF-8. Omitted or null: the reaction is taken back. */
  emoji?: InputMaybe<Scalars['String']['input']>;
  /** The conversation: `MessageGroup.uuid`. */
  messageGroupUuid: Scalars['ID']['input'];
  /** The message: `Message.uuid`. */
  uuid: Scalars['ID']['input'];
};

/** What a person has set for themself. */
export type Settings = {
  __typename?: 'Settings';
  /** Whether people whom the caller has no conversation with may begin one. True until it is changed. */
  acceptsRequests: Scalars['Boolean']['output'];
  /** Whether `searchUsers` finds the caller. True until it is changed. */
  isDiscoverable: Scalars['Boolean']['output'];
  /** Whether others see how far the caller has read, and the caller sees it of them. True until it is changed. */
  showsReadReceipts: Scalars['Boolean']['output'];
};

/**
 * Pushes. Sent after a durable write; may be lost if the connection drops. Fetch missed ones with
 * `messagesAfter` and `messageGroups`.
 */
export type Subscription = {
  __typename?: 'Subscription';
  /**
   * New messages to the caller, or from any of the caller's devices, with the fields that the sender's
   * mutation selected. With an argument: only those of one conversation. A send that is repeated with
   * its `clientToken` pushes its message again; recognize it by `uuid`.
   *
   * Errors: `InvalidId`, `Forbidden`.
   */
  onCreateMessage?: Maybe<Message>;
  /**
   * Read markers that the caller set on any device, and those of other people who show them to the
   * caller. Who does not show their own, sees none of others.
   */
  onMarkMessageGroupRead?: Maybe<ReadMarker>;
  /**
   * Whether the other person of a conversation is typing.
   *
   * Errors: `InvalidId`, `Forbidden`, `MessageGroupNotFound`, `NotAccepted`, `RecipientBlocked`.
   */
  onTyping?: Maybe<Typing>;
  /**
   * Changes of messages that the caller sent or received: edits, unsent messages, reactions. Pushes may
   * overtake each other: of two states of a message, the one with the greater `changeUuid` counts.
   */
  onUpdateMessage?: Maybe<Message>;
  /** Changes of a conversation that the caller made from any device: folder, mute, clear, block. */
  onUpdateMessageGroup?: Maybe<MessageGroup>;
};


/**
 * Pushes. Sent after a durable write; may be lost if the connection drops. Fetch missed ones with
 * `messagesAfter` and `messageGroups`.
 */
export type SubscriptionOnCreateMessageArgs = {
  messageGroupUuid?: InputMaybe<Scalars['ID']['input']>;
};


/**
 * Pushes. Sent after a durable write; may be lost if the connection drops. Fetch missed ones with
 * `messagesAfter` and `messageGroups`.
 */
export type SubscriptionOnTypingArgs = {
  messageGroupUuid: Scalars['ID']['input'];
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

/** Whether a person is typing. */
export type Typing = {
  __typename?: 'Typing';
  /** The conversation. */
  messageGroupUuid: Scalars['ID']['output'];
  /** The other person. */
  recipientUuid: Scalars['ID']['output'];
  /** Whether they are typing. */
  typing: Scalars['Boolean']['output'];
  /** The person who is typing. */
  userUuid: Scalars['ID']['output'];
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

/** A new text for a message of the caller's own. */
export type UpdateMessageInput = {
  /** The text: 1 to 1,024 Unicode code points, at least one of them visible. */
  message: Scalars['String']['input'];
  /** The conversation: `MessageGroup.uuid`. */
  messageGroupUuid: Scalars['ID']['input'];
  /** The message: `Message.uuid`. */
  uuid: Scalars['ID']['input'];
};

/** Names to change; what is left out stays as it is. */
export type UpdateProfileInput = {
  /** The name to show: 1 to 50 Unicode code points, at least one of them visible. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** The unique name, with or without a leading @: 2 to 30 of a-z 0-9 _ . At most 3 in 30 days. */
  handle?: InputMaybe<Scalars['String']['input']>;
};

/** Settings to change; what is left out stays as it is. */
export type UpdateSettingsInput = {
  /** Whether people whom the caller has no conversation with may begin one. */
  acceptsRequests?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether `searchUsers` finds the caller. Who knows the whole handle finds them all the same. */
  isDiscoverable?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * Whether the other person of a conversation sees how far the caller has read. Who hides it, does not see
   * it of others.
   */
  showsReadReceipts?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A person. */
export type User = {
  __typename?: 'User';
  /** The name to show. */
  displayName: Scalars['String']['output'];
  /** The unique name, in lower case. */
  handle: Scalars['String']['output'];
  /** While the caller may not send messages: until when, and why. Null on other people. */
  suspension?: Maybe<Suspension>;
  /** The Cognito `sub`. */
  uuid: Scalars['ID']['output'];
};
