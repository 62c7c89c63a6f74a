import { localCredentials } from '../iam/localCredentials.js';

/** What every function of this product gets: where its table is, and what signs its requests. */
export const functionEnvironment = (options: {
  readonly tableName: string;
  readonly region: string;
  /** Of DynamoDB. */
  readonly endpoint: string;
}): Record<string, string> => ({
  TABLE_NAME: options.tableName,
  AWS_REGION: options.region,
  AWS_ENDPOINT_URL_DYNAMODB: options.endpoint,
  AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
});
