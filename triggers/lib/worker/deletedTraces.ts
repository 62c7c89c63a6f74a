import { DeleteItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { groupOfTrace, workTraceKey } from '../../../resolvers/lib/keys.js';
import { worker } from '../../../resolvers/worker.js';
import { leaveStub } from './deletedRows.js';
import { toKey, type WorkTable } from './table.js';
import { writeAll } from './writeItem.js';

/** Remembers a conversation until the last look: the person's own row, which leads to it, goes. */
export async function leaveTrace(
  { dynamoDb, tableName, signal }: WorkTable,
  userUuid: string,
  group: string,
): Promise<void> {
  const Key = toKey(workTraceKey(userUuid, group));
  await dynamoDb.send(new UpdateItemCommand({ TableName: tableName, Key }), {
    abortSignal: signal,
  });
}

/**
 * Takes the names once more out of the other people's rows, of one page of traces, and the traces with them.
 * @returns whether there may be more
 */
export async function followTraces(table: WorkTable, userUuid: string): Promise<boolean> {
  const { dynamoDb, tableName, signal } = table;
  const { pk, sk } = workTraceKey(userUuid, '');
  const { Items: traces = [], LastEvaluatedKey: last } = await dynamoDb.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :traces)',
      ExpressionAttributeValues: { ':pk': { S: pk }, ':traces': { S: sk } },
      ConsistentRead: true,
      Limit: worker.rowsOfAPage,
    }),
    { abortSignal: signal },
  );
  await writeAll(
    traces.map(async (trace) => {
      await leaveStub(table, userUuid, groupOfTrace(trace.sk!.S!));
      const Key = { pk: trace.pk!, sk: trace.sk! };
      await dynamoDb.send(new DeleteItemCommand({ TableName: tableName, Key }), {
        abortSignal: signal,
      });
    }),
  );
  return last !== undefined;
}
