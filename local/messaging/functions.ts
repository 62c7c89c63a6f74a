import { bundleDirectories } from '../../lib/bundle.js';
import { type Handler, handlersOnDemand } from '../cognito/loadTriggers.js';
import type { Table } from '../host/openDynamoDB.js';
import { localCredentials } from '../iam/localCredentials.js';

/** The table that the functions of this product work on. A call waits for it. */
export interface FunctionTable {
  readonly table: Table | Promise<Table>;
  readonly tableName: string;
  readonly region: string;
}

/**
 * Functions of this product: the same bundles that are deployed.
 *
 * @param variables what they get beside the table and what signs its requests
 * @param failed see `handlersOnDemand`
 */
export function productFunctions<Name extends string>(
  names: readonly Name[],
  { table, tableName, region }: FunctionTable,
  variables: Readonly<Record<string, string>> = {},
  failed?: (error: unknown) => unknown,
): Record<Name, Handler> {
  const environment = Promise.resolve(table).then(({ endpoint }) => ({
    TABLE_NAME: tableName,
    AWS_REGION: region,
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    ...variables,
  }));
  return handlersOnDemand({ directory: bundleDirectories.triggers, names, environment }, failed);
}
