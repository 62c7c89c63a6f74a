import type { Context, NONERequest } from '@aws-appsync/utils';
import type { ReportCase } from '../../../generated/schema.js';
import { type EvidenceItem, toReportCase, toReportedMessage } from '../../lib/reportItems.js';

export function request(): NONERequest {
  return { payload: {} };
}

/**
 * The case with its evidence, null where there is none: an early return cannot say null
 * (aws-appsync-community issue 280). Evidence that has expired a little before its case is left out.
 */
export function response(ctx: Context): ReportCase | null {
  const { found, suspendedUntil } = ctx.stash;
  if (!found) return null;
  const evidence: EvidenceItem | null | undefined = ctx.stash.evidence;
  return {
    ...toReportCase(found),
    comment: evidence?.comment,
    messages: (evidence?.messages ?? []).map((message) => toReportedMessage(message)),
    suspendedUntil,
  };
}
