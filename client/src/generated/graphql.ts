/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Operation as DocumentNode } from '../operation';
import { gql } from '../operation';
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
  /** The message of the same conversation that this one answers. The selection then needs `replyToUuid`, too. */
  replyToUuid?: string | null | undefined;
};

/** A message of the caller's own that is unsent. */
export type DeleteMessageInput = {
  /** The conversation: `MessageGroup.uuid`. */
  messageGroupUuid: string;
  /** The message: `Message.uuid`. */
  uuid: string;
};

/** Who removed the text of a message. */
export type DeletedBy =
  /** A moderator removed it after a report. */
  | 'MODERATOR'
  /** Its sender unsent it. */
  | 'SENDER';

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

/** The caller's reaction to a message. */
export type SetReactionInput = {
  /** One emoji, at most 40 bytes of UTF-8. Omitted or null: the reaction is taken back. */
  emoji?: string | null | undefined;
  /** The conversation: `MessageGroup.uuid`. */
  messageGroupUuid: string;
  /** The message: `Message.uuid`. */
  uuid: string;
};

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

/** A new text for a message of the caller's own. */
export type UpdateMessageInput = {
  /** The text: 1 to 1,024 Unicode code points, at least one of them visible. */
  message: string;
  /** The conversation: `MessageGroup.uuid`. */
  messageGroupUuid: string;
  /** The message: `Message.uuid`. */
  uuid: string;
};

/** Settings to change; what is left out stays as it is. */
export type UpdateSettingsInput = {
  /** Whether people whom the caller has no conversation with may begin one. */
  acceptsRequests?: boolean | null | undefined;
  /** Whether `searchUsers` finds the caller. Who knows the whole handle finds them all the same. */
  isDiscoverable?: boolean | null | undefined;
  /**
   * Whether the other person of a conversation sees how far the caller has read. Who hides it, does not see
   * it of others.
   */
  showsReadReceipts?: boolean | null | undefined;
};

export type MessageFieldsFragment = { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string | null, handle: string | null, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string | null, createdAt: string, editedAt: string | null, deletedAt: string | null, deletedBy: DeletedBy | null, replyToUuid: string | null, changeUuid: string | null, reactions: Array<{ userUuid: string, emoji: string }> | null };

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


export type MessageGroupQuery = { messageGroup: { otherUserReadUpTo: string | null, changeUuid: string | null, uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, folder: Folder | null, blocked: boolean | null, muted: boolean | null, lastMessage: string | null, lastMessageMine: boolean | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null, clearedUpTo: string | null } | null };

export type MessageQueryVariables = Exact<{
  messageGroupUuid: string;
  uuid: string;
}>;


export type MessageQuery = { message: { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string | null, handle: string | null, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string | null, createdAt: string, editedAt: string | null, deletedAt: string | null, deletedBy: DeletedBy | null, replyToUuid: string | null, changeUuid: string | null, reactions: Array<{ userUuid: string, emoji: string }> | null } | null };

export type ChangesAfterQueryVariables = Exact<{
  messageGroupUuid: string;
  after?: string | null | undefined;
  limit: number;
}>;


export type ChangesAfterQuery = { changesAfter: { upTo: string | null, hasMore: boolean, items: Array<{ uuid: string, messageGroupUuid: string, userUuid: string, displayName: string | null, handle: string | null, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string | null, createdAt: string, editedAt: string | null, deletedAt: string | null, deletedBy: DeletedBy | null, replyToUuid: string | null, changeUuid: string | null, reactions: Array<{ userUuid: string, emoji: string }> | null }> } | null };

export type MessagesQueryVariables = Exact<{
  messageGroupUuid: string;
  limit: number;
  nextToken?: string | null | undefined;
}>;


export type MessagesQuery = { messages: { nextToken: string | null, items: Array<{ uuid: string, messageGroupUuid: string, userUuid: string, displayName: string | null, handle: string | null, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string | null, createdAt: string, editedAt: string | null, deletedAt: string | null, deletedBy: DeletedBy | null, replyToUuid: string | null, changeUuid: string | null, reactions: Array<{ userUuid: string, emoji: string }> | null }> } | null };

export type MessagesAfterQueryVariables = Exact<{
  messageGroupUuid: string;
  after?: string | null | undefined;
  limit: number;
  nextToken?: string | null | undefined;
}>;


