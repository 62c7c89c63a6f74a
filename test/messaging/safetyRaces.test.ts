import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { limits } from '../../resolvers/limits.js';
import { cases } from '../support/cases.js';
import { useMessaging } from '../support/messaging.js';
import { AnsweredWithErrors, groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();
/** A backstop in milliseconds: a busy machine takes its time. */
const MANY = cases(600_000, 7_200_000);

async function two() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const group = groupOf(ada, ben);
  const first = await ada.send({ recipientUuid: ben.uuid, message: 'start' });
  await ben.accept(ada);
  return { ada, ben, group, first };
}

/** The answer, or the type of its error. */
const outcome = async <T>(work: Promise<T>): Promise<T | string> => {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AnsweredWithErrors)) throw error;
    return error.errors[0]!.errorType!;
  }
};

/** Tries again for as long as the answer is one of these errors. */
async function until<T>(work: () => Promise<T>, again: readonly string[]): Promise<T> {
  for (;;) {
    const got = await outcome(work());
    if (typeof got !== 'string') return got;
    if (!again.includes(got)) throw new Error(got);
  }
}

const FOLDERS = ['INBOX', 'REQUESTS', 'ARCHIVE', 'BLOCKED'] as const;

/** The folders whose lists have the conversation. */
async function listedIn(person: Person, group: string): Promise<string[]> {
  const lists = await Promise.all(FOLDERS.map((folder) => person.folder(folder)));
  return FOLDERS.filter((_, at) => lists[at]!.some(({ uuid }) => uuid === group));
}

describe('A block and a send at the same time', () => {
  it(
    'a send that is acknowledged before the block is delivered, none is after it',
    async () => {
      const { ada, ben, group } = await two();
      const stored = ['start'];
      for (let i = 0; i < cases(50, 1_000); i += 1) {
        const send = (name: string) => {
          const input = { messageGroupUuid: group, message: `${name} ${i}`, clientToken: name + i };
          return outcome(ada.send(input));
        };
        const before = await send('before');
        expect(before).toMatchObject({ message: `before ${i}` });
        // Both orders, and both at once.
        const racing =
          i % 2 === 0
            ? [outcome(ben.block(ada)), send('during')]
            : [send('during'), outcome(ben.block(ada))].reverse();
        const [blocked, during] = await Promise.all(racing);
        expect(blocked).toMatchObject({ blocked: true });
        expect(await send('after')).toBe('RecipientUnavailable');
        stored.push(`before ${i}`);
        if (typeof during !== 'string') stored.push(`during ${i}`);
        else expect(during).toBe('RecipientUnavailable');
        await ben.unblock(ada);
      }
      const all = await ben.allMessages(group);
      expect(all.map(({ message }) => message).reverse()).toEqual(stored);
      expect((await ben.messageGroup(group))!.unreadCount).toBe(stored.length);
    },
    MANY,
  );

  it(
    'the block is made also while the other person floods the conversation',
    async () => {
      const { ada, ben, group } = await two();
      let isBlocked = false;
      let sent = 0;
      const flood = async () => {
        while (!isBlocked) {
          const input = {
            messageGroupUuid: group,
            message: 'flood',
            clientToken: `${(sent += 1)}`,
          };
          if ((await outcome(ada.send(input))) === 'RecipientUnavailable') return;
        }
      };
      const floods = Array.from({ length: 8 }, flood);
      await until(() => ben.block(ada), ['Conflict']);
      isBlocked = true;
      await Promise.all(floods);
      expect(await ben.messageGroup(group)).toMatchObject({ blocked: true, folder: 'BLOCKED' });
      expect(await listedIn(ben, group)).toEqual(['BLOCKED']);
    },
    MANY,
  );
});

