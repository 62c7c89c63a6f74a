import {
  type AttributeValue,
  GetItemCommand,
  QueryCommand,
  TransactionConflictException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { setTimeout } from 'node:timers/promises';
import { messageGroupKey, messageGroupPartition, profileKey } from '../../../resolvers/lib/keys.js';
import { worker } from '../../../resolvers/worker.js';
import { ifItHolds, toKey, type WorkTable } from './table.js';

/** The longest pause before a second try, in milliseconds; it grows with each try. */
const CONFLICT_PAUSE = 25;

/** `suspendedUntil` as it is stored: on the profile, and on each row. Undefined: not suspended. */
export type Suspension = AttributeValue | undefined;

export const sameSuspension = (a: Suspension, b: Suspension): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** What the person's profile says, read consistently. */
export async function readSuspension(
  { dynamoDb, tableName, signal }: WorkTable,
  userUuid: string,
): Promise<Suspension> {
  const { Item: profile } = await dynamoDb.send(
    new GetItemCommand({
      TableName: tableName,
      Key: toKey(profileKey(userUuid)),
      ProjectionExpression: 'suspendedUntil',
      ConsistentRead: true,
    }),
    { abortSignal: signal },
  );
  return profile?.suspendedUntil;
}

/**
 * Mark one page of the person's rows as the profile says. Rows that are marked so already cost no
 * write, which makes the last look cheap.
 *
 * @param after the last row of the page before
 * @returns the last row of this page; undefined when no row is left
 */
export async function markRows(
  table: WorkTable,
  { userUuid, after, suspension }: { userUuid: string; after?: string; suspension: Suspension },
): Promise<string | undefined> {
  const { dynamoDb, tableName, signal } = table;
  const { Items: rows = [], LastEvaluatedKey: last } = await dynamoDb.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk > :after',
      ExpressionAttributeValues: {
        ':pk': { S: messageGroupPartition(userUuid) },
        ...(after === undefined ? {} : { ':after': { S: after } }),
      },
      ProjectionExpression: 'sk, suspendedUntil',
      ConsistentRead: true,
      Limit: worker.rowsOfAPage,
    }),
    { abortSignal: signal },
  );
  const others = rows.filter((row) => !sameSuspension(row.suspendedUntil, suspension));
  // All are waited for, also when one fails: none is under way when the call ends.
  const marked = await Promise.allSettled(
    others.map((row) => markRow(table, messageGroupKey(userUuid, row.sk!.S!), suspension)),
  );
  for (const result of marked) if (result.status === 'rejected') throw result.reason;
  return last?.sk?.S;
}

/** A row that is gone stays gone. */
async function markRow(
  { dynamoDb, tableName, signal }: WorkTable,
  key: { pk: string; sk: string },
  suspension: Suspension,
): Promise<void> {
  const command = new UpdateItemCommand({
    TableName: tableName,
    Key: toKey(key),
    UpdateExpression: suspension ? 'SET suspendedUntil = :until' : 'REMOVE suspendedUntil',
    ConditionExpression: 'attribute_exists(pk)',
    ...(suspension ? { ExpressionAttributeValues: { ':until': suspension } } : {}),
  });
  for (let tries = 1; ; tries += 1) {
    try {
      await ifItHolds(() => dynamoDb.send(command, { abortSignal: signal }));
      return;
    } catch (error) {
      // A send to or from the person is under way on the row. A flood of sends must not keep the mark
      // off it: many tries, then Lambda calls again.
      if (!(error instanceof TransactionConflictException) || tries === worker.triesOfARow) {
        throw error;
      }
      await setTimeout(Math.random() * tries * CONFLICT_PAUSE);
    }
  }
}
