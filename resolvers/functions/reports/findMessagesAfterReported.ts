import { type Context, type DynamoDBQueryRequest, runtime, util } from '@aws-appsync/utils';
import type { MutationReportMessageArgs } from '../../../generated/schema.js';
import { failOnError } from '../../lib/errors.js';
import { contextMessage } from '../../lib/evidence.js';
import type { MessageItem } from '../../lib/items.js';
import { messagePartition } from '../../lib/keys.js';
import { limits } from '../../limits.js';

/** Steps aside where the reporter does not want the messages around to be seen. */
export function request(ctx: Context<MutationReportMessageArgs>): DynamoDBQueryRequest {
  const { messageGroupUuid, uuid, context } = ctx.args.input;
  if (!context) runtime.earlyReturn({});
  return {
    operation: 'Query',
    query: {
      expression: 'pk = :pk AND sk > :uuid',
      expressionValues: util.dynamodb.toMapValues({
        ':pk': messagePartition(messageGroupUuid),
        ':uuid': uuid,
      }),
    },
    scanIndexForward: true,
    consistentRead: true,
    limit: limits.report.contextMessages,
  };
}

export function response(ctx: Context): Record<string, never> {
  failOnError(ctx.error);
  const items: MessageItem[] = ctx.result.items;
  ctx.stash.messages = [
    ...ctx.stash.messages,
    ...items.map((item: MessageItem) => contextMessage(item)),
  ];
  return {};
}
