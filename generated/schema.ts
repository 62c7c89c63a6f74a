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
};

/** One message. Immutable. */
export type Message = {
  __typename?: 'Message';
  /** The time of the commit (UTC, milliseconds), equal to the time in `uuid`. */
  createdAt: Scalars['AWSDateTime']['output'];
  /** The sender's display name at the time of sending. */
  displayName: Scalars['String']['output'];
  /** The sender's handle at the time of sending. */
  handle: Scalars['String']['output'];
  /** The text as it was sent. */
  message: Scalars['String']['output'];
  /** The conversation of the message. */
  messageGroupUuid: Scalars['ID']['output'];
  /** The recipient's display name; null when the message was sent to a `messageGroupUuid`, without a look-up. */
  recipientDisplayName?: Maybe<Scalars['String']['output']>;
  /** The recipient's handle; null when `recipientDisplayName` is. */
  recipientHandle?: Maybe<Scalars['String']['output']>;
  /** The recipient. */
  recipientUuid: Scalars['ID']['output'];
  /** The sender. */
  userUuid: Scalars['ID']['output'];
  /** A ULID. The ids of one conversation rise in the order in which its messages were committed. */
  uuid: Scalars['ID']['output'];
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
  /** The start of the newest message from either person, at most 120 UTF-16 units. */
  lastMessage?: Maybe<Scalars['String']['output']>;
  /** The time when the newest message was committed. */
  lastMessageAt?: Maybe<Scalars['AWSDateTime']['output']>;
  /** The id of the newest message, for `markMessageGroupRead`. */
  lastMessageUuid?: Maybe<Scalars['ID']['output']>;
  /** The other person's display name, as of their newest message. */
  otherUserDisplayName?: Maybe<Scalars['String']['output']>;
  /** The other person's handle, as of their newest message. */
  otherUserHandle?: Maybe<Scalars['String']['output']>;
  /** The other person. */
  otherUserUuid: Scalars['ID']['output'];
  /** The read marker: the newest message that the caller has marked as read. */
  readUpTo?: Maybe<Scalars['ID']['output']>;
  /** Number of messages from the other person after the caller's read marker. */
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

/** Writes. Each one is atomic. */
export type Mutation = {
  __typename?: 'Mutation';
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
   * `RecipientNotFound`, `RecipientIsSelf`, `InvalidId`, `InvalidHandle`, `InvalidClientToken`,
   * `ClientTokenReused`, `Forbidden`, `MessageGroupNotFound`, `ProfileNotFound`. On `Conflict` and
   * `Unavailable`, try again with the same `clientToken`.
   */
  createMessage?: Maybe<Message>;
  /**
   * Ends all live subscriptions of the caller on all devices and closes their connections. Clients whose
   * tokens are still valid can connect again, so first revoke the refresh tokens: then all sessions end
   * within the life of an access token, 15 minutes. Returns true.
   */
  endSessions: Scalars['Boolean']['output'];
  /**
   * Marks a conversation as read up to and including one message. Never moves the marker back.
   *
   * The caller's other devices receive the fields that this mutation selects. So the selection must be a
   * plain list of fields with at least `uuid userUuid unreadCount readUpTo`.
   *
   * Errors: `IncompleteSelection`, `InvalidId`, `Forbidden`, `MessageGroupNotFound`,
   * `InvalidReadMarker`. On `Conflict` and `Unavailable`, try again.
   */
  markMessageGroupRead?: Maybe<MessageGroup>;
};


/** Writes. Each one is atomic. */
export type MutationCreateMessageArgs = {
  input: CreateMessageInput;
};


/** Writes. Each one is atomic. */
export type MutationMarkMessageGroupReadArgs = {
  messageGroupUuid: Scalars['ID']['input'];
  upTo: Scalars['ID']['input'];
};

/** Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again. */
export type Query = {
  __typename?: 'Query';
  /** The caller's own profile; null until the account has one. */
  me?: Maybe<User>;
  /**
   * One conversation as the caller sees it; null when it does not exist yet.
   *
   * Errors: `InvalidId`; `Forbidden` when the caller is not in the conversation.
   */
  messageGroup?: Maybe<MessageGroup>;
  /**
   * The caller's conversations, the one with the newest message first (pattern B).
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
   * The person with this handle; null when there is none.
   *
   * Errors: `InvalidHandle`.
   */
  user?: Maybe<User>;
};


/** Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again. */
export type QueryMessageGroupArgs = {
  uuid: Scalars['ID']['input'];
};


/** Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again. */
export type QueryMessageGroupsArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/** Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again. */
export type QueryMessagesArgs = {
  limit?: InputMaybe<Scalars['Int']['input']>;
  messageGroupUuid: Scalars['ID']['input'];
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/** Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again. */
export type QueryMessagesAfterArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  messageGroupUuid: Scalars['ID']['input'];
  nextToken?: InputMaybe<Scalars['String']['input']>;
};


/** Reads. A caller can read only their own conversations. Any read may fail with `Unavailable`; try again. */
export type QueryUserArgs = {
  handle: Scalars['String']['input'];
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
  /** Read markers that the caller set on any device. */
  onMarkMessageGroupRead?: Maybe<MessageGroup>;
};


/**
 * Pushes. Sent after a durable write; may be lost if the connection drops. Fetch missed ones with
 * `messagesAfter` and `messageGroups`.
 */
export type SubscriptionOnCreateMessageArgs = {
  messageGroupUuid?: InputMaybe<Scalars['ID']['input']>;
};

/** A person. */
export type User = {
  __typename?: 'User';
  /** The name to show. */
  displayName: Scalars['String']['output'];
  /** The unique name, in lower case. */
  handle: Scalars['String']['output'];
  /** The Cognito `sub`. */
  uuid: Scalars['ID']['output'];
};
