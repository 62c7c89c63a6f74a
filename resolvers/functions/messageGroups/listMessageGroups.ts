import { type Context, type DynamoDBQueryRequest, util } from '@aws-appsync/utils';
import type { MessageGroupConnection, QueryMessageGroupsArgs } from '../../../generated/schema.js';
import { failOnError } from '../../lib/errors.js';
import { folderKey } from '../../lib/folders.js';
import { callerUuid } from '../../lib/ids.js';
import { type MessageGroupItem, toMessageGroup } from '../../lib/items.js';
import { pageLimit } from '../../lib/paging.js';
import { keptAfter } from '../../lib/retention.js';
import { table } from '../../table.js';

/**
 * Pattern B: lists the caller's rows of one folder by the index, the one with the newest message first.
 * AppSync hands a default of the schema to no resolver: null is the inbox.
 */
export function request(ctx: Context<QueryMessageGroupsArgs>): DynamoDBQueryRequest {
  return {
    operation: 'Query',
    index: table.index.name,
    query: {
      expression: 'folder = :folder',
      expressionValues: util.dynamodb.toMapValues({
        ':folder': folderKey(callerUuid(ctx), ctx.args.folder ?? 'INBOX'),
      }),
    },
    scanIndexForward: false,
    limit: pageLimit(ctx.args.limit),
    nextToken: ctx.args.nextToken ?? undefined,
  };
}

/**
 * A list ends where the newest message of a row is past. Blocked people stay: a block has no end. What is
 * past is no bound of the Query, as in `listMessages`.
 */
export function response(ctx: Context<QueryMessageGroupsArgs>): MessageGroupConnection {
  failOnError(ctx.error, ctx.args.nextToken);
  const rows: MessageGroupItem[] = ctx.result.items;
  const from = keptAfter(ctx.env);
  const listed = rows.filter(
    ({ lastMessageUuid }) => ctx.args.folder === 'BLOCKED' || lastMessageUuid > from,
  );
  return {
    items: listed.map((row) => toMessageGroup(ctx, row)),
    nextToken: listed.length < rows.length ? null : ctx.result.nextToken,
  };
}
