import { type Context, type DynamoDBGetItemRequest, util } from '@aws-appsync/utils';
import { callerUuid } from '../../lib/ids.js';
import { profileKey } from '../../lib/keys.js';

/** Reads the caller's profile. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  return { operation: 'GetItem', key: util.dynamodb.toMapValues(profileKey(callerUuid(ctx))) };
}

export { userOrNull as response } from '../../lib/userOrNull.js';
