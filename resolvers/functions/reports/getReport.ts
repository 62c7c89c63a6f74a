import { type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type {
  MutationDecideReportArgs,
  MutationRemoveReportedMessageArgs,
  QueryReportArgs,
} from '../../../generated/schema.js';
import { failOnError } from '../../lib/errors.js';
import { reportKey } from '../../lib/keys.js';
import { checkModerator } from '../../lib/moderator.js';
import { checkReportUuid, reportParts } from '../../lib/reportItems.js';

interface Arguments extends Partial<QueryReportArgs> {
  input?: Partial<MutationDecideReportArgs['input'] & MutationRemoveReportedMessageArgs['input']>;
}

const uuidOf = ({ input, uuid }: Arguments): string => input?.uuid ?? input?.reportUuid ?? uuid!;

/** Finds a case, for moderators. */
export function request(ctx: Context<Arguments>): DynamoDBGetItemRequest {
  checkModerator(ctx);
  const uuid = uuidOf(ctx.args);
  checkReportUuid(uuid);
  return get({ key: reportKey(uuid), consistentRead: true });
}

/** A case about the caller is one that they do not find. */
export function response(ctx: Context<Arguments>): Record<string, never> {
  failOnError(ctx.error);
  const { reportedUserUuid } = reportParts(uuidOf(ctx.args));
  if (ctx.result && reportedUserUuid !== checkModerator(ctx)) ctx.stash.found = ctx.result;
  ctx.stash.reportedUserUuid = reportedUserUuid;
  return {};
}
