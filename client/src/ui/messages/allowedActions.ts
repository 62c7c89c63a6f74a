import { limits } from '../../generated/limits';
import type { Message, MessageGroup } from '../../messaging';

const EDIT_WINDOW = limits.edit.windowMinutes * 60_000;

/** What decides which actions a message has. */
export interface Situation {
  readonly userUuid: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Null: the conversation's row is not known yet. */
  readonly row: Pick<MessageGroup, 'folder' | 'blocked'> | null;
  readonly isSuspended: boolean;
  /** The other person has deleted their account. */
  readonly isOtherGone: boolean;
}

export type MessageAction = 'react' | 'reply' | 'edit' | 'unsend' | 'copy' | 'report';

/** What may be done with a message now. The API judges by itself; this is for what is offered. */
export function allowedActions(
  message: Message,
  { userUuid, now, row, isSuspended, isOtherGone }: Situation,
): ReadonlySet<MessageAction> {
  const isOwn = message.userUuid === userUuid;
  const isDeleted = message.deletedAt !== null;
  const canWrite = !isSuspended && !isOtherGone && row !== null && row.blocked !== true;
  const isRecent = now - Date.parse(message.createdAt) < EDIT_WINDOW;
  const all: Record<MessageAction, boolean> = {
    react: !isDeleted && canWrite && row.folder !== 'REQUESTS',
    reply: !isDeleted && canWrite,
    edit: !isDeleted && canWrite && isOwn && isRecent,
    unsend: !isDeleted && isOwn,
    copy: !isDeleted,
    // What a person unsent can be reported for what is around it.
    report: !isOwn && message.deletedBy !== 'MODERATOR',
  };
  const allowed = (Object.keys(all) as MessageAction[]).filter((action) => all[action]);
  return new Set(allowed);
}