export type MessagesAfterQuery = { messagesAfter: { nextToken: string | null, items: Array<{ uuid: string, messageGroupUuid: string, userUuid: string, displayName: string | null, handle: string | null, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string | null, createdAt: string, editedAt: string | null, deletedAt: string | null, deletedBy: DeletedBy | null, replyToUuid: string | null, changeUuid: string | null, reactions: Array<{ userUuid: string, emoji: string }> | null }> } | null };

export type CreateMessageMutationVariables = Exact<{
  input: CreateMessageInput;
}>;


export type CreateMessageMutation = { createMessage: { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string | null, handle: string | null, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string | null, createdAt: string, editedAt: string | null, deletedAt: string | null, deletedBy: DeletedBy | null, replyToUuid: string | null, changeUuid: string | null, reactions: Array<{ userUuid: string, emoji: string }> | null } | null };

export type UpdateMessageMutationVariables = Exact<{
  input: UpdateMessageInput;
}>;


export type UpdateMessageMutation = { updateMessage: { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string | null, handle: string | null, recipientUuid: string, message: string | null, createdAt: string, editedAt: string | null, deletedAt: string | null, deletedBy: DeletedBy | null, replyToUuid: string | null, changeUuid: string | null, reactions: Array<{ userUuid: string, emoji: string }> | null } | null };

export type DeleteMessageMutationVariables = Exact<{
  input: DeleteMessageInput;
}>;


export type DeleteMessageMutation = { deleteMessage: { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string | null, handle: string | null, recipientUuid: string, message: string | null, createdAt: string, editedAt: string | null, deletedAt: string | null, deletedBy: DeletedBy | null, replyToUuid: string | null, changeUuid: string | null, reactions: Array<{ userUuid: string, emoji: string }> | null } | null };

export type SetReactionMutationVariables = Exact<{
  input: SetReactionInput;
}>;


export type SetReactionMutation = { setReaction: { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string | null, handle: string | null, recipientUuid: string, message: string | null, createdAt: string, editedAt: string | null, deletedAt: string | null, deletedBy: DeletedBy | null, replyToUuid: string | null, changeUuid: string | null, reactions: Array<{ userUuid: string, emoji: string }> | null } | null };

export type SetTypingMutationVariables = Exact<{
  messageGroupUuid: string;
  typing: boolean;
}>;


export type SetTypingMutation = { setTyping: { messageGroupUuid: string, userUuid: string, recipientUuid: string, typing: boolean } | null };

export type MarkMessageGroupReadMutationVariables = Exact<{
  messageGroupUuid: string;
  upTo: string;
}>;


export type MarkMessageGroupReadMutation = { markMessageGroupRead: { messageGroupUuid: string, userUuid: string, recipientUuid: string | null, readUpTo: string | null } | null };

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


export type MySettingsQuery = { mySettings: { acceptsRequests: boolean, showsReadReceipts: boolean, isDiscoverable: boolean } | null };

export type UpdateSettingsMutationVariables = Exact<{
  input: UpdateSettingsInput;
}>;


export type UpdateSettingsMutation = { updateSettings: { acceptsRequests: boolean, showsReadReceipts: boolean, isDiscoverable: boolean } | null };

export type EndSessionsMutationVariables = Exact<{ [key: string]: never; }>;


export type EndSessionsMutation = { endSessions: boolean };

export type OnCreateMessageSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type OnCreateMessageSubscription = { onCreateMessage: { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string | null, handle: string | null, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string | null, createdAt: string, editedAt: string | null, deletedAt: string | null, deletedBy: DeletedBy | null, replyToUuid: string | null, changeUuid: string | null, reactions: Array<{ userUuid: string, emoji: string }> | null } | null };

export type OnUpdateMessageGroupSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type OnUpdateMessageGroupSubscription = { onUpdateMessageGroup: { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, folder: Folder | null, blocked: boolean | null, muted: boolean | null, lastMessage: string | null, lastMessageMine: boolean | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null, clearedUpTo: string | null } | null };

export type OnUpdateMessageSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type OnUpdateMessageSubscription = { onUpdateMessage: { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string | null, handle: string | null, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string | null, createdAt: string, editedAt: string | null, deletedAt: string | null, deletedBy: DeletedBy | null, replyToUuid: string | null, changeUuid: string | null, reactions: Array<{ userUuid: string, emoji: string }> | null } | null };

export type OnMarkMessageGroupReadSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type OnMarkMessageGroupReadSubscription = { onMarkMessageGroupRead: { messageGroupUuid: string, userUuid: string, recipientUuid: string | null, readUpTo: string | null } | null };

