import { util } from '@aws-appsync/utils';

export function request(ctx) {
  const keys = ctx.args.isbns.map((isbn) => util.dynamodb.toMapValues({ isbn }));
  return { operation: 'BatchGetItem', tables: { [ctx.env.BOOKS_TABLE]: { keys } } };
}

export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result.data[ctx.env.BOOKS_TABLE];
}
