import { conflict, type DataSourceError, fail } from './errors.js';

/**
 * Ends the request when one row could not be changed. The caller handles a failed condition. A
 * running transaction on the same row makes DynamoDB refuse the update (DynamoDB API reference,
 * TransactionConflictException). Errors: `Conflict`, `Unavailable`.
 */
export function failOnRowError(error: DataSourceError | undefined): void {
  if (!error || error.type === 'DynamoDB:ConditionalCheckFailedException') return;
  if (error.type === 'DynamoDB:TransactionConflictException') {
    conflict('A message came at the same time. Try again.');
  }
  fail('Unavailable', 'The table did not take the change. Try again.');
}
