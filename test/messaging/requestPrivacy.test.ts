import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../resolvers/limits.js';
import { connect } from '../support/appsyncSocket.js';
import { CapacityMeter } from '../support/capacityMeter.js';
import { cases } from '../support/cases.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();
/** A backstop in milliseconds: a busy machine takes its time. */
const MANY = cases(600_000, 7_200_000);
let meter: CapacityMeter;
beforeAll(() => {
  meter = new CapacityMeter({ reader: messaging.dynamodb.client });
  meter.attach(messaging.host.table.wire);
});

/** What a recipient can do with a request, without a word to its sender. */
const changes = {
  read: async (ben: Person, group: string) => {
    await ben.markRead(group, (await ben.messageGroup(group))!.lastMessageUuid!);
  },
  readFirst: async (ben: Person, group: string) => {
    await ben.markRead(group, (await ben.allMessages(group)).at(-1)!.uuid);
  },
  archive: async (ben: Person, group: string) => {
    const { lastMessageUuid: seen, folder } = (await ben.messageGroup(group))!;
    if (folder) await ben.updateGroup({ uuid: group, folder: 'ARCHIVE', seen });
  },
  clear: async (ben: Person, group: string) => {
    const { lastMessageUuid: clearedUpTo } = (await ben.messageGroup(group))!;
    await ben.updateGroup({ uuid: group, clearedUpTo });
  },
  mute: (ben: Person, group: string) => ben.updateGroup({ uuid: group, muted: true }),
  closeDoor: (ben: Person) => ben.updateSettings({ acceptsRequests: false }),
  hideReceipts: (ben: Person) => ben.updateSettings({ showsReadReceipts: false }),
  type: (ben: Person, group: string) =>
    ben.ask(operations.setTyping, { messageGroupUuid: group, typing: true }),
  react: async (ben: Person, group: string) => {
    const { uuid } = (await ben.allMessages(group))[0]!;
    await ben.ask(operations.setReaction, {
      input: { messageGroupUuid: group, uuid, emoji: '👍' },
    });
  },
  blockForAWhile: async (ben: Person, group: string) => {
    const other = { uuid: group.split('_').find((uuid) => uuid !== ben.uuid)! };
    await ben.block(other);
    await ben.unblock(other);
  },
} satisfies Record<string, (ben: Person, group: string) => Promise<unknown>>;
type Change = keyof typeof changes;

/**
 * Masks names, ids and times in the order in which they first appear: what is left is what can differ.
 * @param names of ids whose order says nothing
 */
function masked(seen: unknown, names: Readonly<Record<string, string>>): unknown {
  const known = new Map(Object.entries(names));
  const pattern =
    /[0-9a-f]{8}-[0-9a-f-]{27}(?:_[0-9a-f]{8}-[0-9a-f-]{27})?|\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b|\d{4}-\d\d-\d\dT[\d:.]+Z|\b\w+_[0-9a-f]{8}\b|(?:Ada|Ben) [0-9a-f]{4}/g;
  const text = JSON.stringify(seen).replace(pattern, (found) => {
    if (!known.has(found)) known.set(found, `<${known.size}>`);
    return known.get(found)!;
  });
  return JSON.parse(text) as unknown;
}

/**
 * All that Ada can get to know of her request to Ben: each answer and how many requests to the table
 * were made for it, before, between and after what Ben does; and every push.
 */
