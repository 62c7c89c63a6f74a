import { type Context, type DynamoDBBatchGetItemRequest, runtime, util } from '@aws-appsync/utils';
import type { MessageChanges } from '../../../generated/schema.js';
import type { Chain } from '../../lib/changeLog.js';
import { fail, failOnError } from '../../lib/errors.js';
import { type MessageItem, toMessage } from '../../lib/items.js';
import { messageKey } from '../../lib/keys.js';

/** The messages that changed, as they are now: the log has no text. */
export function request(ctx: Context): DynamoDBBatchGetItemRequest {
  const { messageUuids, upTo, hasMore }: Chain = ctx.stash.chain;
  if (messageUuids.length === 0) runtime.earlyReturn({ items: [], upTo, hasMore });
  const groupUuid: string = ctx.args.messageGroupUuid;
  return {
    operation: 'BatchGetItem',
    tables: {
      [ctx.env.TABLE_NAME!]: {
        keys: messageUuids.map((uuid) => util.dynamodb.toMapValues(messageKey(groupUuid, uuid))),
        consistentRead: true,
      },
    },
  };
}

export function response(ctx: Context): MessageChanges {
  failOnError(ctx.error);
  const table = ctx.env.TABLE_NAME!;
  if (ctx.result.unprocessedKeys[table].length > 0) {
    fail('Unavailable', 'The table did not answer. Try again.');
  }
  const { upTo, hasMore }: Chain = ctx.stash.chain;
  const found: (MessageItem | null)[] = ctx.result.data[table];
  const items = found.filter((item) => item !== null) as MessageItem[];
  return {
    items: items.map((item) => toMessage(item, ctx.args.messageGroupUuid)),
    upTo,
    hasMore,
  };
}
