import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { MessagesOfDeleted } from '../../generated/schema.js';
import { deletedAccountsTable } from '../../local/messaging/table.js';
import { daysListed } from '../../resolvers/deletedAccounts.js';
import { handleKey, profileKey, workKey } from '../../resolvers/lib/keys.js';
import { worker } from '../../resolvers/worker.js';
import { deleteAgain } from '../../scripts/deleteAgain.js';
import { touchDueWork } from '../../triggers/lib/worker/schedule.js';
import { toKey, type WorkTable } from '../../triggers/lib/worker/table.js';
import { isUnderWay, work } from '../../triggers/lib/worker/work.js';
import { ManualSchedule } from '../support/manualSchedule.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';
import { allItems, copyItems, itemsWith, textOf } from '../support/tables.js';

const MINUTE = 60_000;
const PATIENCE = { timeout: 60_000, interval: 50 };
const schedule = new ManualSchedule();
const messaging = useMessaging({ scheduleClock: schedule });
const client = () => messaging.dynamodb.client;
const list = () => deletedAccountsTable(messaging.dynamodb.tableName);

const item = async (tableName: string, key: Parameters<typeof toKey>[0]) =>
  (
    await client().send(
      new GetItemCommand({ TableName: tableName, Key: toKey(key), ConsistentRead: true }),
    )
  ).Item;

async function listed({ uuid }: Person) {
  const { Items = [] } = await client().send(
    new ScanCommand({ TableName: list(), ConsistentRead: true }),
  );
  return Items.find((entry) => entry.uuid?.S === uuid);
}

/** Deletes, and waits until the worker is done, after its last look. */
async function deleteAccount(person: Person, messages: MessagesOfDeleted): Promise<void> {
  await person.get(operations.deleteAccount, { messages });
  const stage = async () =>
    (await item(messaging.dynamodb.tableName, workKey(person.uuid)))?.stage?.S ?? 'DONE';
  await expect.poll(stage, PATIENCE).toBe('WAITING');
  schedule.advance(16 * MINUTE);
  await expect.poll(stage, PATIENCE).toBe('DONE');
}

/** What the worker of the stage does with the restored table, when the last look is due. */
async function lastLook(tableName: string, people: readonly Person[]): Promise<void> {
  const now = () => Date.now() + (worker.lastLookMinutes + 1) * MINUTE;
  const table: WorkTable = { dynamoDb: client(), tableName, now };
  await touchDueWork(table);
  for (const { uuid } of people) {
    while (await isUnderWay(table, uuid)) await work(table, uuid);
  }
}

/** A table's items without the ids and times that a second deletion makes again. */
const contents = async (tableName: string): Promise<string[]> =>
  (await allItems(client(), tableName))
    .map((entry) =>
      textOf(entry)
        .replace(/"(changeUuid|logStart|deletedAt)":\{"S":"[^"]+"\}/gu, '"$1":"<id>"')
        .replace(/"expiresAt":\{"N":"\d+"\}/u, '"expiresAt":"<time>"'),
    )
    .sort();

/** Four people, each with a conversation with each other one. */
async function four() {
  const people: Person[] = [];
  for (const name of ['Ada', 'Ben', 'Cy', 'Dot']) people.push(await messaging.newPerson(name));
  for (const [at, from] of people.entries()) {
    for (const to of people.slice(at + 1)) {
      await from.send({ recipientUuid: to.uuid, message: `from ${at}` });
      const sent = await to.send({ messageGroupUuid: groupOf(from, to), message: `to ${at}` });
      await from.react(sent, '👍');
    }
  }
  return people as [Person, Person, Person, Person];
}

/** A table with what is in the product's now. */
async function backup(): Promise<string> {
  const tableName = await messaging.dynamodb.newTable();
  await copyItems(client(), messaging.dynamodb.tableName, tableName);
  return tableName;
}

describe('The list of deleted accounts', () => {
  it('has who deleted their account, when, and what becomes of the messages, until after every backup', async () => {
    const [ada] = await four();
    expect(await listed(ada)).toBeUndefined();
    const before = Math.floor(schedule.now() / 1_000);
    await deleteAccount(ada, 'ERASE');
    const entry = (await listed(ada))!;
    const { deletedAt } = (await item(messaging.dynamodb.tableName, profileKey(ada.uuid)))!;
    expect(Object.keys(entry).sort()).toEqual(['deletedAt', 'erases', 'expiresAt', 'uuid']);
    expect(entry).toMatchObject({ uuid: { S: ada.uuid }, deletedAt, erases: { BOOL: true } });
    const days = (Number(entry.expiresAt!.N) - before) / 86_400;
    expect(days).toBeGreaterThanOrEqual(daysListed());
    expect(days).toBeLessThan(daysListed() + 0.1);
  });
});

describe('A table that is restored', () => {
  it('ends as the first deletion did, with nothing of the names, and others as they were', async () => {
    const [ada, ben, cy, dot] = await four();
    const restored = await backup();
    await deleteAccount(ada, 'ERASE');
    await deleteAccount(ben, 'KEEP');
    const ofOthers = (items: string[]) =>
      items.filter((each) => ![ada, ben].some(({ uuid }) => each.includes(uuid)));
    const others = ofOthers(await contents(restored));

    const table = { dynamoDb: client(), tableName: restored, list: list() };
    expect(await deleteAgain(table)).toBe(2);
    for (const { displayName, handle } of [ada, ben]) {
      expect(await itemsWith(client(), restored, displayName)).toEqual([]);
      expect(await itemsWith(client(), restored, `"${handle}"`)).toEqual([
        expect.stringContaining(handleKey(handle).pk),
      ]);
    }
    expect(ofOthers(await contents(restored))).toEqual(others);

    await lastLook(restored, [ada, ben, cy, dot]);
    expect(await contents(restored)).toEqual(await contents(messaging.dynamodb.tableName));
    const { deletedAt } = (await item(messaging.dynamodb.tableName, profileKey(ada.uuid)))!;
    expect((await item(restored, profileKey(ada.uuid)))!.deletedAt).toEqual(deletedAt);
  });

  it('can be gone through again, also where the first time broke off', async () => {
    const people = await four();
    const [ada, ben] = people;
    const restored = await backup();
    await deleteAccount(ada, 'KEEP');
    await deleteAccount(ben, 'KEEP');
    const table = { dynamoDb: client(), tableName: restored, list: list() };
    const broken = new Error('broken off');
    const breakOff = () => {
      throw broken;
    };
    await expect(deleteAgain({ ...table, onProgress: breakOff })).rejects.toBe(broken);
    expect(await deleteAgain(table)).toBe(0);
    await lastLook(restored, people);
    const end = await contents(restored);
    expect(end).toEqual(await contents(messaging.dynamodb.tableName));
    expect(await deleteAgain(table)).toBe(0);
    expect(await contents(restored)).toEqual(end);
  });

  it('has no profile of a listed person who had none then, nor gets one', async () => {
    const restored = await backup();
    const [ada] = await four();
    await deleteAccount(ada, 'KEEP');
    await deleteAgain({ dynamoDb: client(), tableName: restored, list: list() });
    expect(await itemsWith(client(), restored, ada.uuid)).toEqual([]);
  });
});