async function transcript(steps: readonly ((ben: Person, group: string) => Promise<unknown>)[]) {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const group = groupOf(ada, ben);
  const socket = await connect({ url: `${messaging.host.url}/graphql`, token: ada.accessToken });
  await socket.init();
  for (const query of [
    operations.onCreateMessage,
    operations.onMarkMessageGroupRead,
    operations.onUpdateMessageGroup,
    operations.onUpdateMessage,
  ]) {
    await socket.subscribe({ query, id: query.slice(13, 33) });
  }
  const seen: unknown[] = [];
  const probe = async (query: string, variables: Record<string, unknown> = {}) => {
    meter.take();
    const answer = await ada.ask(query, variables);
    seen.push([answer, meter.take().map(({ operation }) => operation)]);
  };
  const probeAll = async (at: number) => {
    const input = { messageGroupUuid: group, message: `${at}`, clientToken: `${at}` };
    await probe(operations.createMessage, { input });
    await probe(operations.createMessage, { input });
    await probe(operations.messageGroup, { uuid: group });
    await probe(operations.messages, { messageGroupUuid: group });
    const own = { messageGroupUuid: group, uuid: sent.uuid };
    await probe(operations.updateMessage, { input: { ...own, message: `edited ${at}` } });
    await probe(operations.setReaction, { input: { ...own, emoji: '👍' } });
    await probe(operations.setTyping, { messageGroupUuid: group, typing: true });
    await probe(operations.changesAfter, { messageGroupUuid: group });
    await probe(operations.messagesAfter, { messageGroupUuid: group });
    await probe(operations.user, { handle: ben.handle });
    for (const folder of ['INBOX', 'REQUESTS', 'ARCHIVE', 'BLOCKED']) {
      await probe(operations.messageGroups, { folder });
    }
  };
  const sent = await ada.send({ recipientUuid: ben.uuid, message: 'hi' });
  await socket.subscribe({ query: operations.onTyping, variables: { messageGroupUuid: group } });
  for (const [at, step] of steps.entries()) {
    await step(ben, group);
    await probeAll(at);
  }
  await socket.settled();
  const pushes = socket.unread;
  await socket.close();
  const names = { [group]: '<group>', [ada.uuid]: '<ada>', [ben.uuid]: '<ben>' };
  return [...(masked(seen, names) as unknown[]), masked(pushes, names)];
}

const nothing = () => Promise.resolve();
const STEPS = limits.request.maxMessages + 1;

describe('The sender of a request', () => {
  it(
    'cannot tell whether it was seen, refused, archived, muted or cleared: all that they get is the same',
    async () => {
      const untouched = await transcript(Array.from({ length: STEPS }, () => nothing));
      expect(JSON.stringify(untouched)).toContain('AwaitingAcceptance');
      const someChanges = fc.array(fc.constantFrom(...(Object.keys(changes) as Change[])), {
        minLength: STEPS,
        maxLength: STEPS,
      });
      await fc.assert(
        fc.asyncProperty(someChanges, async (names) => {
          expect(await transcript(names.map((name) => changes[name]))).toEqual(untouched);
        }),
        { numRuns: cases(10, 300) },
      );
    },
    MANY,
  );

  it(
    'who is blocked learns that messages do not go through, and nothing else',
    async () => {
      const block = async (ben: Person, group: string) => {
        await ben.block({ uuid: group.split('_').find((uuid) => uuid !== ben.uuid)! });
      };
      const silent = await transcript([block, nothing, nothing]);
      expect(JSON.stringify(silent)).toContain('RecipientUnavailable');
      const whileBlocking: ((ben: Person, group: string) => Promise<unknown>)[] = [
        nothing,
        changes.read,
        changes.readFirst,
        changes.mute,
        changes.closeDoor,
        changes.blockForAWhile,
      ];
      // Ended and made again within one step: at each look the block is there.
      const again = async (ben: Person, group: string) => {
        await changes.blockForAWhile(ben, group);
        await block(ben, group);
      };
      for (const step of [...whileBlocking.slice(0, 5), again]) {
        expect(await transcript([block, step, nothing])).toEqual(silent);
      }
    },
    MANY,
  );

  it(
    'reads what they read before the block, and gets no push of it',
    async () => {
      const writes = ['createMessage', 'updateMessage', 'setReaction'];
      const reads = (all: unknown) =>
        (all as [{ data: Record<string, unknown> }, string[]][]).filter(
          ([answer]) => !writes.some((name) => name in answer.data),
        );
      const before = await transcript([]);
      const after = await transcript([
        async (ben, group) => {
          await ben.block({ uuid: group.split('_').find((uuid) => uuid !== ben.uuid)! });
        },
      ]);
      // The one push is of Ada's own first message.
      expect((after as unknown[]).at(-1)).toEqual((before as unknown[]).at(-1));
      expect(JSON.stringify(reads((after as unknown[]).slice(0, -1)))).not.toMatch(
        /BLOCKED|"blocked":true|errors/,
      );
    },
    MANY,
  );
});
