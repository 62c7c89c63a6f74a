import { randomUUID } from 'node:crypto';
import { setInterval } from 'node:timers/promises';
import { operations } from '../../test/support/operations.js';
import type { SoakClient } from './client.js';
import { FORBIDDEN } from './history.js';
import type { Company, Pair } from './people.js';

const EMOJI = ['👍', '❤️', '😂', null];
/** Of the last messages of a conversation, one is changed. */
const RECENT = 20;

const anyOf = <Item>(items: readonly Item[]): Item =>
  items[Math.floor(Math.random() * items.length)]!;

/** Some conversations are livelier than others: of ten messages, about three go to a tenth of them. */
const anyPair = (pairs: readonly Pair[]): Pair =>
  pairs[Math.floor(Math.random() ** 2 * pairs.length)]!;

/** What people do, by its share in a hundred. */
const habits = [
  [70, 'send'],
  [15, 'change'],
  [10, 'read'],
  [5, 'trespass'],
] as const;

function anyHabit(): (typeof habits)[number][1] {
  let roll = Math.random() * 100;
  for (const [share, habit] of habits) if ((roll -= share) < 0) return habit;
  return 'send';
}

/** Does things at a steady rate until the signal ends it. Resolves when the last change is stored or given up. */
export async function makeTraffic(
  { clients, pairs }: Company,
  { rate, signal }: { readonly rate: number; readonly signal: AbortSignal },
): Promise<void> {
  const byUuid = new Map(clients.map((client) => [client.person.uuid, client]));
  const working = new Set<Promise<unknown>>();
  let texts = 0;
  const act = (): Promise<unknown> | undefined => {
    const { group, people } = anyPair(pairs);
    const client = byUuid.get(anyOf(people).uuid)!;
    switch (anyHabit()) {
      case 'send':
        return void client.send(group, `Text ${(texts += 1)}`);
      case 'read':
        return void client.read(group);
      case 'change':
        return changeSomething(client, group, (texts += 1));
      case 'trespass': {
        const strangers = clients.filter(({ groups }) => !groups.includes(group));
        return trespass(anyOf(strangers), client, group, (texts += 1));
      }
    }
  };
  try {
    for await (const _ of setInterval(1_000 / rate, undefined, { signal })) {
      const work = act();
      if (!work) continue;
      working.add(work);
      void work.finally(() => working.delete(work));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await Promise.all(working);
}

/** A change of a recent message: an own one gets a new text or is unsent, any gets a reaction. */
function changeSomething(
  client: SoakClient,
  group: string,
  at: number,
): Promise<unknown> | undefined {
  const recent = client.shown(group).messages.slice(-RECENT);
  const message = anyOf(recent.filter(({ deletedAt }) => deletedAt === null));
  if (message === undefined) return undefined;
  const isOwn = message.userUuid === client.person.uuid;
  const roll = Math.random();
  if (!isOwn || roll < 0.4) {
    return client.change(group, message.uuid, { type: 'react', emoji: anyOf(EMOJI) });
  }
  if (roll < 0.8) return client.change(group, message.uuid, { type: 'edit', text: `Edit ${at}` });
  return client.change(group, message.uuid, { type: 'unsend' });
}

/** A stranger writes into the conversation, reads it, or changes a message of it. All are refused. */
function trespass(
  stranger: SoakClient,
  party: SoakClient,
  group: string,
  at: number,
): Promise<unknown> {
  const message = `${FORBIDDEN} ${at}`;
  const target = anyOf(party.shown(group).messages.slice(-RECENT));
  const clientToken = randomUUID();
  const asked = [
    () =>
      stranger.ask(operations.createMessage, {
        input: { messageGroupUuid: group, message, clientToken },
      }),
    () => stranger.ask(operations.messages, { messageGroupUuid: group }),
    () =>
      stranger.ask(operations.updateMessage, {
        input: { messageGroupUuid: group, uuid: target?.uuid, message },
      }),
  ];
  return anyOf(asked)().catch(() => undefined);
}
