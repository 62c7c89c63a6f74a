/**
 * `npm run smoke -- --config FILE|URL`: the user stories, by an unmodified aws-amplify 6, against a
 * deployed API or the host. It needs two people; their conversation gains one message.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Amplify } from 'aws-amplify';
import { WebSocket } from 'ws';
import type {
  Message,
  MessageChanges,
  MessageConnection,
  MessageGroup,
  MessageGroupConnection,
  User,
} from '../generated/schema.js';
import type { ClientConfig } from './clientConfig.js';
import { operations } from './smokeOperations.js';
import { type AnswerError, type Credentials, Person } from './smokePerson.js';

export const usage = `Usage: npm run smoke -- --config FILE|URL

  --config FILE|URL   client/config/<stage>.json, or http://localhost:4000/config.json
  --user E-MAIL       who sends      (or SMOKE_USER; default: the first demo user)
  --other E-MAIL      who receives   (or SMOKE_OTHER; default: the second demo user)
  --help              this text

Passwords come from the environment: SMOKE_PASSWORD and SMOKE_OTHER_PASSWORD. Where somebody has a
second factor, so does the key of their authenticator app, as the client showed it at enrolment:
SMOKE_TOTP_KEY and SMOKE_OTHER_TOTP_KEY.`;

/** An invalid command line. The message says what to write. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface SmokeCommand {
  readonly config: ClientConfig;
  readonly user: Credentials;
  readonly other: Credentials;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws UsageError */
export async function smokeCommand(
  args: readonly string[],
  env: Environment,
): Promise<SmokeCommand | 'help'> {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        config: { type: 'string' },
        user: { type: 'string' },
        other: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (values.help) return 'help';
  if (!values.config) throw new UsageError('No configuration: write --config FILE or --config URL');
  const config = await readConfig(values.config);
  const [first, second] = config.demoUsers;
  const credentials = (
    option: string,
    username: string | undefined,
    variable: 'SMOKE' | 'SMOKE_OTHER',
    demo: Credentials | undefined,
  ): Credentials => {
    const passwordName = `${variable}_PASSWORD`;
    const totpKey = env[`${variable}_TOTP_KEY`];
    if (username === undefined) {
      if (!demo)
        throw new UsageError(`The configuration has no demo users: write --${option} E-MAIL`);
      return { username: demo.username, password: demo.password, totpKey };
    }
    const password =
      env[passwordName] ?? config.demoUsers.find((user) => user.username === username)?.password;
    if (!password) throw new UsageError(`No password for "${username}": set ${passwordName}`);
    return { username, password, totpKey };
  };
  return {
    config,
    user: credentials('user', values.user ?? env['SMOKE_USER'], 'SMOKE', first),
    other: credentials('other', values.other ?? env['SMOKE_OTHER'], 'SMOKE_OTHER', second),
  };
}

async function readConfig(place: string): Promise<ClientConfig> {
  try {
    const text = /^https?:/i.test(place) ? await download(place) : await readFile(place, 'utf8');
    const config = JSON.parse(text) as Partial<ClientConfig>;
    if (!config.amplify || !config.demoUsers) throw new Error('it has no "amplify" or "demoUsers"');
    return config as ClientConfig;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`Cannot read a client's configuration from ${place}: ${why}`);
  }
}

async function download(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`it answered ${response.status}`);
  return response.text();
}

/**
 * Runs the stories in order.
 * @param report receives the name of each story that passed
 * @throws Error that names the story that failed, and why
 */
