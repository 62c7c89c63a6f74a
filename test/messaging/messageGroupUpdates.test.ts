import { describe, expect, it } from 'vitest';
import type { UpdateMessageGroupInput } from '../../generated/schema.js';
import { connect } from '../support/appsyncSocket.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();

/** Ada has written `count` messages to Ben, who has accepted; their uuids, oldest first. */
async function conversation(count = 3) {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const group = groupOf(ada, ben);
  const ids = [(await ada.send({ recipientUuid: ben.uuid, message: '0' })).uuid];
  await ben.accept(ada);
  for (let i = 1; i < count; i += 1) {
    ids.push((await ada.send({ messageGroupUuid: group, message: `${i}` })).uuid);
  }
  const change = (input: Omit<UpdateMessageGroupInput, 'uuid'>) =>
    ben.updateGroup({ uuid: group, ...input });
  return { ada, ben, group, ids, newest: ids.at(-1)!, change };
}

/** Each folder that has the conversation. */
async function foldersOf(person: Person, group: string) {
  const found: string[] = [];
  for (const folder of ['INBOX', 'REQUESTS', 'ARCHIVE', 'BLOCKED'] as const) {
    if ((await person.folder(folder)).some(({ uuid }) => uuid === group)) found.push(folder);
  }
  return found;
}

describe('Archiving', () => {
  it('puts away until the next message, from either of the two', async () => {
    const { ada, ben, group, newest, change } = await conversation();
    expect(await change({ folder: 'ARCHIVE', seen: newest })).toMatchObject({ folder: 'ARCHIVE' });
    expect(await foldersOf(ben, group)).toEqual(['ARCHIVE']);
    const sent = await ada.send({ messageGroupUuid: group, message: 'hello?' });
    expect(await foldersOf(ben, group)).toEqual(['INBOX']);
    await change({ folder: 'ARCHIVE', seen: sent.uuid });
    await ben.send({ messageGroupUuid: group, message: 'yes' });
    expect(await foldersOf(ben, group)).toEqual(['INBOX']);
    expect(await foldersOf(ada, group)).toEqual(['INBOX']);
  });

  it('is refused when a newer message has come than was seen', async () => {
    const { ben, group, ids, change } = await conversation();
    await expect(change({ folder: 'ARCHIVE', seen: ids[1] })).rejects.toThrow(
      'MessageGroupChanged',
    );
    expect(await foldersOf(ben, group)).toEqual(['INBOX']);
  });

  it('is undone by moving to the inbox', async () => {
    const { ben, group, newest, change } = await conversation();
    await change({ folder: 'ARCHIVE', seen: newest });
    expect(await change({ folder: 'INBOX' })).toMatchObject({ folder: 'INBOX' });
    expect(await foldersOf(ben, group)).toEqual(['INBOX']);
  });
});

describe('Muting', () => {
  it('is shown in lists and by itself, counts unread as before, and stays with new messages', async () => {
    const { ada, ben, group, change } = await conversation();
    expect(await change({ muted: true })).toMatchObject({ muted: true, folder: 'INBOX' });
    await ada.send({ messageGroupUuid: group, message: 'psst' });
    expect(await ben.folder('INBOX')).toMatchObject([{ muted: true, unreadCount: 4 }]);
    expect(await ben.messageGroup(group)).toMatchObject({ muted: true, unreadCount: 4 });
    expect(await change({ muted: false })).toMatchObject({ muted: false });
    expect(await ben.folder('INBOX')).toMatchObject([{ muted: false }]);
  });
});

describe('Clearing', () => {
  it('takes the conversation out of all lists, with its preview and unread count, until a new message', async () => {
    const { ada, ben, group, newest, change } = await conversation();
    expect(await change({ clearedUpTo: newest })).toMatchObject({
      folder: null,
      lastMessage: null,
      unreadCount: 0,
      clearedUpTo: newest,
      readUpTo: newest,
    });
    expect(await foldersOf(ben, group)).toEqual([]);
    const sent = await ada.send({ messageGroupUuid: group, message: 'again' });
    expect(await ben.folder('INBOX')).toMatchObject([{ lastMessage: 'again', unreadCount: 1 }]);
    const after = (await ben.messageGroup(group))!.clearedUpTo;
    const { messages } = await ben.get<{ messages: { items: { uuid: string }[] } }>(
      operations.messages,
      { messageGroupUuid: group, after },
    );
    expect(messages.items.map(({ uuid }) => uuid)).toEqual([sent.uuid]);
  });

  it('hides nothing from the other person', async () => {
    const { ada, group, newest, change } = await conversation();
    const before = await ada.messageGroup(group);
    await change({ clearedUpTo: newest });
    // What is cleared counts as read.
    expect(await ada.messageGroup(group)).toEqual({ ...before, otherUserReadUpTo: newest });
    expect(await ada.allMessages(group)).toHaveLength(3);
  });

  it('up to an older message leaves what is newer listed and counted', async () => {
    const { ben, group, ids, change } = await conversation(5);
    await ben.markRead(group, ids[0]!);
    expect(await change({ clearedUpTo: ids[2] })).toMatchObject({
      folder: 'INBOX',
      lastMessage: '4',
      clearedUpTo: ids[2],
      readUpTo: ids[2],
      unreadCount: 2,
    });
  });

  it('up to an older message that was read long ago moves no read marker', async () => {
    const { ben, group, ids, change } = await conversation(5);
    await ben.markRead(group, ids[3]!);
    expect(await change({ clearedUpTo: ids[1] })).toMatchObject({
      clearedUpTo: ids[1],
      readUpTo: ids[3],
      unreadCount: 1,
    });
  });

  it('never goes back, and twice is as once', async () => {
    const { ids, change } = await conversation(4);
    const cleared = await change({ clearedUpTo: ids[2] });
    expect(await change({ clearedUpTo: ids[0] })).toEqual(cleared);
    expect(await change({ clearedUpTo: ids[2] })).toEqual(cleared);
    const all = await change({ clearedUpTo: ids[3] });
    expect(await change({ clearedUpTo: ids[3] })).toEqual(all);
    expect(await change({ clearedUpTo: ids[0] })).toEqual(all);
  });

  it('a cleared conversation is not brought into a list by a device that has not heard of it', async () => {
    const { ben, group, newest, change } = await conversation();
    await change({ clearedUpTo: newest });
    for (const late of [
      { folder: 'ARCHIVE' as const, seen: newest },
      { folder: 'INBOX' as const },
    ]) {
      await expect(change(late)).rejects.toThrow('MessageGroupChanged');
    }
    expect(await foldersOf(ben, group)).toEqual([]);
  });

  it('refuses a message that is newer than the newest, and one that is none', async () => {
    const { newest, ids, change } = await conversation();
    await expect(change({ clearedUpTo: `7${newest.slice(1)}` })).rejects.toThrow('InvalidUpdate');
    const never = `${ids[1]!.slice(0, 25)}${ids[1]!.endsWith('0') ? '1' : '0'}`;
    await expect(change({ clearedUpTo: never })).rejects.toThrow(/InvalidReadMarker/);
  });
});

