import type { Context, NONERequest } from '@aws-appsync/utils';
import type { ReportCase } from '../../../generated/schema.js';
import { conflict } from '../../lib/errors.js';
import { toReportCase } from '../../lib/reportItems.js';

export function request(ctx: Context): NONERequest {
  if (!ctx.stash.decided) {
    conflict('The reported person wrote at the same time. Try again.');
  }
  return { payload: {} };
}

/** The case as it is after the decision. */
export function response(ctx: Context): ReportCase {
  return toReportCase(ctx.stash.decided);
}
