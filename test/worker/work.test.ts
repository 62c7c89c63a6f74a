import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  messageGroupKey,
  messageGroupPartition,
  profileKey,
  queues,
  workKey,
} from '../../resolvers/lib/keys.js';
import { worker } from '../../resolvers/worker.js';
import { oldestOpenReport, touchDueWork } from '../../triggers/lib/worker/schedule.js';
import { timeText, toKey, type WorkTable } from '../../triggers/lib/worker/table.js';
import { work } from '../../triggers/lib/worker/work.js';
import { batchWrite } from '../support/batchWrite.js';
import { cases } from '../support/cases.js';
import { useDynamoDB } from '../support/dynamodb.js';
import { type Fault, faultyClient, KILLED } from '../support/faultyClient.js';

const dynamodb = useDynamoDB();
const MINUTE = 60_000;
const UNTIL = '2031-01-01T00:00:00.000Z';
const LATER = '2032-01-01T00:00:00.000Z';

interface Run {
  /** Which request has the fault, from 1 on. */
  readonly at: number;
  readonly fault: Fault;
}

/** The table, by a client whose n-th request has a fault. */
function faultyTable(at: number, fault: Fault | undefined, now: () => number) {
  const { client, ...control } = faultyClient(dynamodb, at, fault);
  const table: WorkTable = { dynamoDb: client, tableName: dynamodb.tableName, now };
  return { table, ...control, close: () => client.destroy() };
}

const text = (value: string): AttributeValue => ({ S: value });

/** The name that a person has while they are suspended until then. */
const nameAt = (until: string | undefined): string => `Ada until ${until ?? 'no time'}`;

/** A decision: the profile and its work item, in one transaction. */
async function decide(
  user: string,
  until: string | undefined,
  now: number,
  namesToo = true,
): Promise<void> {
  const profile = {
    ...toKey(profileKey(user)),
    handle: text('ada'),
    displayName: text(nameAt(until)),
  };
  const item = {
    ...toKey(workKey(user)),
    change: text(randomUUID()),
    stage: text('FIRST'),
    folder: text(queues.work),
    ...(namesToo && { namesToo: { BOOL: true } }),
    lastMessageUuid: text(timeText(now + worker.lastLookMinutes * MINUTE)),
  };
  const { tableName: TableName } = dynamodb;
  await dynamodb.client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName, Item: until ? { ...profile, suspendedUntil: text(until) } : profile } },
        { Put: { TableName, Item: item } },
      ],
    }),
  );
}

const rowOf = (user: string, until?: string): Record<string, AttributeValue> => ({
  ...toKey(messageGroupKey(user, `${user}_${randomUUID()}`)),
  unreadCount: { N: '0' },
  ...(until ? { suspendedUntil: text(until) } : {}),
});

/** The row that the other person has of the same conversation. */
const otherRowOf = ({ sk }: Record<string, AttributeValue>): Record<string, AttributeValue> => ({
  ...toKey(messageGroupKey(sk!.S!.split('_')[1]!, sk!.S!)),
  unreadCount: { N: '0' },
  otherUserDisplayName: text('as it was'),
  otherUserHandle: text('ada'),
});

/** The names that the other people's rows show. */
async function namesShown(rows: readonly Record<string, AttributeValue>[]): Promise<unknown[]> {
  return Promise.all(
    rows.map(async (row) => {
      const { pk, sk } = otherRowOf(row);
      const command = new GetItemCommand({
        TableName: dynamodb.tableName,
        Key: { pk: pk!, sk: sk! },
        ConsistentRead: true,
      });
      return (await dynamodb.client.send(command)).Item?.otherUserDisplayName?.S;
    }),
  );
}

async function marksOf(user: string): Promise<(string | undefined)[]> {
  const { Items = [] } = await dynamodb.client.send(
    new QueryCommand({
      TableName: dynamodb.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(messageGroupPartition(user)) },
      ConsistentRead: true,
    }),
  );
  return Items.map(({ suspendedUntil }) => suspendedUntil?.S);
}

async function workOf(user: string) {
  const { Item } = await dynamodb.client.send(
    new GetItemCommand({
      TableName: dynamodb.tableName,
      Key: toKey(workKey(user)),
      ConsistentRead: true,
    }),
  );
  return Item;
}

const isUnderWay = async (user: string): Promise<boolean> => {
  const item = await workOf(user);
  return item !== undefined && item.stage?.S !== 'WAITING';
};

