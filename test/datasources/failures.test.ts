import { expect, test } from 'vitest';
import { toFailure } from '../../local/appsync/datasources/dynamodb/failure.js';
import { DynamoDBError } from '../../local/dynamodb/wire/index.js';

/** The exceptions of the Java SDK's DynamoDB client that a read or write can throw. */
test.each([
  ['ConditionalCheckFailedException', 'ConditionalCheckFailedException'],
  ['IdempotentParameterMismatchException', 'IdempotentParameterMismatchException'],
  ['InternalServerError', 'InternalServerErrorException'],
  ['ItemCollectionSizeLimitExceededException', 'ItemCollectionSizeLimitExceededException'],
  ['ProvisionedThroughputExceededException', 'ProvisionedThroughputExceededException'],
  ['RequestLimitExceeded', 'RequestLimitExceededException'],
  ['ResourceNotFoundException', 'ResourceNotFoundException'],
  ['TransactionCanceledException', 'TransactionCanceledException'],
  ['TransactionConflictException', 'TransactionConflictException'],
  ['TransactionInProgressException', 'TransactionInProgressException'],
  ['ValidationException', 'DynamoDbException'],
  ['AccessDeniedException', 'DynamoDbException'],
])('DynamoDB’s %s is named %s as in the Java SDK', (name, javaName) => {
  const error = new DynamoDBError('No.', { name, status: 400, requestId: 'R1' });

  expect(toFailure(error).answer).toEqual({
    result: null,
    error: {
      type: `DynamoDB:${javaName}`,
      message: 'No. (Service: DynamoDb, Status Code: 400, Request ID: R1)',
    },
  });
});
