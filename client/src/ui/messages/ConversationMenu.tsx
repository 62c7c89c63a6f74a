import type { ReactNode } from 'react';
import type { MessageGroup } from '../../messaging';
import { Menu, type MenuAction } from '../parts/Menu';
import { isGone, otherOf } from '../parts/recipient';
import type { ConversationActions } from './useConversationActions';

/** The menu of a conversation. */
export function ConversationMenu({
  row,
  actions,
  onReport,
}: {
  readonly row: MessageGroup | null;
  readonly actions: ConversationActions;
  /** Undefined: the other person has written nothing. */
  readonly onReport: (() => void) | undefined;
}): ReactNode {
  const report: MenuAction[] = onReport ? [{ label: 'Report', run: onReport }] : [];
  const gone = row !== null && isGone(otherOf(row));
  const block: MenuAction[] = row?.blocked
    ? [{ label: 'Unblock', run: actions.unblock }]
    : gone
      ? []
      : [{ label: 'Block', run: actions.block }];
  const own = row && row.lastMessageUuid !== null ? ownActions(row, actions) : [];
  return <Menu label="Conversation options" icon="more" actions={[...own, ...block, ...report]} />;
}

function ownActions(row: MessageGroup, actions: ConversationActions): MenuAction[] {
  const mute = { label: row.muted ? 'Unmute' : 'Mute', run: () => actions.setMuted(!row.muted) };
  const move: MenuAction[] =
    row.folder === 'ARCHIVE'
      ? [{ label: 'Move to the inbox', run: actions.toInbox }]
      : row.folder === 'INBOX'
        ? [{ label: 'Archive', run: actions.archive }]
        : [];
  return [mute, ...move, { label: 'Delete for me', run: actions.clear }];
}
