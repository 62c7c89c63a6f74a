import {
  type Context,
  type DynamoDBTransactWriteItemsRequest,
  runtime,
  util,
} from '@aws-appsync/utils';
import type { MutationReportMessageArgs } from '../../../generated/schema.js';
import { fail } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { evidenceKey, queues, reportCountKey, reportKey } from '../../lib/keys.js';
import { reportUuidFor } from '../../lib/reportItems.js';
import {
  conditionFailed,
  failUnlessRace,
  put,
  reasonsOf,
  transact,
  update,
} from '../../lib/transaction.js';
import { limits } from '../../limits.js';
import { DAY_SECONDS } from '../../lib/day.js';

/**
 * One try to store the case, its evidence and the reporter's count of the day, all or nothing. It
 * is in the pipeline several times, as a send does. The day's count is an item of its own, which
 * DynamoDB deletes some days later.
 */
export function request(
  ctx: Context<MutationReportMessageArgs>,
): DynamoDBTransactWriteItemsRequest {
  if (ctx.stash.report) runtime.earlyReturn({});
  const { uuid: messageUuid, reason } = ctx.args.input;
  const reporterUuid = callerUuid(ctx);
  const reportedUserUuid: string = ctx.stash.reportedUserUuid;
  const reportUuid = reportUuidFor({ reporterUuid, messageUuid, reportedUserUuid });
  const createdAt = util.time.nowISO8601();
  const key = reportKey(reportUuid);
  const folder = queues.openReports;
  const attributes = { folder, lastMessageUuid: createdAt, reason };
  const { comment, messages } = ctx.stash;
  ctx.stash.tried = { ...key, ...attributes };
  return transact(ctx, [
    put(key, attributes, { expression: 'attribute_not_exists(pk)' }),
    put(evidenceKey(reportUuid), comment ? { messages, comment } : { messages }),
    update(
      reportCountKey(reporterUuid, createdAt.slice(0, 10)),
      {
        expression: 'SET expiresAt = :expiresAt ADD reports :one',
        values: { ':one': 1, ':expiresAt': util.time.nowEpochSeconds() + 2 * DAY_SECONDS },
      },
      {
        expression: 'attribute_not_exists(reports) OR reports < :max',
        values: { ':max': limits.report.perDay },
      },
    ),
  ]);
}

export function response(ctx: Context): Record<string, never> {
  if (!ctx.error) {
    ctx.stash.report = ctx.stash.tried;
    return {};
  }
  const reasons = reasonsOf(ctx);
  if (conditionFailed(reasons[0])) {
    fail('AlreadyReported', 'You have reported this message before');
  }
  if (conditionFailed(reasons[2])) {
    const max = limits.report.perDay;
    fail('TooManyReports', `You can report at most ${max} messages a day`, {
      max,
      retryAfter: DAY_SECONDS - (util.time.nowEpochSeconds() % DAY_SECONDS),
    });
  }
  failUnlessRace(reasons, 'report');
  return {};
}
