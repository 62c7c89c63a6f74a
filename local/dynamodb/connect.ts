import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { localCredentials } from '../iam/localCredentials.js';

export interface ConnectOptions {
  readonly endpoint: string;
  readonly region: string;
}

/**
 * The SDK's client for the DynamoDB at `endpoint`. Data sources have a wire instead (wire/wire.ts), with
 * the same options.
 *
 * Retries are the SDK's own (standard mode, three attempts; a TransactWriteItems carries the same
 * ClientRequestToken in each). The timeouts fit a service on the same machine: a DynamoDB that does
 * not answer is an error within a few seconds, never a hang. `TABLE_TIME_LIMIT`, in milliseconds,
 * is for a busy machine. Engines ignore the credentials. Every setting that the SDK would otherwise
 * read from the user's files and environment is given here, so that a developer's AWS profile has
 * no effect.
 */
export const connect = (options: ConnectOptions): DynamoDBClient =>
  new DynamoDBClient({ ...clientOptions(options), endpointDiscoveryEnabled: false });

/** Of a connection and of an answer, in milliseconds. */
const timeLimit = (): number => Number(process.env.TABLE_TIME_LIMIT ?? 3_000);

/** The settings of every client of a DynamoDB on this machine, also of a client of its streams. */
export const clientOptions = ({ endpoint, region }: ConnectOptions) =>
  ({
    endpoint,
    region,
    credentials: localCredentials,
    accountIdEndpointMode: 'disabled',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    defaultsMode: 'standard',
    retryMode: 'standard',
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: timeLimit(),
      requestTimeout: timeLimit(),
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: 64 },
    },
  }) satisfies DynamoDBClientConfig;
