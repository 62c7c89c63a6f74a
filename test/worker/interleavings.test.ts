import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { type DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import Fastify from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deletedAccountsTable } from '../../local/table.js';
import { deletedAccounts } from '../../resolvers/deletedAccounts.js';
import { table as definition } from '../../resolvers/table.js';
import { accountsOf } from '../../triggers/lib/accounts.js';
import type { WorkTable } from '../../triggers/lib/worker/table.js';
import { work } from '../../triggers/lib/worker/work.js';
import { cases } from '../support/cases.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import type { Person } from '../support/person.js';
import { decide, report } from '../support/reports.js';
import { allItems } from '../support/tables.js';
import { Model } from './interleavings/model.js';
import { finish, gated, type HeldCall, holdUp } from './interleavings/worker.js';
import { Accounts, empty, isDone, newHandle, newName, stageOf } from './interleavings/world.js';

const lines: string[] = [];
const log = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
const messaging = useMessaging({ log });

const app = Fastify({ forceCloseConnections: true });
let administrator: CognitoIdentityProviderClient;
let client: DynamoDBClient;
let table: WorkTable;
let accounts: Accounts;
let moderator: Person;
/** Holds up the next transaction of the API. */
let nextTransaction: (() => Promise<void>) | undefined;

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
  host.table.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const hold = commandName === 'TransactWriteItemsCommand' ? nextTransaction : undefined;
        if (hold) nextTransaction = undefined;
        await hold?.();
        return next(args);
      },
    { step: 'initialize', name: 'hold' },
  );
}, 60_000);
afterAll(async () => {
  client?.destroy();
  administrator?.destroy();
  await app.close();
});

const who = fc.nat(2);
const two = fc
  .record({ by: who, step: fc.constantFrom(1, 2) })
  .map(({ by, step }) => ({ by, to: (by + step) % 3 }));
const about = <Kind extends string>(kind: Kind) => two.map((pair) => ({ kind, ...pair }));
const one = <Kind extends string>(kind: Kind) => who.map((by) => ({ kind, by }));

/** One thing that happens. `slow`: it has read what it needs, and writes later. */
const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: about('send'), slow: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.oneof(one('rename'), one('handle'), one('receipts'), about('take')),
      slow: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.oneof(about('block'), about('unblock')),
      slow: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.oneof(one('suspend'), one('free')),
      slow: fc.constant(false),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc
        .record({ by: who, messages: fc.constantFrom('KEEP' as const, 'ERASE' as const) })
        .map((deletion) => ({ kind: 'delete' as const, ...deletion })),
      slow: fc.boolean(),
    }),
  },
  {
    weight: 8,
    arbitrary: fc
      .record({ by: who, passes: fc.oneof(fc.nat(9), fc.constant(Infinity)) })
      .map((call) => ({ what: { kind: 'work' as const, ...call }, slow: false as const })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ at: fc.nat(5), isKilled: fc.boolean() })
      .map((call) => ({ what: { kind: 'go' as const, ...call }, slow: false as const })),
  },
);
type Command = (typeof command extends fc.Arbitrary<infer Value> ? Value : never)['what'];

const UNTIL = new Date(Date.now() + 7 * 86_400_000).toISOString();

/** Three people, and what is held up. */
class Run {
  readonly model: Model;
  readonly #held: HeldCall[] = [];
  #texts = 0;

  constructor(readonly people: readonly Person[]) {
    this.model = new Model(people);
  }

  async take(what: Command, isSlow: boolean): Promise<void> {
    if (what.kind === 'go') {
      const [call] = this.#held.splice(what.at % Math.max(1, this.#held.length), 1);
      await call?.go(what.isKilled);
      return;
    }
    if (what.kind === 'work') {
      const { uuid } = this.people[what.by]!;
      this.#hold(await holdUp(what.passes, () => work(table, uuid)));
      return;
    }
    if (!isSlow) return this.act(what);
    this.#hold(await holdUpApi(() => this.act(what)));
  }

