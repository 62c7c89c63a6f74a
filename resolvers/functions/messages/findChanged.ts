import { type Context, type DynamoDBBatchGetItemRequest, util } from '@aws-appsync/utils';
import type { Change } from '../../lib/change.js';
import { checkDecidable } from '../../lib/decidable.js';
import { fail, failOnError } from '../../lib/errors.js';
import { membersOf } from '../../lib/ids.js';
import type { ChangeHeadItem, MessageGroupItem, MessageItem } from '../../lib/items.js';
import { judgeChange, messageNotFound } from '../../lib/judgeChange.js';
import { changeHeadKey, messageGroupKey, messageKey } from '../../lib/keys.js';

/**
 * Reads what a change depends on: the message, both rows and the head of the change log. Eventually
 * consistent, at half the price: the transaction's conditions judge, and give back what they met.
 */
export function request(ctx: Context): DynamoDBBatchGetItemRequest {
  const { groupUuid, uuid, deletedBy }: Change = ctx.stash.change;
  if (deletedBy === 'MODERATOR') checkDecidable(ctx.stash.found);
  const keys = [
    messageKey(groupUuid, uuid),
    ...membersOf(groupUuid).map((member) => messageGroupKey(member, groupUuid)),
    changeHeadKey(groupUuid),
  ];
  return {
    operation: 'BatchGetItem',
    tables: {
      [ctx.env.TABLE_NAME!]: { keys: keys.map((key) => util.dynamodb.toMapValues(key)) },
    },
  };
}

export function response(ctx: Context): Record<string, never> {
  const table = ctx.env.TABLE_NAME!;
  failOnError(ctx.error);
  if (ctx.result.unprocessedKeys[table].length > 0) {
    fail('Unavailable', 'The table did not answer; nothing was changed. Try again.');
  }
  const change: Change = ctx.stash.change;
  const items = ctx.result.data[table];
  const message: MessageItem | null = items[0];
  if (!message) messageNotFound();
  // A row that the read does not show yet was made with this message: the newest one, and unread.
  const rowOf = (item: MessageGroupItem | null): MessageGroupItem =>
    item ?? { sk: change.groupUuid, lastMessageUuid: change.uuid };
  const head: ChangeHeadItem = items[3] ?? {};
  change.found = { message: message!, rows: [rowOf(items[1]), rowOf(items[2])], head };
  judgeChange(change);
  if (change.deletedBy === 'SENDER' && message!.deletedAt) ctx.stash.changed = message;
  return {};
}
