import { type Context, type DynamoDBGetItemRequest, runtime, util } from '@aws-appsync/utils';
import type { ReportCase } from '../../../generated/schema.js';
import { failOnError } from '../../lib/errors.js';
import { profileKey } from '../../lib/keys.js';
import { type EvidenceItem, toReportCase, toReportedMessage } from '../../lib/reportItems.js';

/** Of the reported person's profile, whether they are suspended; nothing else. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  if (!ctx.stash.found) runtime.earlyReturn(null);
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues(profileKey(ctx.stash.reportedUserUuid)),
    consistentRead: true,
    projection: { expression: 'suspendedUntil' },
  };
}

/** The case with its evidence. Evidence that has expired a little before its case is left out. */
export function response(ctx: Context): ReportCase {
  failOnError(ctx.error);
  const evidence: EvidenceItem | null | undefined = ctx.stash.evidence;
  return {
    ...toReportCase(ctx.stash.found),
    comment: evidence?.comment,
    messages: (evidence?.messages ?? []).map((message) => toReportedMessage(message)),
    suspendedUntil: ctx.result?.suspendedUntil,
  };
}