export type OnTypingSubscriptionVariables = Exact<{
  messageGroupUuid: string;
}>;


export type OnTypingSubscription = { onTyping: { messageGroupUuid: string, userUuid: string, recipientUuid: string, typing: boolean } | null };

export const MessageFieldsFragmentDoc = gql`
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
  editedAt
  deletedAt
  deletedBy
  replyToUuid
  reactions {
    userUuid
    emoji
  }
  changeUuid
}
    ` as unknown as DocumentNode<MessageFieldsFragment, unknown>;
export const MessageGroupFieldsFragmentDoc = gql`
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
    ` as unknown as DocumentNode<MessageGroupFieldsFragment, unknown>;
export const UserFieldsFragmentDoc = gql`
    fragment UserFields on User {
  uuid
  handle
  displayName
}
    ` as unknown as DocumentNode<UserFieldsFragment, unknown>;
export const MeDocument = gql`
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
    ${UserFieldsFragmentDoc}` as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const UserDocument = gql`
    query User($handle: String!) {
  user(handle: $handle) {
    ...UserFields
  }
}
    ${UserFieldsFragmentDoc}` as unknown as DocumentNode<UserQuery, UserQueryVariables>;
export const MessageGroupsDocument = gql`
    query MessageGroups($folder: Folder!, $limit: Int!, $nextToken: String) {
  messageGroups(folder: $folder, limit: $limit, nextToken: $nextToken) {
    items {
      ...MessageGroupFields
    }
    nextToken
  }
}
    ${MessageGroupFieldsFragmentDoc}` as unknown as DocumentNode<MessageGroupsQuery, MessageGroupsQueryVariables>;
export const MessageGroupDocument = gql`
    query MessageGroup($uuid: ID!) {
  messageGroup(uuid: $uuid) {
    ...MessageGroupFields
    otherUserReadUpTo
    changeUuid
  }
}
    ${MessageGroupFieldsFragmentDoc}` as unknown as DocumentNode<MessageGroupQuery, MessageGroupQueryVariables>;
export const MessageDocument = gql`
    query Message($messageGroupUuid: ID!, $uuid: ID!) {
  message(messageGroupUuid: $messageGroupUuid, uuid: $uuid) {
    ...MessageFields
  }
}
    ${MessageFieldsFragmentDoc}` as unknown as DocumentNode<MessageQuery, MessageQueryVariables>;
export const ChangesAfterDocument = gql`
    query ChangesAfter($messageGroupUuid: ID!, $after: ID, $limit: Int!) {
  changesAfter(messageGroupUuid: $messageGroupUuid, after: $after, limit: $limit) {
    items {
      ...MessageFields
    }
    upTo
    hasMore
  }
}
    ${MessageFieldsFragmentDoc}` as unknown as DocumentNode<ChangesAfterQuery, ChangesAfterQueryVariables>;
export const MessagesDocument = gql`
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
    ${MessageFieldsFragmentDoc}` as unknown as DocumentNode<MessagesQuery, MessagesQueryVariables>;
export const MessagesAfterDocument = gql`
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
    ${MessageFieldsFragmentDoc}` as unknown as DocumentNode<MessagesAfterQuery, MessagesAfterQueryVariables>;
export const CreateMessageDocument = gql`
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
    editedAt
    deletedAt
    deletedBy
    replyToUuid
    reactions {
      userUuid
      emoji
    }
    changeUuid
  }
}
    ` as unknown as DocumentNode<CreateMessageMutation, CreateMessageMutationVariables>;
export const UpdateMessageDocument = gql`
    mutation UpdateMessage($input: UpdateMessageInput!) {
  updateMessage(input: $input) {
    uuid
    messageGroupUuid
    userUuid
    displayName
    handle
    recipientUuid
    message
    createdAt
    editedAt
    deletedAt
    deletedBy
    replyToUuid
    reactions {
      userUuid
      emoji
    }
    changeUuid
  }
}
    ` as unknown as DocumentNode<UpdateMessageMutation, UpdateMessageMutationVariables>;
export const DeleteMessageDocument = gql`
    mutation DeleteMessage($input: DeleteMessageInput!) {
  deleteMessage(input: $input) {
    uuid
    messageGroupUuid
    userUuid
    displayName
    handle
    recipientUuid
    message
    createdAt
    editedAt
    deletedAt
    deletedBy
    replyToUuid
    reactions {
      userUuid
      emoji
    }
    changeUuid
  }
}
    ` as unknown as DocumentNode<DeleteMessageMutation, DeleteMessageMutationVariables>;
