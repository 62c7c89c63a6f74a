import type { Context } from '@aws-appsync/utils';
import type { User } from '../../generated/schema.js';
import { failOnError } from './errors.js';
import { toUser } from './items.js';

/** The response handler of both look-ups of a person. */
export function userOrNull(ctx: Context): User | null {
  failOnError(ctx.error);
  return ctx.result ? toUser(ctx.result) : null;
}
