import type { Context } from '@aws-appsync/utils';
import type {
  DeletedBy,
  Message,
  MessageGroup,
  Reaction,
  Settings,
  User,
} from '../../generated/schema.js';
import { folderOf } from './folders.js';
import { callerUuid, membersOf, otherOf } from './ids.js';
import { isGiven } from './isGiven.js';
import { createdAtOf } from './messageUuid.js';
import { isPast } from './retention.js';

/** A message as stored. Values that are in the key are not stored twice. */
export interface MessageItem {
  sk: string;
  userUuid: string;
  displayName?: string;
  handle?: string;
  /** Left out: the message was deleted. */
  message?: string;
  editedAt?: string;
  /** How often the text was changed. */
  edits?: number;
  deletedAt?: string;
  deletedBy?: DeletedBy;
  replyToUuid?: string;
  /** The emoji of the conversation's first and second person, in the order of its uuid. */
  reactionOf1?: string;
  reactionOf2?: string;
  /** The last change of the message. */
  changeUuid?: string;
}

/** One change of a conversation's log as stored. */
export interface ChangeItem {
  sk: string;
  messageUuid: string;
  /** The change before it. Left out: it is the first one. */
  previous?: string;
}

/** The head of a conversation's change log as stored. */
export interface ChangeHeadItem {
  /** The last change. */
  changeUuid?: string;
  /** Every message of one person was erased then, without an entry for each: the log begins again. */
  logStart?: string;
  /** The conversation's first or second person blocks the other. */
  blockedBy1?: boolean;
  blockedBy2?: boolean;
}

/** A user's row of a conversation as stored. Without `unreadCount` it is a block and no conversation. */
export interface MessageGroupItem {
  sk: string;
  /** Where it is listed; left out: in no list, because it was cleared. */
  folder?: string;
  /** Where the next message puts it. */
  home?: string;
  blocked?: boolean;
  muted?: boolean;
  clearedUpTo?: string;
  /** Its owner may not send before then, ISO 8601 in UTC (moderation). */
  suspendedUntil?: string;
  /** How many messages the other person has sent. Until its owner accepts, they are limited. */
  received?: number;
  otherUserDisplayName?: string;
  otherUserHandle?: string;
  lastMessage?: string;
  lastMessageMine?: boolean;
  /** Of a block without a conversation: a ULID of the time of the block. */
  lastMessageUuid: string;
  unreadCount?: number;
  readUpTo?: string;
  /** The change that last took an unread message off the count. */
  lastUnsend?: string;
  /** Its owner does not show how far they have read. */
  hidesRead?: boolean;
}

/** A profile or a claim on a handle as stored. */
interface UserItem {
  uuid: string;
  handle: string;
  displayName: string;
}

/** A claim on a handle as stored. */
export interface ClaimItem extends UserItem {
  /** Its owner has given it up: it is kept from others until then, epoch seconds. */
  expiresAt?: number;
  /** `searchUsers` leaves it out. */
  isHidden?: boolean;
}

/** A profile as stored. */
export interface ProfileItem extends UserItem {
  /** Left out: true. */
  acceptsRequests?: boolean;
  /** Left out: true. */
  showsReadReceipts?: boolean;
  /** Left out: true. The claim on the handle says the same. */
  isDiscoverable?: boolean;
  /** When the handle was changed, ISO 8601: the last times. */
  handleChanges?: string[];
  /** The day (UTC) of `contacts`, `YYYY-MM-DD`. */
  contactsOn?: string;
  /** How many conversations the person began on that day. */
  contacts?: number;
  suspendedUntil?: string;
  deletedAt?: string;
  /** Of a deleted account: its messages lose their texts. */
  erases?: boolean;
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
  editedAt: item.editedAt,
  deletedAt: item.deletedAt,
  deletedBy: item.deletedBy,
  replyToUuid: item.replyToUuid,
  reactions: reactionsOf(item, groupUuid),
  changeUuid: item.changeUuid,
});

function reactionsOf(item: MessageItem, groupUuid: string): Reaction[] {
  const people = membersOf(groupUuid);
  const reactions: Reaction[] = [];
  if (isGiven(item.reactionOf1)) reactions.push({ userUuid: people[0]!, emoji: item.reactionOf1 });
  if (isGiven(item.reactionOf2)) reactions.push({ userUuid: people[1]!, emoji: item.reactionOf2 });
  return reactions;
}

/** Whether the two have written to each other. A block alone makes a row, too. */
export const hasConversation = (item: MessageGroupItem): boolean => isGiven(item.unreadCount);

/** Converts a stored row of the caller's to the API's type. */
export function toMessageGroup(ctx: Context, item: MessageGroupItem): MessageGroup {
  const userUuid = callerUuid(ctx);
  const folder = folderOf(item.folder);
  const newest = hasConversation(item) ? item.lastMessageUuid : undefined;
  const group: MessageGroup = {
    uuid: item.sk,
    userUuid,
    otherUserUuid: otherOf(item.sk, userUuid),
    otherUserDisplayName: item.otherUserDisplayName,
    otherUserHandle: item.otherUserHandle,
    folder,
    // A blocked row is in that folder and in no other, and lists do not have the attribute.
    blocked: folder === 'BLOCKED',
    muted: item.muted ?? false,
    lastMessage: item.lastMessage,
    lastMessageMine: item.lastMessageMine,
    lastMessageAt: newest ? createdAtOf(newest) : null,
    lastMessageUuid: newest,
    unreadCount: item.unreadCount ?? 0,
    readUpTo: item.readUpTo,
    clearedUpTo: item.clearedUpTo,
  };
  return newest && isPast(ctx.env, newest) ? withoutMessages(group) : group;
}

/**
 * A row whose newest message is past, as the sweep leaves it: answers are the same before and after the
 * sweep. The id stays: it is the row's place in time, and shows nothing of the text.
 */
const withoutMessages = (group: MessageGroup): MessageGroup => ({
  ...group,
  folder: group.blocked ? group.folder : null,
  lastMessage: null,
  lastMessageMine: null,
  lastMessageAt: null,
  unreadCount: 0,
});

/** Converts a profile or a claim to the API's type. */
export const toUser = (item: UserItem): User => ({
  uuid: item.uuid,
  handle: item.handle,
  displayName: item.displayName,
});

/** A profile's settings as the API answers with them to its owner. */
export const toSettings = (item: ProfileItem): Settings => ({
  acceptsRequests: item.acceptsRequests ?? true,
  showsReadReceipts: item.showsReadReceipts ?? true,
  isDiscoverable: item.isDiscoverable ?? true,
});
