import { type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { Settings } from '../../../generated/schema.js';
import { failOnError } from '../../lib/errors.js';
import { callerUuid } from '../../lib/ids.js';
import { toSettings } from '../../lib/items.js';
import { profileKey } from '../../lib/keys.js';

/** The caller's settings are attributes of their profile. Read as they were last set, on any device. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  return get({ key: profileKey(callerUuid(ctx)), consistentRead: true });
}

export function response(ctx: Context): Settings | null {
  failOnError(ctx.error);
  return ctx.result ? toSettings(ctx.result) : null;
}
