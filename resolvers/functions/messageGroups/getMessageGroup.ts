import { type Context, type DynamoDBBatchGetItemRequest, util } from '@aws-appsync/utils';
import type { MessageGroup, QueryMessageGroupArgs } from '../../../generated/schema.js';
import { fail, failOnError } from '../../lib/errors.js';
import { callerUuid, checkMember } from '../../lib/ids.js';
import { type ChangeHeadItem, type MessageGroupItem, toMessageGroup } from '../../lib/items.js';
import { changeHeadKey, messageGroupKey } from '../../lib/keys.js';
import { otherReadUpTo } from '../../lib/readMarker.js';

/** Reads the caller's row of a conversation, the other person's, and the head of its change log. */
export function request(ctx: Context<QueryMessageGroupArgs>): DynamoDBBatchGetItemRequest {
  const { uuid } = ctx.args;
  const me = callerUuid(ctx);
  const other = checkMember(uuid, me);
  const keys = [messageGroupKey(me, uuid), messageGroupKey(other, uuid), changeHeadKey(uuid)];
  return {
    operation: 'BatchGetItem',
    tables: {
      [ctx.env.TABLE_NAME!]: {
        keys: keys.map((key) => util.dynamodb.toMapValues(key)),
        consistentRead: true,
      },
    },
  };
}

export function response(ctx: Context<QueryMessageGroupArgs>): MessageGroup | null {
  failOnError(ctx.error);
  const table = ctx.env.TABLE_NAME!;
  if (ctx.result.unprocessedKeys[table].length > 0) {
    fail('Unavailable', 'The table did not answer. Try again.');
  }
  const items = ctx.result.data[table];
  const row: MessageGroupItem | null = items[0];
  const otherRow: MessageGroupItem | null = items[1];
  const head: ChangeHeadItem | null = items[2];
  if (!row) return null;
  return {
    ...toMessageGroup(row, callerUuid(ctx)),
    otherUserReadUpTo: otherReadUpTo(row, otherRow),
    changeUuid: head?.changeUuid,
  };
}
