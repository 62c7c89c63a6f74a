import { deletedAccounts } from '../../resolvers/deletedAccounts.js';
import { table } from '../../resolvers/table.js';
import { createTable } from '../dynamodb/index.js';
import { type DynamoDBOptions, openDynamoDB, type Table } from '../host/openDynamoDB.js';

type TableOptions = Omit<DynamoDBOptions, 'createTables'> & { readonly tableName: string };

/** The list of deleted accounts is a second table. */
export const deletedAccountsTable = (tableName: string): string => `${tableName}-deleted-accounts`;

/** Opens the project's two tables; see `openDynamoDB`. */
export const openTable = ({ tableName, ...options }: TableOptions): Promise<Table> =>
  openDynamoDB({
    ...options,
    async createTables(client) {
      await Promise.all([
        createTable(client, tableName, table),
        createTable(client, deletedAccountsTable(tableName), deletedAccounts),
      ]);
    },
  });
