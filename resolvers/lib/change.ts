import type { Context, NONERequest } from '@aws-appsync/utils';
import type { DeletedBy } from '../../generated/schema.js';
import { callerUuid, checkMember } from './ids.js';
import type { ChangeHeadItem, MessageGroupItem, MessageItem } from './items.js';
import { checkMessageUuid } from './messageUuid.js';
import { checkSelection } from './selection.js';

/** A change of one message: `ctx.stash.change`. */
export interface Change {
  groupUuid: string;
  /** The message. */
  uuid: string;
  /** Who changes it: one of the two people, or a moderator. */
  by: string;
  /** The new text of an edit. */
  text?: string;
  /** The new reaction of `by`; null takes it back. Left out: the change is no reaction. */
  emoji?: string | null;
  /** The text goes. */
  deletedBy?: DeletedBy;
  /** What the change was decided by: as read at first, then as the last try met it. */
  found?: Found;
}

interface Found {
  message: MessageItem;
  /** The rows of the conversation's first and second person. Null: it is gone. */
  rows: (MessageGroupItem | null)[];
  head: ChangeHeadItem;
}

/** Every field that a subscriber of `onUpdateMessage` needs, for the push is all that it gets. */
const PUSHED_CHANGE = [
  'uuid',
  'messageGroupUuid',
  'userUuid',
  'recipientUuid',
  'displayName',
  'handle',
  'message',
  'createdAt',
  'editedAt',
  'deletedAt',
  'deletedBy',
  'replyToUuid',
  'reactions',
  'reactions/userUuid',
  'reactions/emoji',
  'changeUuid',
];

/** Checks the selection of a mutation that changes a message. Errors: `IncompleteSelection`. */
export const checkChangeSelection = (ctx: Context): void => checkSelection(ctx, PUSHED_CHANGE);

interface MessageInput {
  messageGroupUuid: string;
  uuid: string;
}

/**
 * Validates what every change by one of the two people needs, without the table. Sets
 * `ctx.stash.change`. Errors: `IncompleteSelection`, `InvalidId`, `Forbidden`.
 */
export function startChange(
  ctx: Context<{ input: MessageInput }>,
  what: Pick<Change, 'text' | 'emoji' | 'deletedBy'>,
): NONERequest {
  const { messageGroupUuid, uuid } = ctx.args.input;
  const change: Change = { groupUuid: messageGroupUuid, uuid, by: callerUuid(ctx), ...what };
  ctx.stash.change = change;
  return { payload: {} };
}

/** Checks the conversation and the message that a change names. */
export function checkChanged(ctx: Context<{ input: MessageInput }>): void {
  checkChangeSelection(ctx);
  checkMember(ctx.args.input.messageGroupUuid, callerUuid(ctx));
  checkMessageUuid('uuid', ctx.args.input.uuid);
}
