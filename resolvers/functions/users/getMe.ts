import { type Context, type DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import type { User } from '../../../generated/schema.js';
import { callerUuid } from '../../lib/ids.js';
import { profileKey } from '../../lib/keys.js';
import { suspensionOf } from '../../lib/suspension.js';
import { failOnError } from '../../lib/errors.js';
import { toUser } from '../../lib/items.js';

/** Reads the caller's profile. */
export function request(ctx: Context): DynamoDBGetItemRequest {
  return get({ key: profileKey(callerUuid(ctx)) });
}

export function response(ctx: Context): User | null {
  failOnError(ctx.error);
  if (!ctx.result || ctx.result.deletedAt) return null;
  return { ...toUser(ctx.result), suspension: suspensionOf(ctx.result, ctx.env.CONTACT) };
}