  async act(what: Exclude<Command, { kind: 'go' | 'work' }>): Promise<void> {
    const person = this.people[what.by]!;
    const known = this.model.people[what.by]!;
    switch (what.kind) {
      case 'send':
        return this.#send(what.by, what.to);
      case 'rename': {
        const displayName = newName();
        known.names.push(displayName);
        const input = { displayName };
        if (await isDone(person.get(operations.updateProfile, { input }))) {
          known.displayName = displayName;
        }
        return;
      }
      case 'handle': {
        const handle = newHandle();
        const input = { handle };
        if (await isDone(person.get(operations.updateProfile, { input }))) {
          known.handle = handle;
          known.handles.push(handle);
        }
        return;
      }
      case 'take': {
        const { handle } = this.model.people[what.to]!;
        const taken = await isDone(person.get(operations.updateProfile, { input: { handle } }));
        expect(taken, 'the handle of another person is taken').toBe(false);
        return;
      }
      case 'receipts': {
        const showsReadReceipts = !!known.hidesReceipts;
        if (await isDone(person.updateSettings({ showsReadReceipts }))) {
          known.hidesReceipts = !showsReadReceipts;
        }
        return;
      }
      case 'block':
      case 'unblock':
        await isDone(person[what.kind](this.people[what.to]!));
        return;
      case 'suspend':
      case 'free':
        return this.#suspend(what.by, what.kind === 'suspend');
      case 'delete': {
        const { messages } = what;
        if (await isDone(person.get(operations.deleteAccount, { messages }))) {
          known.deleted ??= messages;
        }
      }
    }
  }

  async #send(from: number, to: number): Promise<void> {
    const text = `text ${(this.#texts += 1)} ${'x'.repeat(this.#texts)}`;
    const input = { recipientUuid: this.people[to]!.uuid, message: text };
    await isDone(
      this.people[from]!.send(input).then(({ uuid }) =>
        this.model.sent.push({ uuid, from, to, text }),
      ),
    );
  }

  /** By a report of the person's newest message: where there is none, there is nothing to decide. */
  async #suspend(by: number, isSuspended: boolean): Promise<void> {
    const message = this.model.sent.findLast(({ from }) => from === by);
    if (!message) return;
    const reporter = this.people[message.to]!;
    const messageGroupUuid = this.model.group(message.from, message.to);
    const reportUuid = `${reporter.uuid}_${message.uuid}_${this.people[by]!.uuid}`;
    await isDone(report(reporter, { messageGroupUuid, uuid: message.uuid }));
    const known = this.model.people[by]!;
    const decided = await isDone(
      decide(moderator, {
        uuid: reportUuid,
        ...(isSuspended
          ? { decision: 'SUSPEND_SENDER', suspendedUntil: UNTIL }
          : { decision: 'DISMISS' }),
      }),
    );
    if (decided && isSuspended) {
      known.suspendedUntil = UNTIL;
      known.suspendedBy = reportUuid;
    } else if (decided && known.suspendedBy === reportUuid) {
      known.suspendedUntil = undefined;
      known.suspendedBy = undefined;
    }
  }

  #hold(call: HeldCall | undefined): void {
    if (call) this.#held.push(call);
  }

  /** A call, or a request, ends long before the last look. */
  async release(): Promise<void> {
    for (const call of this.#held.splice(0)) await call.go();
  }
}

/** Holds up the API's next transaction, if `run` makes one. */
async function holdUpApi(run: () => Promise<unknown>): Promise<HeldCall | undefined> {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  let reach = (): void => {};
  const reached = new Promise<true>((resolve) => (reach = () => resolve(true)));
  nextTransaction = async () => {
    reach();
    await opened;
  };
  const ended = run();
  const isHeld = await Promise.race([reached, ended.then(() => false)]);
  nextTransaction = undefined;
  if (!isHeld) return undefined;
  return {
    async go() {
      open();
      await ended;
    },
  };
}

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
  const run = new Run(people);
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

const happens = (what: Command, slow = false) => ({ what, slow }) as const;
const works = (by: number, passes = Infinity) => happens({ kind: 'work', by, passes });
const deletes = happens({ kind: 'delete', by: 0, messages: 'KEEP' });

/** What was wrong once. */
const known: (readonly { what: Command; slow: boolean }[])[] = [
  // A call that is about to write the old names into another person's row, when the deletion is through.
  [
    happens({ kind: 'send', by: 0, to: 1 }),
    happens({ kind: 'rename', by: 0 }),
    works(0, 3),
    deletes,
    works(0),
    works(0),
    works(0),
    happens({ kind: 'go', at: 0, isKilled: false }),
  ],
  // A block without a conversation: the blocked person has no row that leads to it.
  [happens({ kind: 'block', by: 1, to: 0 }), deletes],
  [
    happens({ kind: 'block', by: 1, to: 0 }, true),
    deletes,
    happens({ kind: 'go', at: 0, isKilled: false }),
  ],
  // A handle that was given up, and is held.
  [happens({ kind: 'handle', by: 0 }), deletes],
  // A suspension, with its statement, on the profile.
  [happens({ kind: 'send', by: 0, to: 1 }), happens({ kind: 'suspend', by: 0 }), deletes],
];

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
