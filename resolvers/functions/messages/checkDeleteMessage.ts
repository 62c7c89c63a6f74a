import type { Context, NONERequest } from '@aws-appsync/utils';
import type { MutationDeleteMessageArgs } from '../../../generated/schema.js';
import { checkChanged, startChange } from '../../lib/change.js';

/** Everything that can be said without the table of a message that is unsent. */
export function request(ctx: Context<MutationDeleteMessageArgs>): NONERequest {
  checkChanged(ctx);
  return startChange(ctx, { deletedBy: 'SENDER' });
}

export function response(): Record<string, never> {
  return {};
}
