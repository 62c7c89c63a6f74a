/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A message and its target: exactly one of `messageGroupUuid`, `recipientUuid` and `recipientHandle`. */
export type CreateMessageInput = {
  /**
   * A token that the client makes for each message and keeps for retries: 1 to 64 of `A-Z a-z 0-9 _ -`.
   * Within 24 hours, a second send with the same token to the same person stores nothing and returns the
   * first message. If its text differs, it is refused.
   */
  clientToken?: string | null | undefined;
  /** The text: 1 to 1,024 Unicode code points, at least one of them visible. */
  message: string;
  /** An existing conversation of the caller. */
  messageGroupUuid?: string | null | undefined;
  /** The person to write to, by handle. */
  recipientHandle?: string | null | undefined;
  /** The person to write to, by `User.uuid`. */
  recipientUuid?: string | null | undefined;
};

/** Where one person keeps a conversation. The other person cannot see it. */
export type Folder =
  /** Put away until the next message. */
  | 'ARCHIVE'
  /** People whom the caller blocks. */
  | 'BLOCKED'
  /** Accepted conversations. */
  | 'INBOX'
  /** First messages of people whom the caller has not accepted. */
  | 'REQUESTS';

/** One change of one conversation: exactly one of `folder`, `muted` and `clearedUpTo`. */
export type UpdateMessageGroupInput = {
  /**
   * Delete the conversation for the caller, up to and including this message, which also marks it as
   * read: `MessageGroup.lastMessageUuid` as the caller sees it. Where nothing is newer, the conversation
   * leaves the lists until the next message.
   */
  clearedUpTo?: string | null | undefined;
  /**
   * INBOX accepts a request, and brings back from the archive. ARCHIVE puts away, and refuses a request
   * without a word to the sender; it needs `seen`. No other folder is taken.
   */
  folder?: Folder | null | undefined;
  /** A muted conversation does not ring; it counts as unread as ever. */
  muted?: boolean | null | undefined;
  /**
   * With ARCHIVE: the newest message that the caller sees, `MessageGroup.lastMessageUuid`. When a newer
   * one has come, the answer is `MessageGroupChanged`, and nothing is put away unseen.
   */
  seen?: string | null | undefined;
  /** The conversation: `MessageGroup.uuid`. */
  uuid: string;
};

/** Settings to change; what is left out stays as it is. */
export type UpdateSettingsInput = {
  /** Whether people whom the caller has no conversation with may begin one. */
  acceptsRequests?: boolean | null | undefined;
};

export type MessageFieldsFragment = { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string, handle: string, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string, createdAt: string };

export type MessageGroupFieldsFragment = { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, folder: Folder | null, blocked: boolean | null, muted: boolean | null, lastMessage: string | null, lastMessageMine: boolean | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null, clearedUpTo: string | null };

export type UserFieldsFragment = { uuid: string, handle: string, displayName: string };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { uuid: string, handle: string, displayName: string, suspension: { until: string, statement: string, contact: string | null } | null } | null };

export type UserQueryVariables = Exact<{
  handle: string;
}>;


export type UserQuery = { user: { uuid: string, handle: string, displayName: string } | null };

export type MessageGroupsQueryVariables = Exact<{
  folder: Folder;
  limit: number;
  nextToken?: string | null | undefined;
}>;


export type MessageGroupsQuery = { messageGroups: { nextToken: string | null, items: Array<{ uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, folder: Folder | null, blocked: boolean | null, muted: boolean | null, lastMessage: string | null, lastMessageMine: boolean | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null, clearedUpTo: string | null }> } | null };

export type MessageGroupQueryVariables = Exact<{
  uuid: string;
}>;


export type MessageGroupQuery = { messageGroup: { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, folder: Folder | null, blocked: boolean | null, muted: boolean | null, lastMessage: string | null, lastMessageMine: boolean | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null, clearedUpTo: string | null } | null };

export type MessagesQueryVariables = Exact<{
  messageGroupUuid: string;
  limit: number;
  nextToken?: string | null | undefined;
}>;


export type MessagesQuery = { messages: { nextToken: string | null, items: Array<{ uuid: string, messageGroupUuid: string, userUuid: string, displayName: string, handle: string, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string, createdAt: string }> } | null };

