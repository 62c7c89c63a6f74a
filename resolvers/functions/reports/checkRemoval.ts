import type { Context, NONERequest } from '@aws-appsync/utils';
import type { MutationRemoveReportedMessageArgs } from '../../../generated/schema.js';
import { type Change, checkChangeSelection } from '../../lib/change.js';
import { groupUuidOf } from '../../lib/ids.js';
import { checkModerator } from '../../lib/moderator.js';
import { checkReportUuid, reportParts } from '../../lib/reportItems.js';
import { checkStatement } from '../../lib/statement.js';
import { fail } from '../../lib/errors.js';

/** Everything that can be said of a removal without the table. The report's uuid names its message. */
export function request(ctx: Context<MutationRemoveReportedMessageArgs>): NONERequest {
  const moderator = checkModerator(ctx);
  checkChangeSelection(ctx);
  const { reportUuid, statement } = ctx.args.input;
  checkReportUuid(reportUuid);
  const { reporterUuid, messageUuid, reportedUserUuid } = reportParts(reportUuid);
  if (reporterUuid === moderator) {
    fail('Forbidden', 'Another moderator decides about your own report');
  }
  ctx.stash.statement = checkStatement(statement);
  const change: Change = {
    groupUuid: groupUuidOf(reporterUuid, reportedUserUuid),
    uuid: messageUuid,
    by: moderator,
    deletedBy: 'MODERATOR',
  };
  ctx.stash.change = change;
  return { payload: {} };
}

export function response(): Record<string, never> {
  return {};
}
