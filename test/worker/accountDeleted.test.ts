import { randomUUID } from 'node:crypto';
import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  DeleteUserCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Handler } from '../../local/cognito/loadTriggers.js';
import { loadHandlers } from '../../local/cognito/loadTriggers.js';
import { deletedAccountsTable } from '../../local/messaging/table.js';
import { handleKey, profileKey, workKey } from '../../resolvers/lib/keys.js';
import { bundleDirectories } from '../../lib/bundle.js';
import { toKey } from '../../triggers/lib/worker/table.js';
import { ManualSchedule } from '../support/manualSchedule.js';
import { signIn, useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';
import { allItems, itemsWith, textOf } from '../support/tables.js';

const MINUTE = 60_000;
const PATIENCE = { timeout: 60_000, interval: 50 };
const schedule = new ManualSchedule();
const messaging = useMessaging({ scheduleClock: schedule });

const app = Fastify({ forceCloseConnections: true });
const clients: CognitoIdentityProviderClient[] = [];
const clientAt = (endpoint: string) => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint, credentials });
  clients.push(client);
  return client;
};
let adminEndpoint: string;
let handler: Handler;
beforeAll(async () => {
  await app.register(messaging.host.cognito.adminPlugin, { prefix: '/admin' });
  adminEndpoint = `${await app.listen({ host: '127.0.0.1', port: 0 })}/admin`;
  ({ accountDeleted: handler } = await loadHandlers({
    directory: bundleDirectories.triggers,
    names: ['accountDeleted'],
    environment: {
      TABLE_NAME: messaging.dynamodb.tableName,
      USER_POOL_ID: messaging.host.cognito.userPoolId,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_DYNAMODB: messaging.dynamodb.endpoint,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: adminEndpoint,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  }));
});
afterAll(async () => {
  for (const client of clients) client.destroy();
  await app.close();
});

/** An administrator deletes the account: the console, or the CLI. */
async function byAdministrator({ uuid }: Person): Promise<void> {
  const { cognito } = messaging.host;
  const Username = cognito.users().find(({ sub }) => sub === uuid)!.username;
  await clientAt(adminEndpoint).send(
    new AdminDeleteUserCommand({ UserPoolId: cognito.userPoolId, Username }),
  );
}

/** The person deletes it with their own token, past the API. */
async function bySelfService({ accessToken }: Person): Promise<void> {
  const client = clientAt(`${messaging.host.url}/cognito`);
  await client.send(new DeleteUserCommand({ AccessToken: accessToken }));
}

/** As CloudTrail tells of it. */
const deletionOf = (sub: string | undefined, detail: object = {}) => ({
  detail: {
    eventTime: new Date().toISOString(),
    eventName: 'DeleteUser',
    requestParameters: { accessToken: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
    additionalEventData: sub === undefined ? undefined : { sub },
    ...detail,
  },
});

const item = async (key: Parameters<typeof toKey>[0]) => {
  const { client, tableName } = messaging.dynamodb;
  const command = new GetItemCommand({
    TableName: tableName,
    Key: toKey(key),
    ConsistentRead: true,
  });
  return (await client.send(command)).Item;
};
const stageOf = async ({ uuid }: Person) => (await item(workKey(uuid)))?.stage?.S;
const isMarked = async ({ uuid }: Person) =>
  (await item(profileKey(uuid)))?.deletedAt !== undefined;

async function lastLook(person: Person): Promise<void> {
  await expect.poll(() => stageOf(person), PATIENCE).toBe('WAITING');
  schedule.advance(16 * MINUTE);
  await expect.poll(() => stageOf(person), PATIENCE).toBeUndefined();
}

const everything = async (): Promise<string[]> => {
  const { client, tableName } = messaging.dynamodb;
  return (await allItems(client, tableName)).map(textOf).sort();
};

async function two() {
  const [ada, ben] = [await messaging.newPerson('Ada'), await messaging.newPerson('Ben')];
  const group = groupOf(ada, ben);
  const first = await ada.send({ recipientUuid: ben.uuid, message: 'from Ada' });
  const second = await ben.send({ messageGroupUuid: group, message: 'from Ben' });
  await ada.react(second, '👍');
  return { ada, ben, group, first, second };
}

describe.each([
  ['by an administrator', byAdministrator],
  ['by the person themselves', bySelfService],
])('An account that is deleted in the user pool alone, %s', (_, deleteIt) => {
  it('ends as with deleteAccount and KEEP', async () => {
    const { ada, ben, group, first, second } = await two();
    await deleteIt(ada);
    await lastLook(ada);
    expect(await ben.messageGroup(group)).toMatchObject({
      otherUserDisplayName: null,
      otherUserHandle: null,
      lastMessage: 'from Ben',
    });
    expect(await ben.allMessages(group)).toMatchObject([
      { uuid: second.uuid, message: 'from Ben', reactions: [{ emoji: '👍' }] },
      { uuid: first.uuid, message: 'from Ada', displayName: null, handle: null },
    ]);
    const { client, tableName } = messaging.dynamodb;
    expect(await itemsWith(client, tableName, ada.displayName)).toEqual([]);
    expect(await itemsWith(client, tableName, `"${ada.handle}"`)).toEqual([
      expect.stringContaining(handleKey(ada.handle).pk),
    ]);
    expect(Object.keys((await item(profileKey(ada.uuid)))!).sort()).toEqual(
      ['pk', 'sk', 'uuid', 'deletedAt', 'erases'].sort(),
    );
    const listed = await itemsWith(client, deletedAccountsTable(tableName), ada.uuid);
    expect(listed).toEqual([expect.stringContaining('"erases":{"BOOL":false}')]);
  });

  it('is no one to write to or as, also with the token that is still out', async () => {
    const { ada, ben, group } = await two();
    const cy = await messaging.newPerson('Cy');
    await deleteIt(ada);
    await expect.poll(() => stageOf(ada), PATIENCE).toBe('WAITING');
    const into = { messageGroupUuid: group, message: 'hello?' };
    await expect(ada.send(into)).rejects.toThrow('MessageGroupNotFound');
    await expect(ada.send({ recipientUuid: cy.uuid, message: 'x' })).rejects.toThrow(
      'ProfileNotFound',
    );
    await expect(ben.send(into)).rejects.toThrow('RecipientUnavailable');
    await expect(signIn(messaging.host, ada.username, ada.password)).rejects.toThrow();
    expect(await cy.folder('REQUESTS')).toEqual([]);
  });
});

describe('An event of a deletion', () => {
  it('of an account that the worker deleted begins nothing again', async () => {
    const { ada } = await two();
    await ada.get(operations.deleteAccount, { messages: 'ERASE' });
    await lastLook(ada);
    const before = await everything();
    await handler(deletionOf(ada.uuid));
    expect(await everything()).toEqual(before);
  });

  it('of an account that is in the user pool is not believed', async () => {
    const { ada } = await two();
    const before = await everything();
    await expect(handler(deletionOf(ada.uuid))).rejects.toThrow('is in the user pool');
    expect(await everything()).toEqual(before);
  });

  it('of another user pool, or of an account that never had a profile, changes nothing', async () => {
    const { ada } = await two();
    const before = await everything();
    const elsewhere = { requestParameters: { userPoolId: 'us-east-1_Another00' } };
    await handler(deletionOf(ada.uuid, elsewhere));
    await handler(deletionOf(randomUUID()));
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['no sub', undefined],
    ['a sub that is no UUID', 'x" or sub ^= "'],
    ['a sub with more behind it', `${randomUUID()}\n`],
  ])('with %s is refused, so that it becomes a dead letter', async (_, sub) => {
    await expect(handler(deletionOf(sub))).rejects.toThrow('names no account');
  });

  it('says nothing of the account in its error', async () => {
    const { ada } = await two();
    const error = await handler(deletionOf(ada.uuid)).catch((reason: Error) => reason.message);
    for (const part of [ada.uuid, ada.handle]) expect(error).not.toContain(part);
  });

  it('that comes while the person is writing marks the account all the same', async () => {
    const { ada, ben } = await two();
    const sends = Array.from({ length: 8 }, async (_, at) => {
      const to = await messaging.newPerson(`Other${at}`);
      await ada.send({ recipientUuid: to.uuid, message: 'hi' }).catch(() => undefined);
    });
    await bySelfService(ada);
    await Promise.all(sends);
    await expect.poll(() => isMarked(ada), PATIENCE).toBe(true);
    await lastLook(ada);
    const { client, tableName } = messaging.dynamodb;
    expect(await itemsWith(client, tableName, ada.displayName)).toEqual([]);
    expect(await ben.folder('INBOX')).toHaveLength(1);
  });
});
