/**
 * `npm run delete:again -- --table RESTORED --list DELETED-ACCOUNTS`: after a restore, deletes the accounts
 * again that were deleted since (docs/operations.md, "Backup and restore").
 */
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { parseCommandLine, readOrExit, UsageError } from '../lib/commandLine.js';
import { deletedAccounts as list } from '../resolvers/deletedAccounts.js';
import { beginDeletion } from '../triggers/lib/beginDeletion.js';
import type { WorkTable } from '../triggers/lib/worker/table.js';
import { isUnderWay, work } from '../triggers/lib/worker/work.js';

export const usage = `Usage: npm run delete:again -- --table NAME --list NAME [--region REGION]

  --table NAME     the restored table
  --list NAME      the list of deleted accounts: the output DeletedAccountsTable of the stage
  --region REGION  left out: the environment's

Can be repeated. The credentials need GetItem, Query, UpdateItem, PutItem and DeleteItem on the restored
table, and Scan on the list.`;

interface Restored {
  readonly dynamoDb: DynamoDBClient;
  /** The restored table. */
  readonly tableName: string;
  /** The list of deleted accounts. */
  readonly list: string;
  /** Epoch milliseconds. Left out: the machine's. */
  readonly now?: () => number;
  /** Called after each account, with how many of them all are done. */
  readonly onProgress?: (done: number, all: number) => void;
}

/**
 * Deletes accounts again that are on the list, and in the restored table as if they had not been deleted.
 * First all are marked, so that none can be used; then each is gone through, up to the last look, which is
 * the stage's worker's. An account that has no profile in the table stays without one. Can be repeated, also
 * after it has failed.
 *
 * @returns how many were marked
 * @throws the SDK's error when a table does not answer
 */
export async function deleteAgain(restored: Restored): Promise<number> {
  const { dynamoDb, tableName, now = Date.now, onProgress = () => {} } = restored;
  const table: WorkTable = { dynamoDb, tableName, now };
  const listed: string[] = [];
  let marked = 0;
  for await (const { Items = [] } of paginateScan(
    { client: dynamoDb },
    { TableName: restored.list, ConsistentRead: true },
  )) {
    for (const item of Items) {
      const userUuid = item[list.partitionKey]!.S!;
      const deletion = { deletedAt: item.deletedAt!.S!, erases: item.erases!.BOOL! };
      if (await beginDeletion(table, userUuid, deletion)) marked += 1;
      listed.push(userUuid);
    }
  }
  for (const [done, userUuid] of listed.entries()) {
    while (await isUnderWay(table, userUuid)) await work(table, userUuid);
    onProgress(done + 1, listed.length);
  }
  return marked;
}

/** @throws UsageError */
function readArguments() {
  const text = { type: 'string' } as const;
  const { values } = parseCommandLine({ options: { table: text, list: text, region: text } });
  const { table: tableName, list, region } = values;
  if (!tableName) throw new UsageError('--table is missing; write the name of the restored table');
  if (!list) throw new UsageError('--list is missing; write the name of the list');
  return { tableName, list, region };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { region, ...tables } = readOrExit(readArguments, usage);
  const marked = await deleteAgain({
    ...tables,
    dynamoDb: new DynamoDBClient({ region }),
    onProgress: (done, all) => console.log(`${done} of ${all} accounts`),
  });
  console.log(`${marked} accounts are deleted again.`);
}
