import type { ErrorEntry } from './types.js';

/** An entry of `errors` that has nothing but a type and a message. */
export const errorEntry = (errorType: string, message: string): ErrorEntry => ({
  message,
  errorType,
  data: null,
  errorInfo: null,
});

/** The message where a directive or `util.unauthorized()` denies access (aws-amplify/amplify-js issue 12679). */
export const unauthorizedMessage = (field: string, parent: string): string =>
  `Not Authorized to access ${field} on type ${parent}`;
