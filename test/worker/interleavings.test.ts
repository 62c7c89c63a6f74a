import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { type DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import Fastify from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deletedAccountsTable } from '../../local/messaging/table.js';
import { deletedAccounts } from '../../resolvers/deletedAccounts.js';
import { table as definition } from '../../resolvers/table.js';
import { accountsOf } from '../../triggers/lib/accounts.js';
import type { WorkTable } from '../../triggers/lib/worker/table.js';
import { cases } from '../support/cases.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import type { Person } from '../support/person.js';
import { allItems } from '../support/tables.js';
import { ApiGate } from './interleavings/apiGate.js';
import { type Command, command, known } from './interleavings/commands.js';
import { Run } from './interleavings/run.js';
import { finish, gated } from './interleavings/worker.js';
import { Accounts, empty, stageOf } from './interleavings/world.js';

const lines: string[] = [];
const log = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
const messaging = useMessaging({ log });

const app = Fastify({ forceCloseConnections: true });
let administrator: CognitoIdentityProviderClient;
let client: DynamoDBClient;
let table: WorkTable;
let accounts: Accounts;
let moderator: Person;
let api: ApiGate;

beforeAll(async () => {
  const { host, dynamodb } = messaging;
  // The worker of the host hears of nothing: this test calls it.
  await dynamodb.client.send(
    new UpdateTableCommand({
      TableName: dynamodb.tableName,
      StreamSpecification: { StreamEnabled: false },
    }),
  );
  await app.register(host.cognito.adminPlugin, { prefix: '/admin' });
  const endpoint = `${await app.listen({ host: '127.0.0.1', port: 0 })}/admin`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  administrator = new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint, credentials });
  client = gated(dynamodb);
  table = {
    dynamoDb: client,
    tableName: dynamodb.tableName,
    accounts: accountsOf(host.cognito.userPoolId, administrator),
    deletedAccounts: { tableName: deletedAccountsTable(dynamodb.tableName), days: 42 },
    now: Date.now,
  };
  accounts = new Accounts(host);
  moderator = await messaging.newModerator();
  api = new ApiGate(host.table.wire);
}, 60_000);
afterAll(async () => {
  client?.destroy();
  administrator?.destroy();
  await app.close();
});

/** Everything that the API tells the others, as text. */
async function answersTo(run: Run): Promise<string> {
  const { model, people } = run;
  const answers: unknown[] = [];
  for (const [at, person] of people.entries()) {
    if (model.people[at]!.deleted) continue;
    for (const [other, { deleted, handle }] of model.people.entries()) {
      if (other === at || !deleted) continue;
      const group = model.group(at, other);
      answers.push(
        await Promise.all([
          person.messageGroup(group),
          person.allMessages(group),
          person.ask(operations.user, { handle }).then(({ data }) => data),
          person.ask(operations.searchUsers, { prefix: handle.slice(0, 6) }),
        ]),
      );
    }
    if (model.gone.length === 0) continue;
    for (const folder of ['INBOX', 'REQUESTS', 'BLOCKED'] as const) {
      answers.push(await person.folder(folder));
    }
  }
  return JSON.stringify(answers);
}

async function checkEnd(run: Run): Promise<void> {
  const { model, people } = run;
  const isModerators = (text: string | undefined) =>
    text!.includes(moderator.uuid) || text!.includes(moderator.handle);
  const items = await allItems(client, table.tableName);
  model.check(items.filter(({ pk, sk }) => !isModerators(pk!.S) && !isModerators(sk!.S)));
  const listed = await allItems(client, table.deletedAccounts!.tableName);
  expect(new Map(listed.map(({ uuid, erases }) => [uuid!.S, erases!.BOOL]))).toEqual(
    new Map(
      model.people
        .filter(({ deleted }) => deleted)
        .map(({ uuid, deleted }) => [uuid, deleted === 'ERASE']),
    ),
  );
  const subs = messaging.host.cognito.users().map(({ sub }) => sub);
  for (const [at, { uuid }] of people.entries()) {
    expect(subs.includes(uuid)).toBe(!model.people[at]!.deleted);
  }
  const answers = await answersTo(run);
  const logged = lines.join('');
  for (const name of model.gone) {
    expect(answers).not.toContain(name);
    expect(logged).not.toContain(name);
  }
}

async function tryOnce(commands: readonly { what: Command; slow: boolean }[]): Promise<void> {
  const people = [await accounts.person(), await accounts.person(), await accounts.person()];
  const run = new Run(people, { table, moderator, api });
  lines.length = 0;
  try {
    for (const { what, slow } of commands) await run.take(what, slow);
    await run.release();
    const uuids = people.map(({ uuid }) => uuid);
    await finish(table, uuids, (uuid) => stageOf(table, uuid));
    await checkEnd(run);
  } finally {
    await run.release();
    await empty(table, [definition.partitionKey, definition.sortKey], (item) =>
      JSON.stringify(item.pk).includes(moderator.uuid),
    );
    const { tableName } = table.deletedAccounts!;
    await empty({ dynamoDb: client, tableName }, [deletedAccounts.partitionKey], () => false);
    const subs = messaging.host.cognito.users().map(({ sub }) => sub);
    for (const person of people) if (subs.includes(person.uuid)) accounts.give(person);
  }
}

describe('Renames, sends, blocks, suspensions and deletions, with the worker at any point of its work', () => {
  it(
    'end as the model says, with nothing of a deleted person but what is kept until its date',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(command, { minLength: 3, maxLength: 24 }), tryOnce),
        {
          numRuns: cases(50, 1_000),
          examples: known.map((commands): [typeof commands] => [commands]),
        },
      );
    },
    cases(600_000, 7_200_000),
  );
});
