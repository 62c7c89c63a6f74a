import { type Context, util } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { withDates } from '../lib/calendar.js';

export function request(ctx: Context) {
  return query({ query: { isbn: { eq: ctx.source.isbn } } });
}

export function response(ctx: Context) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result.items.map((loan: { since: number }) => withDates(loan));
}
