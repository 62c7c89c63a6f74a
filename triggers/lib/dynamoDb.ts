import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * How long a trigger run may take at the table, in milliseconds. Cognito waits five seconds for a
 * trigger ("Customizing user pool workflows with Lambda triggers", Amazon Cognito developer guide);
 * an early error is better than its time-out. Tests set more, for a machine that is busy.
 */
const timeLimit = Number(process.env.TABLE_TIME_LIMIT ?? 4_000);

/**
 * The client and the table of a trigger's handler. Both come from the environment when the module
 * loads, and only then: the host sets an environment, loads the trigger, and restores its own.
 *
 * Environment: `TABLE_NAME`, `TABLE_TIME_LIMIT` (optional); the SDK's own `AWS_REGION`,
 * `AWS_ENDPOINT_URL_DYNAMODB` and credentials.
 */
export const dynamoDb = new DynamoDBClient({
  region: process.env.AWS_REGION,
  endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB,
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: timeLimit / 4,
    requestTimeout: (timeLimit * 3) / 8, // room for a second attempt
    throwOnRequestTimeout: true,
  },
});

// Resolved while the function starts, so that the first sign-up does not wait for it.
await Promise.all([dynamoDb.config.credentials(), dynamoDb.config.region()]);

/** Ends all table requests of one trigger run, retries included. */
export const deadline = (): AbortSignal => AbortSignal.timeout(timeLimit);

export const tableName = required('TABLE_NAME');

/**
 * The error for a person when the table does not answer. The reason goes to the function's log only:
 * the SDK's message holds addresses and names.
 */
export function unavailable(error: unknown): Error {
  console.error('DynamoDB:', error);
  return new Error('Accounts cannot be made at the moment, please try again later');
}

/** A variable of the environment. @throws Error when it is not set */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set`);
  return value;
}
