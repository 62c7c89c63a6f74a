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

/** What a person's rows copy of their profile, as it is stored. Left out: the row has no such attribute. */
export interface Marks {
  readonly suspendedUntil?: AttributeValue;
  readonly hidesRead?: AttributeValue;
}

const names = ['suspendedUntil', 'hidesRead'] as const satisfies readonly (keyof Marks)[];

export const sameMarks = (a: Marks, b: Marks): boolean =>
  names.every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));

/** What the person's profile says, read consistently. */
export async function readMarks(
  { dynamoDb, tableName, signal }: WorkTable,
  userUuid: string,
): Promise<Marks> {
  const { Item: profile } = await dynamoDb.send(
    new GetItemCommand({
      TableName: tableName,
      Key: toKey(profileKey(userUuid)),
      ProjectionExpression: 'suspendedUntil, showsReadReceipts',
      ConsistentRead: true,
    }),
    { abortSignal: signal },
  );
  return {
    ...(profile?.suspendedUntil && { suspendedUntil: profile.suspendedUntil }),
    ...(profile?.showsReadReceipts?.BOOL === false && { hidesRead: { BOOL: true } }),
  };
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
  { userUuid, after, marks }: { userUuid: string; after?: string; marks: Marks },
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
      ProjectionExpression: ['sk', ...names].join(', '),
      ConsistentRead: true,
      Limit: worker.rowsOfAPage,
    }),
    { abortSignal: signal },
  );
  const others = rows.filter((row) => !sameMarks(row, marks));
  // All are waited for, also when one fails: none is under way when the call ends.
  const marked = await Promise.allSettled(
    others.map((row) => markRow(table, messageGroupKey(userUuid, row.sk!.S!), marks)),
  );
  for (const result of marked) if (result.status === 'rejected') throw result.reason;
  return last?.sk?.S;
}

/** A row that is gone stays gone. */
async function markRow(
  { dynamoDb, tableName, signal }: WorkTable,
  key: { pk: string; sk: string },
  marks: Marks,
): Promise<void> {
  const set = names.filter((name) => marks[name]);
  const removed = names.filter((name) => !marks[name]);
  const command = new UpdateItemCommand({
    TableName: tableName,
    Key: toKey(key),
    UpdateExpression: [
      set.length > 0 ? `SET ${set.map((name) => `${name} = :${name}`).join(', ')}` : '',
      removed.length > 0 ? `REMOVE ${removed.join(', ')}` : '',
    ].join(' '),
    ConditionExpression: 'attribute_exists(pk)',
    ...(set.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(set.map((name) => [`:${name}`, marks[name]!])),
    }),
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
