import { beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../generated/schema.js';
import { DAY_SECONDS } from '../../resolvers/lib/day.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

const DAYS = 7;
const KEPT = DAYS * DAY_SECONDS * 1_000; // ms
const START = Date.now();

/** The resolvers' clock. Tokens are checked with the real clock. */
let now = START;
const messaging = useMessaging({ resolverClock: () => now, messageRetentionDays: DAYS });

beforeEach(() => {
  now = START;
});

async function two() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const first = await ada.send({ recipientUuid: ben.uuid, message: 'first' });
  await ben.accept(ada);
  return { ada, ben, group: groupOf(ada, ben), first };
}

describe('A conversation whose newest message is past', () => {
  /** One conversation of each folder, with the person's own row of it. */
  async function inEachFolder() {
    const ada = await messaging.newPerson('Ada');
    const others = await Promise.all(
      ['Inbox', 'Request', 'Archive', 'Blocked'].map((name) => messaging.newPerson(name)),
    );
    const [inbox, request, archive, blocked] = others as [Person, Person, Person, Person];
    const last: Message[] = [];
    for (const other of others)
      last.push(await other.send({ recipientUuid: ada.uuid, message: 'Hi' }));
    for (const other of [inbox, archive, blocked]) await ada.accept(other);
    await ada.updateGroup({
      uuid: groupOf(ada, archive),
      folder: 'ARCHIVE',
      seen: last[2]!.uuid,
    });
    await ada.block(blocked);
    return { ada, others, inbox, request, archive, blocked };
  }

  it('is in no list but that of blocked people, and there without its preview', async () => {
    const { ada, others, blocked } = await inEachFolder();
    for (const folder of ['INBOX', 'REQUESTS', 'ARCHIVE', 'BLOCKED'] as const) {
      expect(await ada.folder(folder)).toMatchObject([{ lastMessage: 'Hi' }]);
    }
    now = START + KEPT + 1;
    const masked = {
      lastMessage: null,
      lastMessageMine: null,
      lastMessageAt: null,
      unreadCount: 0,
    };
    for (const folder of ['INBOX', 'REQUESTS', 'ARCHIVE'] as const) {
      expect(await ada.folder(folder), folder).toEqual([]);
    }
    expect(await ada.folder('BLOCKED')).toMatchObject([
      { uuid: groupOf(ada, blocked), blocked: true, folder: 'BLOCKED', ...masked },
    ]);
    for (const other of others) {
      expect(await ada.messageGroup(groupOf(ada, other))).toMatchObject({
        ...masked,
        folder: other === blocked ? 'BLOCKED' : null,
        blocked: other === blocked,
      });
    }
  });

  it('comes back with the next message to where it was before: requests stay requests', async () => {
    const { ada, inbox, request, archive } = await inEachFolder();
    now = START + KEPT + 1;
    for (const other of [inbox, request, archive]) {
      await other.send({ messageGroupUuid: groupOf(ada, other), message: 'again' });
    }
    const listed = async (folder: 'INBOX' | 'REQUESTS') =>
      (await ada.folder(folder)).map(({ uuid }) => uuid).sort();
    expect(await listed('INBOX')).toEqual([groupOf(ada, inbox), groupOf(ada, archive)].sort());
    expect(await listed('REQUESTS')).toEqual([groupOf(ada, request)]);
  });

  it('lets no list or answer of a block and its end show it', async () => {
    const { ada, inbox, blocked } = await inEachFolder();
    now = START + KEPT + 1;
    expect(await ada.block(inbox)).toMatchObject({ folder: 'BLOCKED', lastMessage: null });
    expect(await ada.unblock(blocked)).toMatchObject({ folder: null, lastMessage: null });
    expect(await ada.folder('INBOX')).toEqual([]);
  });

  it('hides how far the other person has read of it', async () => {
    const { ada, ben, group, first } = await two();
    await ben.mark(group, first.uuid);
    now = START + KEPT;
    expect(await ada.messageGroup(group)).toMatchObject({ otherUserReadUpTo: first.uuid });
    now += 1;
    expect(await ada.messageGroup(group)).toMatchObject({ otherUserReadUpTo: null });
  });

  it('can be read, archived, cleared and muted without an error', async () => {
    const { ada, ben, group, first } = await two();
    now = START + KEPT + 1;
    expect(
      (
        await ben.ask(operations.markMessageGroupRead, {
          messageGroupUuid: group,
          upTo: first.uuid,
        })
      ).errors,
    ).toBeUndefined();
    expect(await ada.updateGroup({ uuid: group, muted: true })).toMatchObject({ muted: true });
    await ada.updateGroup({ uuid: group, folder: 'ARCHIVE', seen: first.uuid });
    await ada.updateGroup({ uuid: group, clearedUpTo: first.uuid });
    expect(await ada.messageGroup(group)).toMatchObject({ folder: null, clearedUpTo: first.uuid });
  });
});