export const SetReactionDocument = gql`
    mutation SetReaction($input: SetReactionInput!) {
  setReaction(input: $input) {
    uuid
    messageGroupUuid
    userUuid
    displayName
    handle
    recipientUuid
    message
    createdAt
    editedAt
    deletedAt
    deletedBy
    replyToUuid
    reactions {
      userUuid
      emoji
    }
    changeUuid
  }
}
    ` as unknown as DocumentNode<SetReactionMutation, SetReactionMutationVariables>;
export const SetTypingDocument = gql`
    mutation SetTyping($messageGroupUuid: ID!, $typing: Boolean!) {
  setTyping(messageGroupUuid: $messageGroupUuid, typing: $typing) {
    messageGroupUuid
    userUuid
    recipientUuid
    typing
  }
}
    ` as unknown as DocumentNode<SetTypingMutation, SetTypingMutationVariables>;
export const MarkMessageGroupReadDocument = gql`
    mutation MarkMessageGroupRead($messageGroupUuid: ID!, $upTo: ID!) {
  markMessageGroupRead(messageGroupUuid: $messageGroupUuid, upTo: $upTo) {
    messageGroupUuid
    userUuid
    recipientUuid
    readUpTo
  }
}
    ` as unknown as DocumentNode<MarkMessageGroupReadMutation, MarkMessageGroupReadMutationVariables>;
export const UpdateMessageGroupDocument = gql`
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
    ` as unknown as DocumentNode<UpdateMessageGroupMutation, UpdateMessageGroupMutationVariables>;
export const BlockUserDocument = gql`
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
    ` as unknown as DocumentNode<BlockUserMutation, BlockUserMutationVariables>;
export const UnblockUserDocument = gql`
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
    ` as unknown as DocumentNode<UnblockUserMutation, UnblockUserMutationVariables>;
export const MySettingsDocument = gql`
    query MySettings {
  mySettings {
    acceptsRequests
    showsReadReceipts
    isDiscoverable
  }
}
    ` as unknown as DocumentNode<MySettingsQuery, MySettingsQueryVariables>;
export const UpdateSettingsDocument = gql`
    mutation UpdateSettings($input: UpdateSettingsInput!) {
  updateSettings(input: $input) {
    acceptsRequests
    showsReadReceipts
    isDiscoverable
  }
}
    ` as unknown as DocumentNode<UpdateSettingsMutation, UpdateSettingsMutationVariables>;
export const EndSessionsDocument = gql`
    mutation EndSessions {
  endSessions
}
    ` as unknown as DocumentNode<EndSessionsMutation, EndSessionsMutationVariables>;
export const OnCreateMessageDocument = gql`
    subscription OnCreateMessage {
  onCreateMessage {
    ...MessageFields
  }
}
    ${MessageFieldsFragmentDoc}` as unknown as DocumentNode<OnCreateMessageSubscription, OnCreateMessageSubscriptionVariables>;
export const OnUpdateMessageGroupDocument = gql`
    subscription OnUpdateMessageGroup {
  onUpdateMessageGroup {
    ...MessageGroupFields
  }
}
    ${MessageGroupFieldsFragmentDoc}` as unknown as DocumentNode<OnUpdateMessageGroupSubscription, OnUpdateMessageGroupSubscriptionVariables>;
export const OnUpdateMessageDocument = gql`
    subscription OnUpdateMessage {
  onUpdateMessage {
    ...MessageFields
  }
}
    ${MessageFieldsFragmentDoc}` as unknown as DocumentNode<OnUpdateMessageSubscription, OnUpdateMessageSubscriptionVariables>;
export const OnMarkMessageGroupReadDocument = gql`
    subscription OnMarkMessageGroupRead {
  onMarkMessageGroupRead {
    messageGroupUuid
    userUuid
    recipientUuid
    readUpTo
  }
}
    ` as unknown as DocumentNode<OnMarkMessageGroupReadSubscription, OnMarkMessageGroupReadSubscriptionVariables>;
export const OnTypingDocument = gql`
    subscription OnTyping($messageGroupUuid: ID!) {
  onTyping(messageGroupUuid: $messageGroupUuid) {
    messageGroupUuid
    userUuid
    recipientUuid
    typing
  }
}
    ` as unknown as DocumentNode<OnTypingSubscription, OnTypingSubscriptionVariables>;