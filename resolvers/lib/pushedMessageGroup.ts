/** What the filter of `onUpdateMessageGroup` and its subscribers cannot do without. */
export const PUSHED_MESSAGE_GROUP = [
  'uuid',
  'userUuid',
  'folder',
  'blocked',
  'muted',
  'unreadCount',
  'readUpTo',
  'clearedUpTo',
];
