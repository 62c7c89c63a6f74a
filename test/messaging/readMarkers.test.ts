import { describe, expect, it } from 'vitest';
import { useMessaging } from '../support/messaging.js';
import { groupOf } from '../support/person.js';

const messaging = useMessaging();

/** Ada writes `count` messages to Ben. Returns their uuids, oldest first. */
async function conversation(count: number) {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const group = groupOf(ada, ben);
  const ids = [(await ada.send({ recipientUuid: ben.uuid, message: '0' })).uuid];
  await ben.accept(ada);
  for (let i = 1; i < count; i += 1) {
    ids.push((await ada.send({ messageGroupUuid: group, message: `${i}` })).uuid);
  }
  return { ada, ben, group, ids };
}

describe('markMessageGroupRead', () => {
  it('up to the newest message leaves nothing unread, and returns the row', async () => {
    const { ben, group, ids } = await conversation(3);
    const row = await ben.markRead(group, ids[2]!);
    expect(row).toMatchObject({ uuid: group, unreadCount: 0, readUpTo: ids[2], lastMessage: '2' });
    expect(await ben.messageGroup(group)).toEqual(row);
  });

  it('up to an older message leaves the other person’s later messages unread', async () => {
    const { ben, group, ids } = await conversation(5);
    await ben.send({ messageGroupUuid: group, message: 'mine does not count' });
    expect(await ben.markRead(group, ids[1]!)).toMatchObject({ unreadCount: 3, readUpTo: ids[1] });
    expect(await ben.markRead(group, ids[3]!)).toMatchObject({ unreadCount: 1, readUpTo: ids[3] });
  });

  it('never moves the marker back', async () => {
    const { ben, group, ids } = await conversation(4);
    await ben.markRead(group, ids[2]!);
    expect(await ben.markRead(group, ids[0]!)).toMatchObject({ unreadCount: 1, readUpTo: ids[2] });
    expect(await ben.markRead(group, ids[2]!)).toMatchObject({ unreadCount: 1, readUpTo: ids[2] });
  });

  it('marks at most 200 messages at once, from the beginning and from a marker', async () => {
    const { ben, group, ids } = await conversation(404);
    for (const from of [0, 200]) {
      await expect(ben.markRead(group, ids[from + 200]!)).rejects.toThrow('InvalidReadMarker');
      expect(await ben.markRead(group, ids[from + 199]!)).toMatchObject({
        unreadCount: 404 - from - 200,
        readUpTo: ids[from + 199],
      });
    }
  });

  it('changes of what the other person sees only how far was read', async () => {
    const { ada, ben, group, ids } = await conversation(2);
    const before = await ada.messageGroup(group);
    await ben.markRead(group, ids[1]!);
    expect(await ada.messageGroup(group)).toEqual({ ...before, otherUserReadUpTo: ids[1] });
  });

  it('refuses a message of another conversation, an unknown one and a future one', async () => {
    const { ben, group, ids } = await conversation(3);
    const elsewhere = await conversation(1);
    const before = await ben.messageGroup(group);
    const future = `7${ids[0]!.slice(1)}`;
    // The time of the first message, and random characters that no message has.
    const unknown = `${ids[0]!.slice(0, 10)}${'0'.repeat(16)}`;
    for (const upTo of [elsewhere.ids[0]!, unknown, future]) {
      await expect(ben.markRead(group, upTo)).rejects.toThrow('InvalidReadMarker');
    }
    expect(await ben.messageGroup(group)).toEqual(before);
    await ben.markRead(group, ids[2]!);
    await expect(ben.markRead(group, unknown)).rejects.toThrow('InvalidReadMarker');
  });

  it('loses no message that arrives at the same time', async () => {
    const { ada, ben, group, ids } = await conversation(10);
    await Promise.all([
      ...ids.slice(0, 8).map((upTo) => ben.markRead(group, upTo).catch(() => undefined)),
      ...Array.from({ length: 10 }, (_, i) =>
        ada.sendUntilStored({
          messageGroupUuid: group,
          message: `late ${i}`,
          clientToken: `t${i}`,
        }),
      ),
    ]);
    const row = (await ben.messageGroup(group))!;
    const all = await ben.allMessages(group);
    const unread = all.filter(
      (message) => message.userUuid === ada.uuid && message.uuid > (row.readUpTo ?? ''),
    );
    expect(row.unreadCount).toBe(unread.length);
    expect(unread.length).toBeGreaterThanOrEqual(10);
  });

  it('reports a conversation that does not exist yet', async () => {
    const { ada, ids } = await conversation(1);
    const cy = await messaging.newPerson('Cy');
    await expect(ada.markRead(groupOf(ada, cy), ids[0]!)).rejects.toThrow('MessageGroupNotFound');
  });
});
