import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

export interface ConnectOptions {
  readonly endpoint: string;
  readonly region: string;
}

/**
 * The SDK's client for DynamoDB Local, or whatever DynamoDB stands at `endpoint`.
 *
 * Data sources have a wire instead (wire/wire.ts), with the same options. Retries are the SDK's own
 * (standard mode, three attempts; a TransactWriteItems carries the same ClientRequestToken in each).
 * The timeouts are those of a service on the same machine: a DynamoDB that went away is an error within
 * a few seconds, never a hang. `TABLE_TIME_LIMIT`, in milliseconds, is for a machine that is busy with
 * other work. The credentials mean nothing to DynamoDB Local; everything that the SDK would else look up
 * in the user's files and environment is given, so that a developer's AWS profile plays no part.
 */
export const connect = (options: ConnectOptions): DynamoDBClient =>
  new DynamoDBClient({ ...clientOptions(options), endpointDiscoveryEnabled: false });

/** What every client of a DynamoDB on this machine is made with; also that of its streams. */
export const clientOptions = ({ endpoint, region }: ConnectOptions) =>
  ({
    endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    accountIdEndpointMode: 'disabled',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    defaultsMode: 'standard',
    retryMode: 'standard',
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: Number(process.env.TABLE_TIME_LIMIT ?? 3_000),
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: 64 },
    },
  }) satisfies DynamoDBClientConfig;
