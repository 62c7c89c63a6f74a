import type { NONERequest } from '@aws-appsync/utils';

/** The caller's own rows only: the other person learns nothing of them. */
export function request(): NONERequest {
  return { payload: {} };
}

export { ownRowsOnly as response } from '../../lib/ownRowsOnly.js';
