import type { Context, NONERequest } from '@aws-appsync/utils';
import { conflict } from '../../lib/errors.js';

export function request(ctx: Context): NONERequest {
  if (!ctx.stash.isDeleted) {
    conflict('Your profile changed at the same time. Try again.');
  }
  return { payload: {} };
}

export function response(): boolean {
  return true;
}
