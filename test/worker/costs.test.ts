import { randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { encodeTime } from 'ulid';
import { afterAll, describe, expect, it } from 'vitest';
import { clientOptions } from '../../local/dynamodb/connect.js';
import { deletedAccounts } from '../../resolvers/deletedAccounts.js';
import {
  changeHeadKey,
  handleKey,
  type ItemKey,
  messageGroupKey,
  messageKey,
  profileKey,
  queues,
  workKey,
} from '../../resolvers/lib/keys.js';
import { groupUuidOf } from '../../resolvers/lib/members.js';
import { worker } from '../../resolvers/worker.js';
import {
  deleteAccountUnits,
  erasureUnits,
  listUnits,
  renameUnits,
  updateProfileUnits,
} from '../../scripts/cost/accountUnits.js';
import { touchDueWork } from '../../triggers/lib/worker/schedule.js';
import { timeText, toKey, type WorkTable } from '../../triggers/lib/worker/table.js';
import { work } from '../../triggers/lib/worker/work.js';
import { batchWrite } from '../support/batchWrite.js';
import { CapacityMeter, totalOf } from '../support/capacityMeter.js';
import { useDynamoDB } from '../support/dynamodb.js';

const dynamodb = useDynamoDB();
const MINUTE = 60_000;
const text = (value: string): AttributeValue => ({ S: value });
/** Names as people have them. */
const named = { displayName: text('Ada Lovelace'), handle: text('ada.lovelace') };
const other = { displayName: text('Ben Bitdiddle'), handle: text('ben_bitdiddle') };

const clients: DynamoDBClient[] = [];
afterAll(() => clients.forEach((client) => client.destroy()));

/** A client whose requests are metered by AWS's rules. */
function metered(meter: CapacityMeter): DynamoDBClient {
  const client = new DynamoDBClient(clientOptions(dynamodb));
  clients.push(client);
  meter.attach(client);
  return client;
}

const item = (key: ItemKey, attributes: Record<string, AttributeValue>) => ({
  ...toKey(key),
  ...attributes,
});

const messageUuid = (at: number): string =>
  `${encodeTime(1_700_000_000_000 + at)}${'0'.repeat(16)}`;

/** A conversation as sends leave it: the newest message is the person's, and unread. */
function conversation(user: string, messages: number, own: number) {
  const group = groupUuidOf(user, randomUUID());
  const [first, second] = group.split('_') as [string, string];
  const otherUser = first === user ? second : first;
  const row = (owner: string) => ({
    lastMessageUuid: text(messageUuid(messages)),
    readUpTo: text(messageUuid(0)),
    folder: text(owner),
    home: text(owner),
    lastMessage: text('o'.repeat(100)),
  });
  return [
    item(messageGroupKey(user, group), {
      ...row(user),
      otherUserDisplayName: other.displayName,
      otherUserHandle: other.handle,
      lastMessageMine: { BOOL: true },
      unreadCount: { N: '0' },
    }),
    item(messageGroupKey(otherUser, group), {
      ...row(otherUser),
      otherUserDisplayName: named.displayName,
      otherUserHandle: named.handle,
      lastMessageMine: { BOOL: false },
      unreadCount: { N: '3' },
    }),
    item(changeHeadKey(group), { changeUuid: text(messageUuid(0)) }),
    ...Array.from({ length: messages }, (_, at) =>
      item(messageKey(group, messageUuid(at + 1)), {
        userUuid: text(at < own ? user : otherUser),
        ...(at < own ? named : other),
        message: text('o'.repeat(200)),
      }),
    ),
  ];
}

const workItem = (user: string, more: Record<string, AttributeValue> = {}) =>
  item(workKey(user), {
    change: text(messageUuid(0)),
    stage: text('FIRST'),
    folder: text(queues.work),
    lastMessageUuid: text(timeText(Date.now() + worker.lastLookMinutes * MINUTE)),
    ...more,
  });

/** Runs the work to its end. @returns what the requests cost, and the calls of the worker */
async function units(tableName: string, user: string) {
  const meter = new CapacityMeter({ reader: dynamodb.client });
  const client = metered(meter);
  let now = Date.now();
  // A call takes its time: each cursor has another time in the index.
  const table: WorkTable = { dynamoDb: client, tableName, now: () => (now += 10) };
  for (let calls = 0; calls < 200;) {
    const { Item } = await dynamodb.client.send(
      new GetItemCommand({ TableName: tableName, Key: toKey(workKey(user)), ConsistentRead: true }),
    );
    if (!Item) {
      const { writeUnits, readUnits } = totalOf(meter.requests);
      return { write: writeUnits, read: readUnits, calls };
    }
    if (Item.stage?.S === 'WAITING') {
      now += (worker.lastLookMinutes + 1) * MINUTE;
      await touchDueWork(table);
    } else {
      calls += 1;
      await work(table, user);
    }
  }
  throw new Error('the work does not end');
}

describe('What the worker asks of the table is what the cost model says', () => {
  it.each([0, 1, worker.rowsOfAPage, 2 * worker.rowsOfAPage + 7])(
    'for a rename with %i conversations',
    async (conversations) => {
      const tableName = await dynamodb.newTable();
      const user = randomUUID();
      const items = [
        item(profileKey(user), { ...named, displayName: text('Ada King'), uuid: text(user) }),
        workItem(user, { namesToo: { BOOL: true } }),
        ...Array.from({ length: conversations }, () => conversation(user, 0, 0)).flat(),
      ];
      await batchWrite(dynamodb.client, tableName, items, () => {});
      const { write, read, calls } = renameUnits(conversations);
      expect(await units(tableName, user)).toEqual({
        write: write - updateProfileUnits.write,
        read: read - updateProfileUnits.read,
        calls,
      });
    },
  );

  it.each([
    { conversations: 0, messages: 0, own: 0 },
    { conversations: 1, messages: 1, own: 1 },
    { conversations: 3, messages: worker.rowsOfAPage, own: 10 },
    { conversations: 1, messages: 4 * worker.rowsOfAPage + 11, own: 60 },
  ])('for an erasure of %j', async (load) => {
    const tableName = await dynamodb.newTable();
    const user = randomUUID();
    const items = [
      item(profileKey(user), {
        ...named,
        uuid: text(user),
        deletedAt: text(timeText(Date.now())),
        erases: { BOOL: true },
      }),
      item(handleKey(named.handle.S!), { ...named, uuid: text(user) }),
      workItem(user),
      ...Array.from({ length: load.conversations }, () =>
        conversation(user, load.messages, load.own),
      ).flat(),
    ];
    await batchWrite(dynamodb.client, tableName, items, () => {});
    const { write, read, calls } = erasureUnits({ ...load, textBytes: 200 });
    expect(await units(tableName, user)).toEqual({
      write: write - deleteAccountUnits - 2 * listUnits,
      read,
      calls,
    });
  });

  it('for an entry in the list of deleted accounts', async () => {
    const list = await dynamodb.newTable(deletedAccounts);
    const shape = { keys: [deletedAccounts.partitionKey], indexes: [] };
    const meter = new CapacityMeter({ reader: dynamodb.client, shape });
    const { listDeleted } = await import('../../triggers/lib/worker/deletedAccounts.js');
    await listDeleted(
      {
        dynamoDb: metered(meter),
        tableName: 'the messages',
        deletedAccounts: { tableName: list, days: 42 },
        now: Date.now,
      },
      randomUUID(),
      { deletedAt: timeText(Date.now()), erases: true },
    );
    expect(totalOf(meter.requests)).toEqual({ requests: 1, writeUnits: listUnits, readUnits: 0 });
  });
});