export async function smoke(
  { config, user, other }: SmokeCommand,
  report: (story: string) => void = () => {},
): Promise<void> {
  // Node has had one of its own since version 22.
  globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;
  Amplify.configure(config.amplify as unknown as Parameters<typeof Amplify.configure>[0]);
  const sender = new Person(user);
  const recipient = new Person(other);

  const story = async <T>(name: string, tell: () => Promise<T>): Promise<T> => {
    try {
      const outcome = await tell();
      report(name);
      return outcome;
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  };

  const [me, friend] = await story('both sign in by SRP and know who they are', async () => {
    const introduced = [];
    for (const person of [sender, recipient]) {
      await person.signIn();
      const { me: profile } = await person.ask<{ me: User | null }>(operations.me);
      introduced.push(must(profile, `${person.credentials.username} has no profile`));
    }
    return introduced as [User, User];
  });

  await story('the sender lists their conversations', async () => {
    const { messageGroups } = await sender.ask<{ messageGroups: MessageGroupConnection }>(
      operations.messageGroups,
    );
    const ids = messageGroups.items.map((row) => row.lastMessageUuid ?? '');
    equal(ids, [...ids].sort().reverse(), 'The list is not newest first');
  });

  const subscription = await story('the recipient subscribes', () => recipient.subscribe());
  const text = `smoke ${randomUUID()}`;
  const input = { recipientHandle: friend.handle, message: text, clientToken: randomUUID() };
  const send = async () =>
    (await sender.ask<{ createMessage: Message }>(operations.createMessage, { input }))
      .createMessage;
  const sent = await story('the sender writes to the recipient', send);
  const messageGroupUuid = sent.messageGroupUuid;

  await story('the recipient receives it at once', async () => {
    let pushed = await subscription.next();
    while (pushed.uuid !== sent.uuid) pushed = await subscription.next();
    equal([pushed.message, pushed.handle], [text, me.handle], 'Another message was pushed');
  });
  subscription.end();

  await story('sending again with the same token sends nothing', async () => {
    equal((await send()).uuid, sent.uuid, 'It made a second message');
  });

  await story('both read the message, newest first', async () => {
    for (const person of [sender, recipient]) {
      const { messages } = await person.ask<{ messages: MessageConnection }>(operations.messages, {
        messageGroupUuid,
      });
      equal(messages.items[0]?.uuid, sent.uuid, 'The newest message is another');
    }
  });

  await story('the recipient catches up after a message that they have', async () => {
    const { messages } = await recipient.ask<{ messages: MessageConnection }>(operations.messages, {
      messageGroupUuid,
    });
    const { messagesAfter } = await recipient.ask<{ messagesAfter: MessageConnection }>(
      operations.messagesAfter,
      { messageGroupUuid, after: messages.items[1]?.uuid ?? null },
    );
    equal(
      messagesAfter.items.map(({ uuid }) => uuid),
      [sent.uuid],
      'Something else came after',
    );
  });

  await story('the recipient marks it as read', async () => {
    await recipient.ask(operations.markMessageGroupRead, { messageGroupUuid, upTo: sent.uuid });
    const { messageGroup } = await recipient.ask<{ messageGroup: MessageGroup }>(
      operations.messageGroup,
      { uuid: messageGroupUuid },
    );
    equal(messageGroup.unreadCount, 0, 'There is still something unread');
    equal(messageGroup.readUpTo, sent.uuid, 'The read marker did not stay');
  });

  await story('the recipient accepts the conversation', async () => {
    const { updateMessageGroup } = await recipient.ask<{ updateMessageGroup: MessageGroup }>(
      operations.updateMessageGroup,
      { input: { uuid: messageGroupUuid, folder: 'INBOX' } },
    );
    equal(updateMessageGroup.folder, 'INBOX', 'It is not in the inbox');
  });

  await story(
    'the sender edits it, the recipient reacts, and sees one change of each',
    async () => {
      const message = { messageGroupUuid, uuid: sent.uuid };
      const { messageGroup } = await recipient.ask<{ messageGroup: MessageGroup }>(
        operations.messageGroup,
        { uuid: messageGroupUuid },
      );
      const edit = { ...message, message: `${text}, edited` };
      await sender.ask(operations.updateMessage, { input: edit });
      await recipient.ask(operations.setReaction, { input: { ...message, emoji: '👍' } });
      const { changesAfter } = await recipient.ask<{ changesAfter: MessageChanges }>(
        operations.changesAfter,
        { messageGroupUuid, after: messageGroup.changeUuid },
      );
      const [changed] = changesAfter.items;
      equal(
        [changed?.uuid, changed?.message, changed?.reactions?.length, changesAfter.hasMore],
        [sent.uuid, edit.message, 1, false],
        'The changes are others',
      );
    },
  );

  await story('the sender unsends it', async () => {
    const input = { messageGroupUuid, uuid: sent.uuid };
    const { deleteMessage } = await sender.ask<{ deleteMessage: Message }>(
      operations.deleteMessage,
      { input },
    );
    equal(deleteMessage.message, null, 'Its text is still there');
  });

  await story("another person's conversation cannot be read", async () => {
    const foreign = [randomUUID(), randomUUID()].sort().join('_');
    const refused = await sender.ask(operations.messages, { messageGroupUuid: foreign }).then(
      () => 'answered',
      (error: unknown) => (error as AnswerError).errorType,
    );
    equal(refused, 'Forbidden', 'It was not refused as Forbidden');
  });

  await story('both sign out', async () => {
    await sender.signOut();
    await recipient.signOut();
  });
}

function must<T>(value: T | null | undefined, otherwise: string): T {
  if (value === null || value === undefined) throw new Error(otherwise);
  return value;
}

function equal(actual: unknown, expected: unknown, otherwise: string): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`${otherwise}: ${is} in place of ${should}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const command = await smokeCommand(process.argv.slice(2), process.env);
    if (command === 'help') console.log(usage);
    else await smoke(command, (story) => console.log(`✓ ${story}`));
    process.exit(0); // Amplify keeps its socket for the next subscription
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(error instanceof UsageError ? `${message}\n\n${usage}` : `✗ ${message}`);
    process.exit(1);
  }
}
