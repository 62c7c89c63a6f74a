import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * The client that a trigger's handler uses, and the table. Both are read from the environment when
 * the module loads, and never again: a host that loads a trigger with an environment of its own may
 * put the old one back at once.
 *
 * Environment: `TABLE_NAME`; the SDK's own `AWS_REGION`, `AWS_ENDPOINT_URL_DYNAMODB` and credentials.
 */
export const dynamoDb = new DynamoDBClient({
  region: process.env.AWS_REGION,
  endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB,
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true },
});

// Resolved while the function initialises, so that the first person to sign up does not wait for it.
await Promise.all([dynamoDb.config.credentials(), dynamoDb.config.region()]);

const TIME_AT_THE_TABLE = 4_000; // ms

/**
 * Ends what one run of a trigger asks of the table, retries and all. Cognito gives a trigger five
 * seconds ("Customizing user pool workflows with Lambda triggers", Amazon Cognito developer guide):
 * it is told early rather than cut off.
 */
export const deadline = (): AbortSignal => AbortSignal.timeout(TIME_AT_THE_TABLE);

export const tableName = required('TABLE_NAME');

/**
 * What a person is told when the table does not answer. The reason goes to the function's log: the
 * SDK's words hold addresses and names that are nobody's business.
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
