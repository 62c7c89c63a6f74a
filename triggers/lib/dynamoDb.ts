import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * The client and the table of a trigger's handler. Both come from the environment when the module
 * loads, and only then: the host sets an environment, loads the trigger, and restores its own.
 *
 * Environment: `TABLE_NAME`; the SDK's own `AWS_REGION`, `AWS_ENDPOINT_URL_DYNAMODB` and credentials.
 */
export const dynamoDb = new DynamoDBClient({
  region: process.env.AWS_REGION,
  endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB,
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true },
});

// Resolved while the function starts, so that the first sign-up does not wait for it.
await Promise.all([dynamoDb.config.credentials(), dynamoDb.config.region()]);

const TIME_AT_THE_TABLE = 4_000; // ms

/**
 * Ends all table requests of one trigger run, retries included. Cognito waits five seconds for a
 * trigger ("Customizing user pool workflows with Lambda triggers", Amazon Cognito developer guide);
 * an early error is better than its time-out.
 */
export const deadline = (): AbortSignal => AbortSignal.timeout(TIME_AT_THE_TABLE);

export const tableName = required('TABLE_NAME');

/**
 * The error for a person when the table does not answer. The reason goes to the function's log only:
 * the SDK's message holds addresses and names.
 */
export function unavailable(error: unknown): Error {
  console.error('DynamoDB:', error);
  return new Error('Accounts cannot be made at the moment, please try again later');
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set`);
  return value;
}
