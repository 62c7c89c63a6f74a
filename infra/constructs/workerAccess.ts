import type { TableAccess } from './tableAccess.js';

/**
 * What the worker does with the table: rows follow a profile, work items are kept, of reports it sees the
 * queue. Of a deleted account it takes the names and texts out of messages, rows and profile.
 */
export const workerAccess: readonly TableAccess[] = [
  { actions: ['Query'], leadingKeys: ['GRP#*', 'MSG#*', 'WRK#*', 'work', 'reports#open'] },
  {
    actions: ['GetItem'],
    leadingKeys: ['USR#*'],
    attributes: [
      'deletedAt',
      'displayName',
      'erases',
      'handle',
      'showsReadReceipts',
      'suspendedUntil',
    ],
  },
  { actions: ['GetItem', 'UpdateItem', 'DeleteItem'], leadingKeys: ['WRK#*'] },
  {
    actions: ['UpdateItem'],
    leadingKeys: ['GRP#*'],
    attributes: [
      'hidesRead',
      'lastMessage',
      'lastMessageMine',
      'otherUserDisplayName',
      'otherUserHandle',
      'suspendedUntil',
      'unreadCount',
    ],
  },
  { actions: ['DeleteItem'], leadingKeys: ['GRP#*'] },
  {
    actions: ['UpdateItem'],
    leadingKeys: ['MSG#*'],
    attributes: [
      'changeUuid',
      'deletedAt',
      'deletedBy',
      'displayName',
      'editedAt',
      'edits',
      'handle',
      'message',
      'reactionOf1',
      'reactionOf2',
      'replyToUuid',
    ],
  },
  { actions: ['GetItem'], leadingKeys: ['CHG#*'] },
  {
    actions: ['UpdateItem'],
    leadingKeys: ['CHG#*'],
    attributes: ['changeUuid', 'logStart'],
  },
  {
    actions: ['UpdateItem'],
    leadingKeys: ['HDL#*'],
    attributes: ['displayName', 'expiresAt', 'uuid'],
  },
  {
    actions: ['UpdateItem'],
    leadingKeys: ['USR#*'],
    attributes: [
      'acceptsRequests',
      'contacts',
      'contactsOn',
      'createdAt',
      'deletedAt',
      'displayName',
      'handle',
      'handleChanges',
      'isDiscoverable',
      'showsReadReceipts',
      'suspendedBy',
      'suspendedUntil',
      'suspensionStatement',
    ],
  },
];