describe('A change is refused, and changes nothing:', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['of nothing', {}, 'InvalidUpdate'],
    ['of two things', { folder: 'INBOX', muted: true }, 'InvalidUpdate'],
    ['of nulls', { folder: null, muted: null, clearedUpTo: null }, 'InvalidUpdate'],
    ['into the requests', { folder: 'REQUESTS' }, 'InvalidUpdate'],
    ['into the blocked folder', { folder: 'BLOCKED' }, 'InvalidUpdate'],
    ['into the archive with nothing seen', { folder: 'ARCHIVE' }, 'InvalidUpdate'],
    ['to mute with something seen', { muted: true, seen: 'x' }, 'InvalidUpdate'],
    ['with a seen that is no message uuid', { folder: 'ARCHIVE', seen: 'x' }, 'InvalidId'],
    ['with a clearedUpTo that is no message uuid', { clearedUpTo: '' }, 'InvalidId'],
  ])('%s', async (_, change, errorType) => {
    const { ben, group } = await conversation(1);
    const before = await ben.messageGroup(group);
    const input = { uuid: group, ...change };
    expect(await ben.errorOf(operations.updateMessageGroup, { input })).toBe(errorType);
    expect(await ben.messageGroup(group)).toEqual(before);
  });

  it('of a conversation of others, of one that is none yet, and of a malformed id', async () => {
    const { ada, group, newest } = await conversation(1);
    const eve = await messaging.newPerson('Eve');
    for (const change of [{ folder: 'INBOX' }, { muted: true }, { clearedUpTo: newest }]) {
      const errorOf = (uuid: string) =>
        eve.errorOf(operations.updateMessageGroup, { input: { uuid, ...change } });
      expect(await errorOf(group)).toBe('Forbidden');
      expect(await errorOf(groupOf(eve, ada))).toBe('MessageGroupNotFound');
      expect(await errorOf('x')).toBe('InvalidId');
    }
  });

  it.each([
    'uuid',
    'userUuid',
    'folder',
    'blocked',
    'muted',
    'unreadCount',
    'readUpTo',
    'clearedUpTo',
  ])('with a selection without %s, of any of the three mutations', async (field) => {
    const { ada, ben, group } = await conversation(1);
    const selection = 'uuid userUuid folder blocked muted unreadCount readUpTo clearedUpTo'
      .split(' ')
      .filter((name) => name !== field)
      .join(' ');
    const forged = `userUuid: otherUserUuid uuid folder blocked muted unreadCount readUpTo clearedUpTo`;
    for (const fields of [selection, forged]) {
      for (const mutation of [
        `updateMessageGroup(input: { uuid: "${group}", muted: true })`,
        `blockUser(uuid: "${ada.uuid}")`,
        `unblockUser(uuid: "${ada.uuid}")`,
      ]) {
        expect(await ben.errorOf(`mutation { ${mutation} { ${fields} } }`)).toBe(
          'IncompleteSelection',
        );
      }
    }
    expect(await ben.messageGroup(group)).toMatchObject({ muted: false, blocked: false });
  });
});

describe('onUpdateMessageGroup', () => {
  it('pushes all changes to the caller’s other devices, and nothing to the other person', async () => {
    const { ada, ben, group, newest, change } = await conversation();
    const url = `${messaging.host.url}/graphql`;
    const [mine, theirs] = [
      await connect({ url, token: ben.accessToken }),
      await connect({ url, token: ada.accessToken }),
    ];
    for (const socket of [mine, theirs]) {
      await socket.init();
      await socket.subscribe({ query: operations.onUpdateMessageGroup });
      await socket.subscribe({ query: operations.onMarkMessageGroupRead });
    }
    const made = [
      await change({ muted: true }),
      await change({ folder: 'ARCHIVE', seen: newest }),
      await change({ folder: 'INBOX' }),
      await ben.block(ada),
      await ben.unblock(ada),
      await change({ clearedUpTo: newest }),
    ];
    for (const row of made) {
      expect((await mine.next('data')).payload).toEqual({ data: { onUpdateMessageGroup: row } });
    }
    expect(made.map(({ uuid }) => uuid)).toEqual(made.map(() => group));
    await theirs.settled();
    expect(theirs.unread).toEqual([]);
    await Promise.all([mine.close(), theirs.close()]);
  });
});
