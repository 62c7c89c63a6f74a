import type { NONERequest } from '@aws-appsync/utils';

export function request(): NONERequest {
  return { payload: {} };
}

export { ownRowsOnly as response } from '../../lib/ownRowsOnly.js';
