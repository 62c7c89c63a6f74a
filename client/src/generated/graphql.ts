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

export type MessageFieldsFragment = { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string, handle: string, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string, createdAt: string };

export type MessageGroupFieldsFragment = { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, lastMessage: string | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null };

export type UserFieldsFragment = { uuid: string, handle: string, displayName: string };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { uuid: string, handle: string, displayName: string, suspension: { until: string, statement: string, contact: string | null } | null } | null };

export type UserQueryVariables = Exact<{
  handle: string;
}>;


export type UserQuery = { user: { uuid: string, handle: string, displayName: string } | null };

export type MessageGroupsQueryVariables = Exact<{
  limit: number;
  nextToken?: string | null | undefined;
}>;


export type MessageGroupsQuery = { messageGroups: { nextToken: string | null, items: Array<{ uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, lastMessage: string | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null }> } | null };

export type MessageGroupQueryVariables = Exact<{
  uuid: string;
}>;


export type MessageGroupQuery = { messageGroup: { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, lastMessage: string | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null } | null };

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


export type MarkMessageGroupReadMutation = { markMessageGroupRead: { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, lastMessage: string | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null } | null };

export type EndSessionsMutationVariables = Exact<{ [key: string]: never; }>;


export type EndSessionsMutation = { endSessions: boolean };

export type OnCreateMessageSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type OnCreateMessageSubscription = { onCreateMessage: { uuid: string, messageGroupUuid: string, userUuid: string, displayName: string, handle: string, recipientUuid: string, recipientDisplayName: string | null, recipientHandle: string | null, message: string, createdAt: string } | null };

export type OnMarkMessageGroupReadSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type OnMarkMessageGroupReadSubscription = { onMarkMessageGroupRead: { uuid: string, userUuid: string, otherUserUuid: string, otherUserDisplayName: string | null, otherUserHandle: string | null, lastMessage: string | null, lastMessageAt: string | null, lastMessageUuid: string | null, unreadCount: number, readUpTo: string | null } | null };

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
  lastMessage
  lastMessageAt
  lastMessageUuid
  unreadCount
  readUpTo
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
    query MessageGroups($limit: Int!, $nextToken: String) {
  messageGroups(limit: $limit, nextToken: $nextToken) {
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
  lastMessage
  lastMessageAt
  lastMessageUuid
  unreadCount
  readUpTo
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
  lastMessage
  lastMessageAt
  lastMessageUuid
  unreadCount
  readUpTo
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
    lastMessage
    lastMessageAt
    lastMessageUuid
    unreadCount
    readUpTo
  }
}
    `) as unknown as TypedDocumentString<MarkMessageGroupReadMutation, MarkMessageGroupReadMutationVariables>;
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
  lastMessage
  lastMessageAt
  lastMessageUuid
  unreadCount
  readUpTo
}`) as unknown as TypedDocumentString<OnMarkMessageGroupReadSubscription, OnMarkMessageGroupReadSubscriptionVariables>;