export type MessagesAfterQueryVariables = Exact<{
  messageGroupUuid: string;
  after?: string | null | undefined;
  limit: number;
  nextToken?: string | null | undefined;
}>;


export type MessagesAfterQuery = { messagesAfter: { nextToken: string | null, items: Array<{ uuid: string, messageGroupUuid: string, userUuid: string, displayName: string, handle: string, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string, createdAt: string }> } | null };

export type CreateMessageMutationVariables = Exact<{
  input: CreateMessageInput;
}>;


export type CreateMessageMutation = { createMessage: { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string, handle: string, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string, createdAt: string } | null };

export type MarkMessageGroupReadMutationVariables = Exact<{
  messageGroupUuid: string;
  upTo: string;
}>;


export type MarkMessageGroupReadMutation = { markMessageGroupRead: { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, folder: Folder | null, blocked: boolean | null, muted: boolean | null, lastMessage: string | null, lastMessageMine: boolean | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null, clearedUpTo: string | null } | null };

export type UpdateMessageGroupMutationVariables = Exact<{
  input: UpdateMessageGroupInput;
}>;


export type UpdateMessageGroupMutation = { updateMessageGroup: { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, folder: Folder | null, blocked: boolean | null, muted: boolean | null, lastMessage: string | null, lastMessageMine: boolean | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null, clearedUpTo: string | null } | null };

export type BlockUserMutationVariables = Exact<{
  uuid: string;
}>;


export type BlockUserMutation = { blockUser: { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, folder: Folder | null, blocked: boolean | null, muted: boolean | null, lastMessage: string | null, lastMessageMine: boolean | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null, clearedUpTo: string | null } | null };

export type UnblockUserMutationVariables = Exact<{
  uuid: string;
}>;


export type UnblockUserMutation = { unblockUser: { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, folder: Folder | null, blocked: boolean | null, muted: boolean | null, lastMessage: string | null, lastMessageMine: boolean | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null, clearedUpTo: string | null } | null };

export type MySettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type MySettingsQuery = { mySettings: { acceptsRequests: boolean } | null };

export type UpdateSettingsMutationVariables = Exact<{
  input: UpdateSettingsInput;
}>;


export type UpdateSettingsMutation = { updateSettings: { acceptsRequests: boolean } | null };

export type EndSessionsMutationVariables = Exact<{ [key: string]: never; }>;


export type EndSessionsMutation = { endSessions: boolean };

export type OnCreateMessageSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type OnCreateMessageSubscription = { onCreateMessage: { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string, handle: string, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string, createdAt: string } | null };

export type OnUpdateMessageGroupSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type OnUpdateMessageGroupSubscription = { onUpdateMessageGroup: { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, folder: Folder | null, blocked: boolean | null, muted: boolean | null, lastMessage: string | null, lastMessageMine: boolean | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null, clearedUpTo: string | null } | null };

export type OnMarkMessageGroupReadSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type OnMarkMessageGroupReadSubscription = { onMarkMessageGroupRead: { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, folder: Folder | null, blocked: boolean | null, muted: boolean | null, lastMessage: string | null, lastMessageMine: boolean | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null, clearedUpTo: string | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const MessageFieldsFragmentDoc = new TypedDocumentString(`
    fragment MessageFields on Message {
  uuid
  messageGroupUuid
  userUuid
  displayName
  handle
  recipientUuid
  recipientDisplayName
  recipientHandle
  message
  createdAt
}
    `, {"fragmentName":"MessageFields"}) as unknown as TypedDocumentString<MessageFieldsFragment, unknown>;
export const MessageGroupFieldsFragmentDoc = new TypedDocumentString(`
    fragment MessageGroupFields on MessageGroup {
  uuid
  userUuid
  otherUserUuid
  otherUserDisplayName
  otherUserHandle
  folder
  blocked
  muted
  lastMessage
  lastMessageMine
  lastMessageAt
  lastMessageUuid
  unreadCount
  readUpTo
  clearedUpTo
}
    `, {"fragmentName":"MessageGroupFields"}) as unknown as TypedDocumentString<MessageGroupFieldsFragment, unknown>;
export const UserFieldsFragmentDoc = new TypedDocumentString(`
    fragment UserFields on User {
  uuid
  handle
  displayName
}
    `, {"fragmentName":"UserFields"}) as unknown as TypedDocumentString<UserFieldsFragment, unknown>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    ...UserFields
    suspension {
      until
      statement
      contact
    }
  }
}
    fragment UserFields on User {
  uuid
  handle
  displayName
}`) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const UserDocument = new TypedDocumentString(`
    query User($handle: String!) {
  user(handle: $handle) {
    ...UserFields
  }
}
    fragment UserFields on User {
  uuid
  handle
  displayName
}`) as unknown as TypedDocumentString<UserQuery, UserQueryVariables>;
export const MessageGroupsDocument = new TypedDocumentString(`
    query MessageGroups($folder: Folder!, $limit: Int!, $nextToken: String) {
  messageGroups(folder: $folder, limit: $limit, nextToken: $nextToken) {
    items {
      ...MessageGroupFields
    }
    nextToken
  }
}
    fragment MessageGroupFields on MessageGroup {
  uuid
  userUuid
  otherUserUuid
  otherUserDisplayName
  otherUserHandle
  folder
  blocked
  muted
  lastMessage
  lastMessageMine
  lastMessageAt
  lastMessageUuid
  unreadCount
  readUpTo
  clearedUpTo
}`) as unknown as TypedDocumentString<MessageGroupsQuery, MessageGroupsQueryVariables>;
export const MessageGroupDocument = new TypedDocumentString(`
    query MessageGroup($uuid: ID!) {
  messageGroup(uuid: $uuid) {
    ...MessageGroupFields
  }
}
    fragment MessageGroupFields on MessageGroup {
  uuid
  userUuid
  otherUserUuid
  otherUserDisplayName
  otherUserHandle
  folder
  blocked
  muted
  lastMessage
  lastMessageMine
  lastMessageAt
  lastMessageUuid
  unreadCount
  readUpTo
  clearedUpTo
}`) as unknown as TypedDocumentString<MessageGroupQuery, MessageGroupQueryVariables>;
export const MessagesDocument = new TypedDocumentString(`
    query Messages($messageGroupUuid: ID!, $limit: Int!, $nextToken: String) {
  messages(
    messageGroupUuid: $messageGroupUuid
    limit: $limit
    nextToken: $nextToken
  ) {
    items {
      ...MessageFields
    }
    nextToken
  }
}
    fragment MessageFields on Message {
  uuid
  messageGroupUuid
  userUuid
  displayName
  handle
  recipientUuid
  recipientDisplayName
  recipientHandle
  message
  createdAt
}`) as unknown as TypedDocumentString<MessagesQuery, MessagesQueryVariables>;
export const MessagesAfterDocument = new TypedDocumentString(`
    query MessagesAfter($messageGroupUuid: ID!, $after: ID, $limit: Int!, $nextToken: String) {
  messagesAfter(
    messageGroupUuid: $messageGroupUuid
    after: $after
    limit: $limit
    nextToken: $nextToken
  ) {
    items {
      ...MessageFields
    }
    nextToken
  }
}
    fragment MessageFields on Message {
  uuid
  messageGroupUuid
  userUuid
  displayName
  handle
  recipientUuid
  recipientDisplayName
  recipientHandle
  message
  createdAt
}`) as unknown as TypedDocumentString<MessagesAfterQuery, MessagesAfterQueryVariables>;
export const CreateMessageDocument = new TypedDocumentString(`
    mutation CreateMessage($input: CreateMessageInput!) {
  createMessage(input: $input) {
    uuid
    messageGroupUuid
    userUuid
    displayName
    handle
    recipientUuid
    recipientDisplayName
    recipientHandle
    message
    createdAt
  }
}
    `) as unknown as TypedDocumentString<CreateMessageMutation, CreateMessageMutationVariables>;
export const MarkMessageGroupReadDocument = new TypedDocumentString(`
    mutation MarkMessageGroupRead($messageGroupUuid: ID!, $upTo: ID!) {
  markMessageGroupRead(messageGroupUuid: $messageGroupUuid, upTo: $upTo) {
    uuid
    userUuid
    otherUserUuid
    otherUserDisplayName
    otherUserHandle
    folder
    blocked
    muted
    lastMessage
    lastMessageMine
    lastMessageAt
    lastMessageUuid
    unreadCount
    readUpTo
    clearedUpTo
  }
}
    `) as unknown as TypedDocumentString<MarkMessageGroupReadMutation, MarkMessageGroupReadMutationVariables>;
export const UpdateMessageGroupDocument = new TypedDocumentString(`
    mutation UpdateMessageGroup($input: UpdateMessageGroupInput!) {
  updateMessageGroup(input: $input) {
    uuid
    userUuid
    otherUserUuid
    otherUserDisplayName
    otherUserHandle
    folder
    blocked
    muted
    lastMessage
    lastMessageMine
    lastMessageAt
    lastMessageUuid
    unreadCount
    readUpTo
    clearedUpTo
  }
}
    `) as unknown as TypedDocumentString<UpdateMessageGroupMutation, UpdateMessageGroupMutationVariables>;
export const BlockUserDocument = new TypedDocumentString(`
    mutation BlockUser($uuid: ID!) {
  blockUser(uuid: $uuid) {
    uuid
    userUuid
    otherUserUuid
    otherUserDisplayName
    otherUserHandle
    folder
    blocked
    muted
    lastMessage
    lastMessageMine
    lastMessageAt
    lastMessageUuid
    unreadCount
    readUpTo
    clearedUpTo
  }
}
    `) as unknown as TypedDocumentString<BlockUserMutation, BlockUserMutationVariables>;
export const UnblockUserDocument = new TypedDocumentString(`
    mutation UnblockUser($uuid: ID!) {
  unblockUser(uuid: $uuid) {
    uuid
    userUuid
    otherUserUuid
    otherUserDisplayName
    otherUserHandle
    folder
    blocked
    muted
    lastMessage
    lastMessageMine
    lastMessageAt
    lastMessageUuid
    unreadCount
    readUpTo
    clearedUpTo
  }
}
    `) as unknown as TypedDocumentString<UnblockUserMutation, UnblockUserMutationVariables>;
export const MySettingsDocument = new TypedDocumentString(`
    query MySettings {
  mySettings {
    acceptsRequests
  }
}
    `) as unknown as TypedDocumentString<MySettingsQuery, MySettingsQueryVariables>;
export const UpdateSettingsDocument = new TypedDocumentString(`
    mutation UpdateSettings($input: UpdateSettingsInput!) {
  updateSettings(input: $input) {
    acceptsRequests
  }
}
    `) as unknown as TypedDocumentString<UpdateSettingsMutation, UpdateSettingsMutationVariables>;
export const EndSessionsDocument = new TypedDocumentString(`
    mutation EndSessions {
  endSessions
}
    `) as unknown as TypedDocumentString<EndSessionsMutation, EndSessionsMutationVariables>;
export const OnCreateMessageDocument = new TypedDocumentString(`
    subscription OnCreateMessage {
  onCreateMessage {
    ...MessageFields
  }
}
    fragment MessageFields on Message {
  uuid
  messageGroupUuid
  userUuid
  displayName
  handle
  recipientUuid
  recipientDisplayName
  recipientHandle
  message
  createdAt
}`) as unknown as TypedDocumentString<OnCreateMessageSubscription, OnCreateMessageSubscriptionVariables>;
export const OnUpdateMessageGroupDocument = new TypedDocumentString(`
    subscription OnUpdateMessageGroup {
  onUpdateMessageGroup {
    ...MessageGroupFields
  }
}
    fragment MessageGroupFields on MessageGroup {
  uuid
  userUuid
  otherUserUuid
  otherUserDisplayName
  otherUserHandle
  folder
  blocked
  muted
  lastMessage
  lastMessageMine
  lastMessageAt
  lastMessageUuid
  unreadCount
  readUpTo
  clearedUpTo
}`) as unknown as TypedDocumentString<OnUpdateMessageGroupSubscription, OnUpdateMessageGroupSubscriptionVariables>;
export const OnMarkMessageGroupReadDocument = new TypedDocumentString(`
    subscription OnMarkMessageGroupRead {
  onMarkMessageGroupRead {
    ...MessageGroupFields
  }
}
    fragment MessageGroupFields on MessageGroup {
  uuid
  userUuid
  otherUserUuid
  otherUserDisplayName
  otherUserHandle
  folder
  blocked
  muted
  lastMessage
  lastMessageMine
  lastMessageAt
  lastMessageUuid
  unreadCount
  readUpTo
  clearedUpTo
}`) as unknown as TypedDocumentString<OnMarkMessageGroupReadSubscription, OnMarkMessageGroupReadSubscriptionVariables>;