/** A call that ends with its fault, if it gets so far. */
async function workUntilKilled(user: string, { at, fault }: Run, now: () => number) {
  const { table, close } = faultyTable(at, fault, now);
  await work(table, user)
    .catch((error: unknown) => {
      if (error !== KILLED) throw error;
    })
    .finally(close);
}

/**
 * What the stream and the schedule do until the work is done; at most so many steps.
 * @param kills calls that are killed before the others
 */
async function finish(user: string, clock: { now: number }, kills: Run[] = []): Promise<void> {
  const table: WorkTable = {
    dynamoDb: dynamodb.client,
    tableName: dynamodb.tableName,
    now: () => clock.now,
  };
  for (let steps = 0; steps < 100; steps += 1) {
    const item = await workOf(user);
    if (!item) return;
    if (item.stage?.S === 'WAITING') {
      clock.now += (worker.lastLookMinutes + 1) * MINUTE;
      await touchDueWork(table);
    }
    const kill = kills.shift();
    if (kill) await workUntilKilled(user, kill, table.now);
    else await work(table, user);
  }
  throw new Error('the work does not end');
}

describe('The worker', () => {
  it(
    'ends with every row as the profile says, however often it was killed, doubled or held up',
    async () => {
      const fault = fc.constantFrom<Fault>('request is lost', 'answer is lost', 'waits');
      const kill = fc.constantFrom<Fault>('request is lost', 'answer is lost');
      const run = fc.record({ at: fc.integer({ min: 1, max: 30 }), fault, twice: fc.boolean() });
      const mark = fc.constantFrom(undefined, UNTIL, LATER);
      await fc.assert(
        fc.asyncProperty(
          fc.array(mark, { maxLength: worker.rowsOfAPage + 5 }),
          mark,
          fc.option(fc.record({ until: mark, after: fc.integer({ max: 3, min: 0 }) }), {
            nil: undefined,
          }),
          fc.array(run, { maxLength: 4 }),
          fc.array(fc.record({ at: fc.integer({ min: 1, max: 30 }), fault: kill }), {
            maxLength: 3,
          }),
          async (marks, first, second, runs, kills) => {
            const user = randomUUID();
            const clock = { now: Date.now() };
            const rows = marks.map((until) => rowOf(user, until));
            const all = rows.flatMap((row) => [row, otherRowOf(row)]);
            await batchWrite(dynamodb.client, dynamodb.tableName, all, () => {});
            await decide(user, first, clock.now);
            const heldUp: { resume: () => void; ended: Promise<unknown>; close: () => void }[] = [];
            for (const [index, { at, fault: kind, twice }] of runs.entries()) {
              if (second?.after === index) await decide(user, second.until, clock.now);
              if (!(await isUnderWay(user))) break;
              const { table, resume, close } = faultyTable(at, kind, () => clock.now);
              const ended = work(table, user).catch((error: unknown) => {
                if (error !== KILLED) throw error;
              });
              if (kind === 'waits') heldUp.push({ resume, ended, close });
              else await ended.finally(close);
              if (twice) await work({ ...table, dynamoDb: dynamodb.client }, user);
            }
            // A call ends long before the last look: Lambda sees to that.
            while (await isUnderWay(user)) {
              await work(
                { dynamoDb: dynamodb.client, tableName: dynamodb.tableName, now: () => clock.now },
                user,
              );
            }
            for (const { resume, ended, close } of heldUp) {
              resume();
              await ended;
              close();
            }
            await finish(user, clock, [...kills]);
            const last = second && second.after < runs.length ? second.until : first;
            const decided = (await profileUntil(user)) ?? undefined;
            expect([last, first]).toContain(decided);
            expect(await marksOf(user)).toEqual(marks.map(() => decided));
            expect(await namesShown(rows)).toEqual(marks.map(() => nameAt(decided)));
            expect(await workOf(user)).toBeUndefined();
          },
        ),
        { numRuns: cases(40, 500) },
      );
    },
    cases(10, 120) * MINUTE,
  );

  it('writes names into other people’s rows only where the work asks for it', async () => {
    const user = randomUUID();
    const rows = [rowOf(user), rowOf(user)];
    const gone = rowOf(user); // its other person has no row any more
    const all = [...rows.flatMap((row) => [row, otherRowOf(row)]), gone];
    await batchWrite(dynamodb.client, dynamodb.tableName, all, () => {});
    await decide(user, UNTIL, Date.now(), false);
    await finish(user, { now: Date.now() });
    expect(await marksOf(user)).toEqual([UNTIL, UNTIL, UNTIL]);
    expect(await namesShown(rows)).toEqual(['as it was', 'as it was']);
    await decide(user, UNTIL, Date.now());
    await finish(user, { now: Date.now() });
    expect(await namesShown([...rows, gone])).toEqual([nameAt(UNTIL), nameAt(UNTIL), undefined]);
  });

  it('looks at one page a call, and its own write of the cursor calls it again', async () => {
    const user = randomUUID();
    const rows = Array.from({ length: worker.rowsOfAPage + 1 }, () => rowOf(user));
    await batchWrite(dynamodb.client, dynamodb.tableName, rows, () => {});
    await decide(user, UNTIL, Date.now());
    const table = { dynamoDb: dynamodb.client, tableName: dynamodb.tableName, now: Date.now };
    await work(table, user);
    expect((await marksOf(user)).filter(Boolean)).toHaveLength(worker.rowsOfAPage);
    expect((await workOf(user))!.cursor).toBeDefined();
    await work(table, user);
    expect((await marksOf(user)).filter(Boolean)).toHaveLength(worker.rowsOfAPage + 1);
    expect(await workOf(user)).toMatchObject({ stage: { S: 'WAITING' } });
  });

  it('marks a row that was made after the first look, at the last one', async () => {
    const user = randomUUID();
    const clock = { now: Date.now() };
    const table = {
      dynamoDb: dynamodb.client,
      tableName: dynamodb.tableName,
      now: () => clock.now,
    };
    await decide(user, UNTIL, clock.now);
    await work(table, user);
    expect(await workOf(user)).toMatchObject({ stage: { S: 'WAITING' } });
    await batchWrite(dynamodb.client, dynamodb.tableName, [rowOf(user)], () => {});
    await work(table, user); // a record that comes twice
    expect(await marksOf(user)).toEqual([undefined]);
    clock.now += 14 * MINUTE;
    await touchDueWork(table);
    await work(table, user);
    expect(await marksOf(user)).toEqual([undefined]);
    clock.now += 2 * MINUTE;
    await touchDueWork(table);
    await work(table, user);
    expect(await marksOf(user)).toEqual([UNTIL]);
    expect(await workOf(user)).toBeUndefined();
  });

  it('puts right, at the last look, what a call has written that was held up with an old profile', async () => {
    const user = randomUUID();
    const clock = { now: Date.now() };
    const rows = [rowOf(user), rowOf(user)];
    await batchWrite(dynamodb.client, dynamodb.tableName, rows, () => {});
    await decide(user, UNTIL, clock.now);
    // Its third request is the page of rows: it has read the profile before.
    const late = faultyTable(3, 'waits', () => clock.now);
    const ended = work(late.table, user);
    await late.reached;
    await decide(user, undefined, clock.now);
    await work({ ...late.table, dynamoDb: dynamodb.client }, user);
    late.resume();
    await ended.finally(late.close);
    expect(await marksOf(user)).toEqual([UNTIL, UNTIL]);
    await finish(user, clock);
    expect(await marksOf(user)).toEqual([undefined, undefined]);
  });

  it('makes no row and no profile where there is none', async () => {
    const user = randomUUID();
    await decide(user, UNTIL, Date.now());
    await dynamodb.client.send(
      new DeleteItemCommand({ TableName: dynamodb.tableName, Key: toKey(profileKey(user)) }),
    );
    await finish(user, { now: Date.now() });
    expect(await marksOf(user)).toEqual([]);
    expect(await profileUntil(user)).toBeUndefined();
  });
});

describe('The age of the oldest open report', () => {
  it('is measured by the queue, and is 0 where nothing waits', async () => {
    const tableName = await dynamodb.newTable();
    const now = Date.now();
    const table = { dynamoDb: dynamodb.client, tableName, now: () => now };
    expect(await oldestOpenReport(table)).toBe(0);
    for (const [sk, hours] of [
      ['a', 30],
      ['b', 2],
    ] as const) {
      await dynamodb.client.send(
        new PutItemCommand({
          TableName: tableName,
          Item: {
            pk: text('RPT#x'),
            sk: text(sk),
            folder: text(queues.openReports),
            lastMessageUuid: text(timeText(now - hours * 60 * MINUTE)),
          },
        }),
      );
    }
    expect(await oldestOpenReport(table)).toBe(30 * 3_600);
  });
});

async function profileUntil(user: string): Promise<string | undefined> {
  const { Item } = await dynamodb.client.send(
    new GetItemCommand({
      TableName: dynamodb.tableName,
      Key: toKey(profileKey(user)),
      ConsistentRead: true,
    }),
  );
  return Item?.suspendedUntil?.S;
}
