import type { Context, NONERequest } from '@aws-appsync/utils';
import type { Report } from '../../../generated/schema.js';
import { conflict } from '../../lib/errors.js';
import { toReport } from '../../lib/reportItems.js';

export function request(ctx: Context): NONERequest {
  if (!ctx.stash.report) {
    conflict('You report several messages at once. Try again.');
  }
  return { payload: {} };
}

/** The report as its reporter sees it. */
export function response(ctx: Context): Report {
  return toReport(ctx.stash.report, ctx.env.CONTACT);
}
