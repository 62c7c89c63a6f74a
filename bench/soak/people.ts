import { randomUUID } from 'node:crypto';
import { groupOf } from '../../test/support/person.js';
import { operations } from '../../test/support/operations.js';
import type { RemotePerson } from '../lib/hostProcess.js';
import type { RemoteHost } from '../lib/remoteHost.js';
import { SoakClient } from './client.js';
import type { Recorder } from './recorder.js';

/** Each person begins a conversation with so many others, and as many begin one with them. */
const BEGUN_EACH = 2;
const AT_ONCE = 8;

export interface Pair {
  readonly group: string;
  readonly people: readonly [RemotePerson, RemotePerson];
}

/** Everybody who takes part, signed in, and who knows whom. */
export interface Company {
  readonly clients: readonly SoakClient[];
  readonly pairs: readonly Pair[];
}

/** Does something with each, a few at a time. */
export async function each<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/**
 * Makes people, as a ring: each has begun a conversation with the next ones, who have answered. Resolves
 * when all clients are live and show their conversations.
 */
export async function gatherCompany(
  host: RemoteHost,
  recorder: Recorder,
  { people, progress }: { people: number; progress: (text: string) => void },
): Promise<Company> {
  const clients: SoakClient[] = [];
  for (let at = 0; at < people; at += 1) {
    progress(`${at} of ${people} people`);
    const person = await host.ask('person', `p${at}_${randomUUID().slice(0, 8)}`);
    clients.push(new SoakClient(host.url, person, recorder.watch(person.uuid)));
  }
  const pairs = clients.flatMap((one, at) =>
    Array.from({ length: BEGUN_EACH }, (_, step) => {
      const other = clients[(at + step + 1) % people]!;
      return { one, other };
    }),
  );
  let met = 0;
  await each(pairs, async ({ one, other }) => {
    await write(one, other, 'Hello');
    await write(other, one, 'Hello, too');
    progress(`${(met += 1)} of ${pairs.length} conversations`);
  });
  let live = 0;
  await each(clients, async (client) => {
    const known = pairs.flatMap(({ one, other }) =>
      one === client ? [other.person] : other === client ? [one.person] : [],
    );
    await client.start(known);
    progress(`${(live += 1)} of ${people} clients`);
  });
  return {
    clients,
    pairs: pairs.map(({ one, other }) => ({
      group: groupOf(one.person, other.person),
      people: [one.person, other.person],
    })),
  };
}

const write = (from: SoakClient, to: SoakClient, message: string): Promise<unknown> =>
  from.ask(operations.createMessage, {
    input: { recipientUuid: to.person.uuid, message, clientToken: randomUUID() },
  });
