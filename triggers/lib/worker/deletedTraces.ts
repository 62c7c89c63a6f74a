import { groupOfTrace, workTraceKey } from '../../../resolvers/lib/keys.js';
import { worker } from '../../../resolvers/worker.js';
import { leaveStub } from './deletedRows.js';
import { deleteItem, queryItems, toItemKey, updateItem, type WorkTable } from './table.js';
import { writeAll } from './writeItem.js';

/** Remembers a conversation until the last look: the person's own row, which leads to it, goes. */
export async function leaveTrace(table: WorkTable, userUuid: string, group: string): Promise<void> {
  await updateItem(table, workTraceKey(userUuid, group));
}

/**
 * Takes the names once more out of the other people's rows, of one page of traces, and the traces with them.
 * @returns whether there may be more
 */
export async function followTraces(table: WorkTable, userUuid: string): Promise<boolean> {
  const { pk, sk } = workTraceKey(userUuid, '');
  const { items: traces, last } = await queryItems(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :traces)',
    ExpressionAttributeValues: { ':pk': { S: pk }, ':traces': { S: sk } },
    ConsistentRead: true,
    Limit: worker.rowsOfAPage,
  });
  await writeAll(
    traces.map(async (trace) => {
      await leaveStub(table, userUuid, groupOfTrace(trace.sk!.S!));
      await deleteItem(table, toItemKey(trace));
    }),
  );
  return last !== undefined;
}
