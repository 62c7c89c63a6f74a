import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Folder } from '../../generated/schema.js';
import { DAY_SECONDS } from '../../resolvers/lib/day.js';
import { folderKey } from '../../resolvers/lib/folders.js';
import { messageGroupKey, queues, reportKey, workKey } from '../../resolvers/lib/keys.js';
import { sweep } from '../../resolvers/sweep.js';
import { sweepRows } from '../../triggers/lib/sweep/sweepRows.js';
import { toKey } from '../../triggers/lib/worker/table.js';
import { cases } from '../support/cases.js';
import { type Fault, faultyClient, KILLED } from '../support/faultyClient.js';
import { useMessaging } from '../support/messaging.js';
import { groupOf, type Person } from '../support/person.js';

const DAYS = 7;
const KEPT = DAYS * DAY_SECONDS * 1_000; // ms
const HOUR = sweep.scheduleMinutes * 60_000;

/** The resolvers' clock, and the sweep's; it only goes on. */
let now = Date.now();
const messaging = useMessaging({ resolverClock: () => now, messageRetentionDays: DAYS });

/** The calls of one day, from now on. */
async function sweepDay(client: DynamoDBClient = messaging.dynamodb.client): Promise<void> {
  const { tableName } = messaging.dynamodb;
  for (let part = 0; part < sweep.segments; part += 1) {
    await sweepRows({
      dynamoDb: client,
      tableName,
      days: DAYS,
      now: () => now + part * HOUR,
      pace: async () => {},
    });
  }
}

