import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import Fastify from 'fastify';
import { encodeTime } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cognito, createCognito } from '../../local/cognito/cognito.js';
import { clientOptions } from '../../local/dynamodb/connect.js';
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
import { deletedAccounts } from '../../resolvers/deletedAccounts.js';
import { worker } from '../../resolvers/worker.js';
import { accountsOf } from '../../triggers/lib/accounts.js';
import { touchDueWork } from '../../triggers/lib/worker/schedule.js';
import { timeText, toKey, type WorkTable } from '../../triggers/lib/worker/table.js';
import { work } from '../../triggers/lib/worker/work.js';
import { workerAccess } from '../../infra/constructs/workerAccess.js';
import { cases } from '../support/cases.js';
import { useDynamoDB } from '../support/dynamodb.js';
import { allItems, itemsWith, textOf } from '../support/tables.js';
import { watchAccess } from '../support/watchAccess.js';

const dynamodb = useDynamoDB();
const MINUTE = 60_000;
const KILLED = new Error('killed');

const app = Fastify({ forceCloseConnections: true });
let cognito: Cognito;
let administrator: CognitoIdentityProviderClient;
let accounts: ReturnType<typeof accountsOf>;
/** The list of deleted accounts. */
let list: string;
beforeAll(async () => {
  list = await dynamodb.newTable(deletedAccounts);
  cognito = await createCognito({ log: { info: () => {}, error: () => {} } });
  await app.register(cognito.adminPlugin, { prefix: '/admin' });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const endpoint = `${address}/admin`;
  administrator = new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint, credentials });
  accounts = accountsOf(cognito.userPoolId, administrator);
});
afterAll(() => app.close());

const text = (value: string): AttributeValue => ({ S: value });
const put = async (tableName: string, key: ItemKey, item: Record<string, AttributeValue>) => {
  const Item = { ...toKey(key), ...item };
  await dynamodb.client.send(new PutItemCommand({ TableName: tableName, Item }));
};

const messageUuid = (at: number): string =>
  `${encodeTime(1_700_000_000_000 + at)}${'0'.repeat(16)}`;

/** A deleted account with three conversations, one of them of more messages than a page. */
async function deletedAccount(tableName: string, erases: boolean) {
  const handle = `g1ne_${randomUUID().slice(0, 8)}`; // its skeleton is another text
  const { sub } = await cognito.seedUser({
    password: 'Correct-Horse-7',
    attributes: {
      email: `${handle}@example.com`,
      name: 'Gone Person',
      preferred_username: handle,
    },
  });
  const named = { displayName: text('Gone Person'), handle: text(handle) };
  await put(tableName, profileKey(sub), {
    ...named,
    uuid: text(sub),
    deletedAt: text(timeText(Date.now())),
    ...(erases && { erases: { BOOL: true } }),
  });
  await put(tableName, handleKey(handle), { ...named, uuid: text(sub) });
  for (const [at, length] of [3, worker.rowsOfAPage + 4, 0].entries()) {
    const other = `0000000${at}-0000-4000-8000-00000000000${at}`;
    const group = groupUuidOf(sub, other);
    let newest = messageUuid(0);
    for (let message = 0; message < length; message += 1) {
      newest = messageUuid(message);
      const own = message % 2 === 0;
      await put(tableName, messageKey(group, newest), {
        userUuid: text(own ? sub : other),
        ...(own ? named : { displayName: text('Other'), handle: text('other') }),
        message: text(`${message}`),
        ...(message === 1 && {
          [group.startsWith(sub) ? 'reactionOf1' : 'reactionOf2']: text('👍'),
        }),
      });
    }
    const row = { lastMessageUuid: text(newest), unreadCount: { N: '2' }, folder: text(other) };
    await put(tableName, messageGroupKey(sub, group), { ...row, lastMessageMine: { BOOL: true } });
    await put(tableName, messageGroupKey(other, group), {
      ...row,
      lastMessage: text('last'),
      lastMessageMine: { BOOL: false },
      otherUserDisplayName: text('Gone Person'),
      otherUserHandle: text(handle),
    });
    await put(tableName, changeHeadKey(group), { blockedBy1: { BOOL: true } });
  }
  await put(tableName, workKey(sub), {
    change: text(randomUUID()),
    stage: text('FIRST'),
    folder: text(queues.work),
    lastMessageUuid: text(timeText(Date.now() + worker.lastLookMinutes * MINUTE)),
  });
  return { sub, handle };
}

