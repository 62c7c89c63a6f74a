import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startHost } from '../../local/messaging/host.js';
import { conversations } from '../../local/messaging/seed/conversations.js';
import { groupOf, Person } from '../support/person.js';

/** A backstop: the demo conversations take a while on a machine that is busy. */
vi.setConfig({ testTimeout: 180_000 });

let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'messaging-'));
});
afterEach(() => rm(dataDirectory, { recursive: true }));

/** Starts a host, ends it, and resolves with what it asked DynamoDB for, and what a person then saw. */
async function startOnce({ stopAt = Infinity } = {}) {
  const asked: string[] = [];
  const stop = new AbortController();
  const host = await startHost({
    dataDirectory,
    triggerTimeout: 60_000, // for a machine that is busy with other work
    signal: stop.signal,
    onRequest: ({ operation }) => {
      asked.push(operation);
      if (asked.filter((name) => name === 'TransactWriteItems').length === stopAt) stop.abort();
    },
  });
  const untilReady = [...asked];
  const users = host.config.demoUsers;
  const [mira, jonas] = await Promise.all(
    users.slice(0, 2).map(async (user) => {
      const accessToken = await host.cognito.accessTokenOf(user.username);
      return new Person({ ...user, url: host.url, accessToken, idToken: '' });
    }),
  );
  const messages = await mira!.allMessages(groupOf(mira!, jonas!));
  await host.stop();
  return { users, asked: untilReady, messages: messages.length };
}

const written = conversations().find(({ name }) => name === 'hike')!.lines.length;

it('A start with the whole demo there has the same people, and asks DynamoDB for nothing', async () => {
  const first = await startOnce();
  expect(first).toMatchObject({ messages: written });
  expect(first.asked).toContain('TransactWriteItems');
  const second = await startOnce();
  expect(second).toEqual({ users: first.users, asked: [], messages: written });
});

it('A demo that was interrupted is completed by the next start', async () => {
  await expect(startOnce({ stopAt: 5 })).rejects.toMatchObject({ name: 'AbortError' });
  const { asked, messages } = await startOnce();
  expect(asked).toContain('TransactWriteItems');
  expect(messages).toBe(written);
});

it('The demo is written again where its table was deleted', async () => {
  await startOnce();
  await rm(join(dataDirectory, 'dynamodb'), { recursive: true });
  const { asked, messages } = await startOnce();
  expect(asked).toContain('TransactWriteItems');
  expect(messages).toBe(written);
});
