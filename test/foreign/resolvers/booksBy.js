import { util } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';

export function request(ctx) {
  const { author, limit, nextToken } = ctx.args;
  return query({
    index: 'byAuthor',
    query: { author: { eq: author } },
    limit: limit ?? 10,
    nextToken: nextToken ?? null,
  });
}

export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return { items: ctx.result.items, nextToken: ctx.result.nextToken };
}
