import {
  type AttributeValue,
  QueryCommand,
  TransactionConflictException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { setTimeout } from 'node:timers/promises';
import { otherOf } from '../../../resolvers/lib/members.js';
import { messageGroupKey, messageGroupPartition } from '../../../resolvers/lib/keys.js';
import { worker } from '../../../resolvers/worker.js';
import type { Followed, Marks, Names } from './profile.js';
import { type Attributes, ifItHolds, toKey, type WorkTable } from './table.js';

/** The longest pause before a second try, in milliseconds; it grows with each try. */
const CONFLICT_PAUSE = 25;

const markNames = ['suspendedUntil', 'hidesRead'] as const satisfies readonly (keyof Marks)[];

export interface Page {
  readonly userUuid: string;
  /** The last row of the page before. */
  readonly after?: string;
  readonly followed: Followed;
  /** The names have changed: the other people's rows are written, too. */
  readonly namesToo: boolean;
}

/**
 * Make one page of rows follow the person's profile: their own rows its marks, the other people's rows
 * its names. Rows that do so already cost no write, which makes the last look cheap.
 *
 * @returns the last row of this page; undefined when no row is left
 */
export async function followPage(table: WorkTable, page: Page): Promise<string | undefined> {
  const { userUuid, after, followed, namesToo } = page;
  const { Items: rows = [], LastEvaluatedKey: last } = await table.dynamoDb.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk > :after',
      ExpressionAttributeValues: {
        ':pk': { S: messageGroupPartition(userUuid) },
        ...(after === undefined ? {} : { ':after': { S: after } }),
      },
      ProjectionExpression: ['sk', ...markNames].join(', '),
      ConsistentRead: true,
      Limit: worker.rowsOfAPage,
    }),
    { abortSignal: table.signal },
  );
  const { marks, names } = followed;
  const writes = rows.flatMap((row) => {
    const group = row.sk!.S!;
    return [
      ...(isMarked(row, marks) ? [] : [markRow(table, userUuid, group, marks)]),
      ...(namesToo && names ? [nameRow(table, otherOf(group, userUuid), group, names)] : []),
    ];
  });
  // All are waited for, also when one fails: none is under way when the call ends.
  const results = await Promise.allSettled(writes);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return last?.sk?.S;
}

const isMarked = (row: Attributes, marks: Marks): boolean =>
  markNames.every((name) => JSON.stringify(row[name]) === JSON.stringify(marks[name]));

function markRow(table: WorkTable, userUuid: string, group: string, marks: Marks): Promise<void> {
  const set = markNames.filter((name) => marks[name]);
  const removed = markNames.filter((name) => !marks[name]);
  const expression = [
    set.length > 0 ? `SET ${set.map((name) => `${name} = :${name}`).join(', ')}` : '',
    removed.length > 0 ? `REMOVE ${removed.join(', ')}` : '',
  ].join(' ');
  const values = Object.fromEntries(set.map((name) => [`:${name}`, marks[name]!]));
  return updateRow(table, { userUuid, group, expression, values });
}

const nameRow = (table: WorkTable, userUuid: string, group: string, names: Names): Promise<void> =>
  updateRow(table, {
    userUuid,
    group,
    expression: 'SET otherUserDisplayName = :name, otherUserHandle = :handle',
    only: '(otherUserDisplayName <> :name OR otherUserHandle <> :handle)',
    values: { ':name': names.otherUserDisplayName, ':handle': names.otherUserHandle },
  });

interface RowUpdate {
  readonly userUuid: string;
  readonly group: string;
  readonly expression: string;
  /** What must hold, beside that there is a row. */
  readonly only?: string;
  readonly values: Record<string, AttributeValue>;
}

/** A row that is gone stays gone. */
async function updateRow(
  { dynamoDb, tableName, signal }: WorkTable,
  { userUuid, group, expression, only, values }: RowUpdate,
): Promise<void> {
  const exists = 'attribute_exists(pk)';
  const command = new UpdateItemCommand({
    TableName: tableName,
    Key: toKey(messageGroupKey(userUuid, group)),
    UpdateExpression: expression,
    ConditionExpression: only === undefined ? exists : `${exists} AND ${only}`,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  });
  for (let tries = 1; ; tries += 1) {
    try {
      await ifItHolds(() => dynamoDb.send(command, { abortSignal: signal }));
      return;
    } catch (error) {
      // A send is under way on the row. A flood of sends must not keep the change off it: many tries,
      // then Lambda calls again.
      if (!(error instanceof TransactionConflictException) || tries === worker.triesOfARow) {
        throw error;
      }
      await setTimeout(Math.random() * tries * CONFLICT_PAUSE);
    }
  }
}
