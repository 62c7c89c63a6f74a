import { type Context, util } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import { withDates } from '../lib/calendar.js';

export function request(ctx: Context) {
  const { username } = ctx.identity as { username: string };
  return query({ index: 'byReader', query: { reader: { eq: username } }, scanIndexForward: false });
}

export function response(ctx: Context) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result.items.map((loan: { since: number }) => withDates(loan));
}