describe('A change of a conversation and a send at the same time', () => {
  it(
    'never hide the new message: archive, clear and accept',
    async () => {
      for (let i = 0; i < cases(15, 200); i += 1) {
        const { ada, ben, group, first } = await two();
        const changes = [
          { folder: 'ARCHIVE' as const, seen: first.uuid },
          { clearedUpTo: first.uuid },
          { folder: 'INBOX' as const },
        ];
        const change = () => outcome(ben.updateGroup({ uuid: group, ...changes[i % 3] }));
        const send = () => ada.send({ messageGroupUuid: group, message: 'new' });
        const [changed] = await Promise.all(
          i % 2 ? [change(), send()] : [send(), change()].reverse(),
        );
        if (typeof changed === 'string') {
          expect(['MessageGroupChanged', 'Conflict']).toContain(changed);
        }
        expect(await listedIn(ben, group)).toEqual(['INBOX']);
        const row = (await ben.messageGroup(group))!;
        expect(row).toMatchObject({ folder: 'INBOX', lastMessage: 'new' });
        const unread = (await ben.allMessages(group)).filter(
          ({ uuid }) => uuid > (row.readUpTo ?? ''),
        );
        expect(row.unreadCount).toBe(unread.length);
      }
    },
    MANY,
  );

  it(
    'two devices of one person: the row is in one list, which is the one that it says',
    async () => {
      for (let i = 0; i < cases(10, 150); i += 1) {
        const { ada, ben, group, first } = await two();
        const devices = [
          () => ben.updateGroup({ uuid: group, folder: 'ARCHIVE', seen: first.uuid }),
          () => ben.updateGroup({ uuid: group, clearedUpTo: first.uuid }),
          () => ben.updateGroup({ uuid: group, muted: true }),
          () => ben.accept(ada),
          () => ben.block(ada),
          () => ben.unblock(ada),
          () => ben.markRead(group, first.uuid),
        ];
        await Promise.all(
          [0, 1, 2, 3].map((at) =>
            outcome(devices[(i * 3 + at * (1 + (i % 3))) % devices.length]!()),
          ),
        );
        const row = (await ben.messageGroup(group))!;
        expect(await listedIn(ben, group)).toEqual(row.folder ? [row.folder] : []);
        expect(row.blocked).toBe(row.folder === 'BLOCKED');
        await until(() => ben.unblock(ada), ['Conflict']);
        await ada.send({ messageGroupUuid: group, message: 'new' });
        expect(await listedIn(ben, group)).toEqual(['INBOX']);
      }
    },
    MANY,
  );
});

describe('Fifty first messages from both sides at once', () => {
  it(
    'make one accepted conversation of fifty messages, and count as one new conversation',
    async () => {
      const ada = await messaging.newPerson('Ada');
      const ben = await messaging.newPerson('Ben');
      const group = groupOf(ada, ben);
      await Promise.all(
        Array.from({ length: 50 }, (_, i) => {
          const [from, to] = i % 2 ? [ada, ben] : [ben, ada];
          const input = { recipientUuid: to.uuid, message: `${i}`, clientToken: `${i}` };
          return until(() => from.send(input), ['Conflict', 'AwaitingAcceptance']);
        }),
      );
      expect(await ada.allMessages(group)).toHaveLength(50);
      for (const person of [ada, ben]) {
        expect(await listedIn(person, group)).toEqual(['INBOX']);
        expect(await person.messageGroup(group)).toMatchObject({ unreadCount: 25 });
      }
      const begun = await Promise.all([ada, ben].map(contactsOf));
      expect(begun.reduce((sum, contacts) => sum + contacts, 0)).toBe(1);
    },
    MANY,
  );
});

async function contactsOf({ uuid }: Person): Promise<number> {
  const { client, tableName } = messaging.dynamodb;
  const Key = { pk: { S: `USR#${uuid}` }, sk: { S: 'PROFILE' } };
  const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key }));
  return Number(Item!.contacts?.N ?? 0);
}

describe('Forty first messages of one person at once', () => {
  it(
    'begin exactly as many conversations as a day allows',
    async () => {
      const ada = await messaging.newPerson('Ada');
      const others: Person[] = [];
      for (let i = 0; i < 40; i += 1) others.push(await messaging.newPerson('Other'));
      const sent = await Promise.all(
        others.map(({ uuid }) => {
          const input = { recipientUuid: uuid, message: 'hi', clientToken: 't' };
          return outcome(until(() => ada.send(input), ['Conflict'])).catch(
            (error: Error) => error.message,
          );
        }),
      );
      const refused = sent.filter((got) => typeof got === 'string');
      expect(new Set(refused)).toEqual(new Set(['TooManyNewConversations']));
      expect(sent.length - refused.length).toBe(limits.newConversations.maxADay);
      expect(await ada.folder('INBOX')).toHaveLength(limits.newConversations.maxADay);
      for (const [at, other] of others.entries()) {
        expect(await other.folder('REQUESTS')).toHaveLength(typeof sent[at] === 'string' ? 0 : 1);
      }
    },
    MANY,
  );
});
