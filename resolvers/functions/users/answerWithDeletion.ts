import type { Context, NONERequest } from '@aws-appsync/utils';
import { fail } from '../../lib/errors.js';

export function request(ctx: Context): NONERequest {
  if (!ctx.stash.isDeleted) {
    fail('Conflict', 'Your profile changed at the same time. Try again.', { retryable: true });
  }
  return { payload: {} };
}

export function response(): boolean {
  return true;
}
