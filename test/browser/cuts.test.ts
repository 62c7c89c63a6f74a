import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startHost, type Host } from '../../local/messaging/host.js';
import { useBrowser } from './support/browser.js';
import { Client } from './support/client.js';
import { makePerson, type Person } from './support/host.js';
import { configureFor, useProxy } from './support/proxy.js';
import { createRandom } from './support/random.js';

const MESSAGES = 500;
const CUTS = 50;
const SEED = Number(process.env.SEED ?? Date.now());

const browser = useBrowser();
let directory: string;
let host: Host;
let port = 0;
const start = async (): Promise<void> => {
  host = await startHost({ seed: false, dataDirectory: directory, port });
  port = Number(new URL(host.url).port);
};
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cuts-'));
  await start();
});
afterAll(async () => {
  await host.stop();
  await rm(directory, { recursive: true });
});
const proxy = useProxy(() => port);

const signIn = (person: Person): Promise<Client> =>
  Client.signIn(browser.current, proxy.current.origin, person, {
    prepare: (page) => configureFor(page, host.url, proxy.current.origin),
  });
const waiting = ({ page }: Client): Promise<number> =>
  page.evaluate(
    () => Object.keys(localStorage).filter((key) => key.startsWith('messaging.outbox.')).length,
  );

it(
  `both have the same ${MESSAGES} messages in the same order, whatever was cut ${CUTS} times`,
  { timeout: 900_000 },
  async () => {
    console.info(`SEED=${SEED}`);
    const random = createRandom(SEED);
    const people = [await makePerson(host, 'Ada'), await makePerson(host, 'Ben')] as const;
    const clients = [await signIn(people[0]), await signIn(people[1])] as const;
    await clients[0].find(people[1]);
    await clients[0].write('the first');
    await clients[1].open(people[0]);

    // What was cut, comes back a few messages later: those are the clock.
    const repairs: { at: number; repair: () => Promise<void> }[] = [];
    let restarting: Promise<void> = Promise.resolve();
    const cuts = {
      sockets: () => proxy.current.cut(),
      offline: async (at: number) => {
        const context = random.pick(clients).page.context();
        await context.setOffline(true);
        const repair = (): Promise<void> => context.setOffline(false);
        repairs.push({ at: at + 1 + Math.floor(random.next() * 6), repair });
      },
      host: () => {
        restarting = restarting.then(async () => {
          await host.stop();
          await start();
        });
      },
    };
    const kinds = ['sockets', 'sockets', 'sockets', 'offline', 'offline', 'host'] as const;
    const cutAt = new Set<number>();
    while (cutAt.size < CUTS) cutAt.add(Math.floor(random.next() * (MESSAGES - 10)));

    const written: [string[], string[]] = [[], []];
    for (let at = 0; at < MESSAGES - 1; at += 1) {
      for (const { repair } of repairs.filter((later) => later.at === at)) await repair();
      if (cutAt.has(at)) await cuts[random.pick(kinds)](at);
      const who = random.next() < 0.5 ? 0 : 1;
      const text = `message ${at} of ${people[who].displayName}`;
      written[who].push(text);
      await clients[who].write(text);
    }
    for (const { repair } of repairs) await repair();
    await restarting;

    for (const client of clients) {
      await expect.poll(() => waiting(client), { timeout: 120_000, interval: 500 }).toBe(0);
      await client.live();
    }
    const count = async (client: Client): Promise<number> => (await client.readThrough()).length;
    for (const client of clients) {
      await expect.poll(() => count(client), { timeout: 60_000, interval: 1_000 }).toBe(MESSAGES);
    }
    const [one, other] = [await clients[0].readThrough(), await clients[1].readThrough()];
    expect(one).toEqual(other);
    const texts = one.map(({ text }) => text);
    expect(new Set(texts).size).toBe(MESSAGES);
    people.forEach(({ displayName }, who) => {
      const theirs = texts.filter((text) => text.endsWith(`of ${displayName}`));
      expect(theirs).toEqual(written[who]);
    });
    expect(clients.flatMap(({ complaints }) => complaints)).toEqual([]);
  },
);