const rowOf = async (owner: Person, other: Person) => {
  const { client, tableName: TableName } = messaging.dynamodb;
  const Key = toKey(messageGroupKey(owner.uuid, groupOf(owner, other)));
  return (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item!;
};

const write = async (from: Person, to: Person, message: string) =>
  from.send({ recipientUuid: to.uuid, message });

let ada: Person;
let others: Person[];
/** The folder of Ada's row of each conversation. */
const folders: readonly Folder[] = ['INBOX', 'REQUESTS', 'ARCHIVE', 'BLOCKED'];

beforeAll(async () => {
  ada = await messaging.newPerson('Ada');
  others = [];
  for (const folder of folders) others.push(await messaging.newPerson(folder));
});

/** Brings each conversation into its folder, with two unread messages; then these are past. */
async function written(): Promise<void> {
  now += 60_000;
  // A stranger may send five messages.
  others[folders.indexOf('REQUESTS')] = await messaging.newPerson('Request');
  for (const [at, other] of others.entries()) {
    const folder = folders[at]!;
    const uuid = groupOf(ada, other);
    if (folder === 'BLOCKED') await ada.unblock(other);
    await write(other, ada, 'one');
    const last = folder === 'REQUESTS' ? undefined : await write(other, ada, 'two');
    if (folder !== 'REQUESTS') await ada.accept(other);
    if (folder === 'ARCHIVE') await ada.updateGroup({ uuid, folder, seen: last!.uuid });
    if (folder === 'BLOCKED') await ada.block(other);
  }
}

const names = (row: object): string[] => Object.keys(row).sort();

describe('The sweep', () => {
  it('takes the preview and the place in a list from rows that are past, and leaves the rest', async () => {
    await written();
    const before = await Promise.all(others.map((other) => rowOf(ada, other)));
    await sweepDay();
    expect(await Promise.all(others.map((other) => rowOf(ada, other)))).toEqual(before);
    now += KEPT + 1_000;
    await sweepDay();
    for (const [at, other] of others.entries()) {
      const { lastMessage, folder, ...rest } = before[at]!;
      expect(lastMessage, folders[at]).toBeDefined();
      expect(await rowOf(ada, other), folders[at]).toEqual({
        ...rest,
        ...(folders[at] === 'BLOCKED' && { folder }),
        unreadCount: { N: '0' },
        readUpTo: rest.lastMessageUuid,
      });
      expect(names(await rowOf(other, ada))).not.toContain('lastMessage');
      expect(names(await rowOf(other, ada))).not.toContain('folder');
    }
  });

  it('changes no answer: rows were shown so before it came', async () => {
    await written();
    now += KEPT + 1_000;
    const shown = async () => {
      const lists = await Promise.all(folders.map((folder) => ada.folder(folder)));
      const rows = await Promise.all(
        others.flatMap((other) => [
          ada.messageGroup(groupOf(ada, other)),
          other.messageGroup(groupOf(ada, other)),
        ]),
      );
      return { lists, rows: rows.map((row) => ({ ...row, readUpTo: undefined })) };
    };
    const before = await shown();
    await sweepDay();
    expect(await shown()).toEqual(before);
  });

  it('does not show the blocked person that they are blocked', async () => {
    await written();
    now += KEPT + 1_000;
    await sweepDay();
    const [inbox, , , blocked] = others as [Person, Person, Person, Person];
    const seen = async (other: Person) => {
      const row = await other.messageGroup(groupOf(ada, other));
      return { ...row, uuid: '', userUuid: '', lastMessageUuid: '', readUpTo: '', changeUuid: '' };
    };
    expect(await seen(blocked)).toEqual(await seen(inbox));
  });

  it('is at an end with a row that it has emptied: the next day writes nothing', async () => {
    await written();
    now += KEPT + 1_000;
    await sweepDay();
    const again = faultyClient(messaging.dynamodb);
    await sweepDay(again.client);
    expect(again.requests()).toBe(sweep.segments); // the Scans
  });

  it('reads neither queue, and touches no report and no work, however old', async () => {
    const { client, tableName: TableName } = messaging.dynamodb;
    const items: Record<string, AttributeValue>[] = [
      { ...toKey(workKey(ada.uuid)), folder: { S: queues.work } },
      { ...toKey(reportKey(`${ada.uuid}_X_${ada.uuid}`)), folder: { S: queues.openReports } },
    ].map((item) => ({
      ...item,
      lastMessageUuid: { S: '00000000000000000000000000' },
      unreadCount: { N: '1' },
      lastMessage: { S: 'x' },
    }));
    for (const Item of items) await client.send(new PutItemCommand({ TableName, Item }));
    await sweepDay();
    for (const { pk, sk, ...rest } of items) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: { pk: pk!, sk: sk! }, ConsistentRead: true }),
      );
      expect(Item).toEqual({ pk, sk, ...rest });
    }
  });

  it('counts what comes after it from nought, also where what is past is still stored', async () => {
    await written();
    now += KEPT + 1_000;
    await sweepDay();
    const [other] = others as [Person];
    const group = groupOf(ada, other);
    const first = await write(other, ada, 'new 1');
    const second = await write(other, ada, 'new 2');
    expect(await ada.messageGroup(group)).toMatchObject({ unreadCount: 2 });
    expect(await ada.markRead(group, first.uuid)).toMatchObject({ unreadCount: 1 });
    expect(await ada.markRead(group, second.uuid)).toMatchObject({ unreadCount: 0 });
  });

  it(
    'leaves a row that gets a message or is blocked meanwhile as the send or the block makes it',
    async () => {
      const open = [0, 1, 2]; // no one sends to who blocks them
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: sweep.segments + 2 * folders.length }),
          fc.subarray(open, { minLength: 1 }),
          fc.option(fc.constantFrom(...open), { nil: undefined }),
          async (at, some, blocking) => {
            const writing = some.filter((index) => index !== blocking);
            await written();
            now += KEPT + 1_000;
            const before = await Promise.all(others.map((other) => rowOf(ada, other)));
            const held = faultyClient(messaging.dynamodb, at, 'waits');
            const sweeping = sweepDay(held.client);
            await Promise.race([held.reached, sweeping]);
            for (const index of writing) await write(others[index]!, ada, 'meanwhile');
            const blocked = blocking === undefined ? undefined : others[blocking]!;
            if (blocked) await ada.block(blocked);
            held.resume();
            await sweeping;
            for (const [index, other] of others.entries()) {
              const row = await rowOf(ada, other);
              if (other === blocked) {
                expect(row.blocked).toEqual({ BOOL: true });
                expect(row.folder!.S).toBe(folderKey(ada.uuid, 'BLOCKED'));
                continue;
              }
              if (!writing.includes(index)) {
                expect(row.lastMessage).toBeUndefined();
                continue;
              }
              const unread = Number(before[index]!.unreadCount!.N);
              expect([1, unread + 1]).toContain(Number(row.unreadCount!.N));
              expect(row).toMatchObject({ lastMessage: { S: 'meanwhile' }, folder: row.home });
              expect(await ada.messageGroup(groupOf(ada, other))).toMatchObject({
                lastMessage: 'meanwhile',
              });
            }
            if (blocked) await ada.unblock(blocked);
          },
        ),
        { numRuns: cases(50, 1_000) },
      );
    },
    10 * 60_000,
  );

  it(
    'ends the same, killed at any request of it, before it or after it',
    async () => {
      await written();
      const [inbox, , archive] = others as [Person, Person, Person];
      const swept = [inbox, archive];
      /** @returns whether the kill came to be */
      const sweepKilled = async (at: number, fault: Fault): Promise<boolean> => {
        now += KEPT + 1_000;
        for (const other of swept) await write(other, ada, 'again');
        now += KEPT + 1_000;
        const killed = await sweepDay(faultyClient(messaging.dynamodb, at, fault).client).then(
          () => false,
          (error: unknown) => error === KILLED,
        );
        await sweepDay();
        for (const other of swept) {
          for (const row of [await rowOf(ada, other), await rowOf(other, ada)]) {
            expect(names(row)).not.toContain('lastMessage');
            expect(row.unreadCount).toEqual({ N: '0' });
            expect(row.readUpTo).toEqual(row.lastMessageUuid);
          }
        }
        return killed;
      };
      now += KEPT + 1_000;
      await sweepDay();
      let requests = 0;
      while (await sweepKilled(requests + 1, 'request is lost')) requests += 1;
      expect(requests).toBe(sweep.segments + 2 * swept.length); // each Scan, and each row
      for (let at = 1; at <= requests; at += 1) {
        expect(await sweepKilled(at, 'answer is lost')).toBe(true);
      }
    },
    10 * 60_000,
  );
});
