import { type ItemKey, queues } from '../../../resolvers/lib/keys.js';
import { table as definition } from '../../../resolvers/table.js';
import { worker } from '../../../resolvers/worker.js';
import {
  type Attributes,
  queryItems,
  timeText,
  toItemKey,
  updateItem,
  type WorkTable,
} from './table.js';

const { index } = definition;

/**
 * Touch every work item that is due: those that wait for their last look, and those that nothing has
 * moved for as long, because the worker failed on them. Each begins again at the first row. The touch
 * is a change of the item, so the stream brings it to the worker.
 *
 * @returns how many were touched
 */
export async function touchDueWork(table: WorkTable): Promise<number> {
  const now = timeText(table.now());
  let touched = 0;
  let from: Attributes | undefined;
  do {
    const { items: due, last } = await queryItems(table, {
      IndexName: index.name,
      KeyConditionExpression: `${index.partitionKey} = :queue AND ${index.sortKey} <= :now`,
      ExpressionAttributeValues: { ':queue': { S: queues.work }, ':now': { S: now } },
      ExclusiveStartKey: from,
      Limit: worker.touchesOfAPage,
    });
    for (const item of due) {
      if (await touch(table, toItemKey(item), now)) touched += 1;
    }
    from = last;
  } while (from);
  return touched;
}

/** Only while it is due: the index is a little behind the table. */
function touch(table: WorkTable, key: ItemKey, now: string): Promise<boolean> {
  const next = timeText(table.now() + worker.lastLookMinutes * 60_000);
  return updateItem(table, key, {
    UpdateExpression: `SET stage = :last, ${index.sortKey} = :next REMOVE #cursor ADD turns :one`,
    ConditionExpression: `${index.sortKey} <= :now`,
    ExpressionAttributeNames: { '#cursor': 'cursor' },
    ExpressionAttributeValues: {
      ':last': { S: 'LAST' },
      ':next': { S: next },
      ':now': { S: now },
      ':one': { N: '1' },
    },
  });
}

/** How long the oldest open report has waited, in seconds; 0 when there is none. */
export async function oldestOpenReport(table: WorkTable): Promise<number> {
  const { items } = await queryItems(table, {
    IndexName: index.name,
    KeyConditionExpression: `${index.partitionKey} = :queue`,
    ExpressionAttributeValues: { ':queue': { S: queues.openReports } },
    Limit: 1,
  });
  const since = items[0]?.[index.sortKey]?.S;
  return since === undefined ? 0 : Math.max(0, (table.now() - Date.parse(since)) / 1_000);
}
