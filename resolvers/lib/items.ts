import type { Message, MessageGroup, User } from '../../generated/schema.js';
import { otherOf } from './ids.js';
import { createdAtOf } from './messageUuid.js';

/** A message as stored. Values that are in the key are not stored twice. */
export interface MessageItem {
  sk: string;
  userUuid: string;
  displayName: string;
  handle: string;
  message: string;
}

/** A user's row of a conversation as stored. */
export interface MessageGroupItem {
  sk: string;
  otherUserDisplayName?: string;
  otherUserHandle?: string;
  lastMessage: string;
  lastMessageUuid: string;
  unreadCount: number;
  readUpTo?: string;
}

/** A profile or a claim on a handle as stored. */
export interface UserItem {
  uuid: string;
  handle: string;
  displayName: string;
}

/** Converts a stored message to the API's type. The recipient follows from the conversation id. */
export const toMessage = (item: MessageItem, groupUuid: string): Message => ({
  uuid: item.sk,
  messageGroupUuid: groupUuid,
  userUuid: item.userUuid,
  displayName: item.displayName,
  handle: item.handle,
  recipientUuid: otherOf(groupUuid, item.userUuid),
  message: item.message,
  createdAt: createdAtOf(item.sk),
});

/** Converts a stored row to the API's type. @param userUuid the owner of the row */
export const toMessageGroup = (item: MessageGroupItem, userUuid: string): MessageGroup => ({
  uuid: item.sk,
  userUuid,
  otherUserUuid: otherOf(item.sk, userUuid),
  otherUserDisplayName: item.otherUserDisplayName,
  otherUserHandle: item.otherUserHandle,
  lastMessage: item.lastMessage,
  lastMessageAt: createdAtOf(item.lastMessageUuid),
  lastMessageUuid: item.lastMessageUuid,
  unreadCount: item.unreadCount,
  readUpTo: item.readUpTo,
});

/** Converts a profile or a claim to the API's type. */
export const toUser = (item: UserItem): User => ({
  uuid: item.uuid,
  handle: item.handle,
  displayName: item.displayName,
});
