import { beforeEach, describe, expect, it } from 'vitest';
import { useMessaging } from '../support/messaging.js';
import { groupOf } from '../support/person.js';

/** The resolvers' clock. Tokens are checked with the real clock. */
let now = 0;
const messaging = useMessaging({ resolverClock: () => now });
const NEW_YEAR = Date.parse('2027-01-01T00:00:00.000Z');

beforeEach(() => {
  now = NEW_YEAR;
});

async function two() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  return { ada, ben, group: groupOf(ada, ben) };
}

describe('The year’s end', () => {
  it('does not split a conversation, in lists and pages', async () => {
    const { ada, ben, group } = await two();
    now = NEW_YEAR - 3_000;
    await ada.send({ recipientUuid: ben.uuid, message: 'old' });
    for (let i = 0; i < 6; i += 1) {
      now += 1_000;
      await ben.send({ messageGroupUuid: group, message: `${i}` });
    }
    const all = await ada.allMessages(group, 2);
    expect(all.map((message) => message.message)).toEqual(['5', '4', '3', '2', '1', '0', 'old']);
    expect(all.map((message) => message.createdAt.slice(0, 4))).toEqual([
      ...Array<string>(4).fill('2027'),
      ...Array<string>(3).fill('2026'),
    ]);
    expect((await ada.messageGroups()).items).toHaveLength(1);
  });
});

describe('AppSync machines whose clocks differ', () => {
  it('do not starve the slower sender: its message takes the time of the newest one plus one', async () => {
    const { ada, ben, group } = await two();
    now = NEW_YEAR + 3_600_000; // the other host is an hour ahead
    const ahead = await ada.send({ recipientUuid: ben.uuid, message: 'from the future' });
    now = NEW_YEAR;
    const behind = await ben.send({ messageGroupUuid: group, message: 'from now' });
    expect(behind.uuid > ahead.uuid).toBe(true);
    expect(Date.parse(behind.createdAt)).toBe(Date.parse(ahead.createdAt) + 1);
    expect((await ada.messagesAfter(group, ahead.uuid)).items).toEqual([
      expect.objectContaining({ uuid: behind.uuid }),
    ]);
  });

  it('keep the order within one millisecond', async () => {
    const { ada, ben, group } = await two();
    const sent = [await ada.send({ recipientUuid: ben.uuid, message: '0' })];
    for (let i = 1; i < 30; i += 1) {
      sent.push(await (i % 2 ? ada : ben).send({ messageGroupUuid: group, message: `${i}` }));
    }
    const ids = sent.map((message) => message.uuid);
    expect([...ids].sort()).toEqual(ids);
    expect((await ben.messagesAfter(group, null, 100)).items.map((m) => m.uuid)).toEqual(ids);
  });

  it('make ids that carry the time as ULIDs do', async () => {
    const { ada, ben } = await two();
    now = 1_469_918_176_385;
    const sent = await ada.send({ recipientUuid: ben.uuid, message: 'x' });
    // An example of the ULID specification: 1469918176385 is 01ARYZ6S41.
    expect(sent.uuid.slice(0, 10)).toBe('01ARYZ6S41');
    expect(sent.createdAt).toBe('2016-07-30T22:36:16.385Z');
  });
});
