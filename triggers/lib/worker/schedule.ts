import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { queues } from '../../../resolvers/lib/keys.js';
import { table as definition } from '../../../resolvers/table.js';
import { worker } from '../../../resolvers/worker.js';
import { type Attributes, ifItHolds, timeText, type WorkTable } from './table.js';

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
    const { Items: due = [], LastEvaluatedKey } = await table.dynamoDb.send(
      new QueryCommand({
        TableName: table.tableName,
        IndexName: index.name,
        KeyConditionExpression: `${index.partitionKey} = :queue AND ${index.sortKey} <= :now`,
        ExpressionAttributeValues: { ':queue': { S: queues.work }, ':now': { S: now } },
        ExclusiveStartKey: from,
        Limit: worker.touchesOfAPage,
      }),
      { abortSignal: table.signal },
    );
    for (const { pk, sk } of due) {
      if (await touch(table, { pk: pk!, sk: sk! }, now)) touched += 1;
    }
    from = LastEvaluatedKey;
  } while (from);
  return touched;
}

/** Only while it is due: the index is a little behind the table. */
function touch(table: WorkTable, key: Attributes, now: string): Promise<boolean> {
  const { dynamoDb, tableName, signal } = table;
  const next = timeText(table.now() + worker.lastLookMinutes * 60_000);
  return ifItHolds(() =>
    dynamoDb.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: key,
        UpdateExpression: `SET stage = :last, ${index.sortKey} = :next REMOVE #cursor ADD turns :one`,
        ConditionExpression: `${index.sortKey} <= :now`,
        ExpressionAttributeNames: { '#cursor': 'cursor' },
        ExpressionAttributeValues: {
          ':last': { S: 'LAST' },
          ':next': { S: next },
          ':now': { S: now },
          ':one': { N: '1' },
        },
      }),
      { abortSignal: signal },
    ),
  );
}

/** How long the oldest open report has waited, in seconds; 0 when there is none. */
export async function oldestOpenReport(table: WorkTable): Promise<number> {
  const { Items: [oldest] = [] } = await table.dynamoDb.send(
    new QueryCommand({
      TableName: table.tableName,
      IndexName: index.name,
      KeyConditionExpression: `${index.partitionKey} = :queue`,
      ExpressionAttributeValues: { ':queue': { S: queues.openReports } },
      Limit: 1,
    }),
    { abortSignal: table.signal },
  );
  const since = oldest?.[index.sortKey]?.S;
  return since === undefined ? 0 : Math.max(0, (table.now() - Date.parse(since)) / 1_000);
}