/** A client whose n-th request has a fault; counts. */
function faultyClient(at: number, isLost: boolean) {
  const client = new DynamoDBClient(clientOptions(dynamodb));
  const state = { count: 0, client };
  client.middlewareStack.add(
    (next) => async (args) => {
      state.count += 1;
      const hit = state.count === at;
      if (hit && isLost) throw KILLED;
      const result = await next(args);
      if (hit) throw KILLED;
      return result;
    },
    { step: 'initialize', name: 'fault' },
  );
  return state;
}

/** What the stream and the schedule do, with one request that fails. @returns the requests made */
async function run(
  tableName: string,
  sub: string,
  at: number,
  isLost: boolean,
  watch: (client: DynamoDBClient) => void = () => {},
): Promise<number> {
  const faulty = faultyClient(at, isLost);
  watch(faulty.client);
  let now = Date.now();
  const table: WorkTable = {
    dynamoDb: faulty.client,
    tableName,
    accounts,
    deletedAccounts: { tableName: list, days: 42 },
    now: () => now,
  };
  for (let steps = 0; steps < 200; steps += 1) {
    const { Item: item } = await dynamodb.client.send(
      new GetItemCommand({ TableName: tableName, Key: toKey(workKey(sub)), ConsistentRead: true }),
    );
    if (!item) {
      faulty.client.destroy();
      return faulty.count;
    }
    const isWaiting = item.stage?.S === 'WAITING';
    if (isWaiting) now += (worker.lastLookMinutes + 1) * MINUTE;
    const step = isWaiting ? touchDueWork(table) : work(table, sub);
    await step.catch((error: unknown) => {
      if (error !== KILLED) throw error;
    });
  }
  throw new Error('the deletion does not end');
}

/** The table without what differs from run to run: ids, times, and the person's own names. */
async function contents(tableName: string, { sub, handle }: { sub: string; handle: string }) {
  const items = await allItems(dynamodb.client, tableName);
  return items
    .map((item) =>
      textOf(item)
        .replaceAll(sub, '<sub>')
        .replaceAll(handle, '<handle>')
        .replaceAll(handleKey(handle).sk, '<skeleton>')
        .replace(/"(changeUuid|logStart|deletedAt)":\{"S":"[^"]+"\}/gu, '"$1":"<id>"')
        .replace(/"expiresAt":\{"N":"\d+"\}/u, '"expiresAt":"<time>"'),
    )
    .sort();
}

describe.each([
  ['KEEP', false],
  ['ERASE', true],
])('The deletion of an account, %s', (_, erases) => {
  it('ends the same, killed at any request of it, before it or after it', async () => {
    const clean = await dynamodb.newTable();
    const first = await deletedAccount(clean, erases);
    const denied: string[] = [];
    const requests = await run(clean, first.sub, 0, false, (client) =>
      watchAccess(client, { [clean]: workerAccess, [list]: [{ actions: ['PutItem'] }] }, denied),
    );
    expect(denied).toEqual([]);
    const end = await contents(clean, first);
    expect(end.join()).not.toContain('Gone Person');
    expect(end.filter((item) => item.includes('<handle>'))).toHaveLength(1);
    expect(end.join().includes('"message":{"S":"0"}')).toBe(!erases);
    // All requests in a long run; otherwise some, from the first to the last.
    const step = Math.max(1, Math.floor(requests / cases(8, requests)));
    for (let at = 1; at <= requests; at += step) {
      for (const isLost of [true, false]) {
        const tableName = await dynamodb.newTable();
        const person = await deletedAccount(tableName, erases);
        await run(tableName, person.sub, at, isLost);
        expect(await contents(tableName, person), `killed at ${at}`).toEqual(end);
        expect(cognito.users().map(({ sub }) => sub)).not.toContain(person.sub);
        expect(await itemsWith(dynamodb.client, list, person.sub)).toHaveLength(1);
      }
    }
  }, 1_800_000);
});

it('A deletion that cannot be listed outside the table deletes nothing, and disables no account', async () => {
  const tableName = await dynamodb.newTable();
  const { sub } = await deletedAccount(tableName, true);
  const before = (await allItems(dynamodb.client, tableName)).map(textOf).sort();
  const noList = { tableName: 'there-is-none', days: 42 };
  const table = { dynamoDb: dynamodb.client, tableName, accounts, now: Date.now };
  await expect(work({ ...table, deletedAccounts: noList }, sub)).rejects.toThrow();
  expect((await allItems(dynamodb.client, tableName)).map(textOf).sort()).toEqual(before);
  const { Users } = await administrator.send(
    new ListUsersCommand({ UserPoolId: cognito.userPoolId, Filter: `sub = "${sub}"` }),
  );
  expect(Users).toMatchObject([{ Enabled: true }]);
});
