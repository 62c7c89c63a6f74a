import { type Context, type DynamoDBUpdateItemRequest, util } from '@aws-appsync/utils';
import type { MutationUpdateSettingsArgs, Settings } from '../../../generated/schema.js';
import { fail } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { toSettings } from '../../lib/items.js';
import { profileKey } from '../../lib/keys.js';
import { failOnRowError } from '../../lib/rowError.js';

/** Only what was chosen otherwise than the default is stored. */
export function request(ctx: Context<MutationUpdateSettingsArgs>): DynamoDBUpdateItemRequest {
  const { acceptsRequests } = ctx.args.input;
  if (acceptsRequests === null || acceptsRequests === undefined) {
    fail('InvalidUpdate', 'Give at least one setting');
  }
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues(profileKey(callerUuid(ctx))),
    update: acceptsRequests
      ? { expression: 'REMOVE acceptsRequests' }
      : {
          expression: 'SET acceptsRequests = :no',
          expressionValues: util.dynamodb.toMapValues({ ':no': false }),
        },
    condition: { expression: 'attribute_exists(pk)' },
  };
}

export function response(ctx: Context): Settings {
  failOnRowError(ctx.error);
  if (ctx.error) fail('ProfileNotFound', 'Your account has no profile yet');
  return toSettings(ctx.result);
}
