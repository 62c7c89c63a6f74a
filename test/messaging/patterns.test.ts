import { describe, expect, it } from 'vitest';
import { useMessaging } from '../support/messaging.js';
import { groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();
const two = async () =>
  [await messaging.newPerson('Ada'), await messaging.newPerson('Ben')] as const;

describe('Pattern C: the first message to a person', () => {
  it('makes one conversation that both see, with each other’s names', async () => {
    const [ada, ben] = await two();
    const sent = await ada.send({ recipientHandle: ben.handle, message: 'Hello Ben' });
    expect(sent).toMatchObject({
      messageGroupUuid: groupOf(ada, ben),
      userUuid: ada.uuid,
      displayName: ada.displayName,
      handle: ada.handle,
      recipientUuid: ben.uuid,
      recipientDisplayName: ben.displayName,
      recipientHandle: ben.handle,
      message: 'Hello Ben',
    });
    const row = { uuid: groupOf(ada, ben), lastMessage: 'Hello Ben', lastMessageUuid: sent.uuid };
    expect((await ada.messageGroups()).items).toEqual([
      expect.objectContaining({
        ...row,
        userUuid: ada.uuid,
        otherUserUuid: ben.uuid,
        otherUserDisplayName: ben.displayName,
        otherUserHandle: ben.handle,
        lastMessageAt: sent.createdAt,
        unreadCount: 0,
      }),
    ]);
    expect((await ben.messageGroups()).items).toEqual([]);
    expect(await ben.folder('REQUESTS')).toEqual([
      expect.objectContaining({
        ...row,
        userUuid: ben.uuid,
        otherUserUuid: ada.uuid,
        otherUserDisplayName: ada.displayName,
        otherUserHandle: ada.handle,
        unreadCount: 1,
      }),
    ]);
  });

  it('reaches the same person by uuid, by handle, and by handle with @ and capitals', async () => {
    const [ada, ben] = await two();
    const sent = [
      await ada.send({ recipientUuid: ben.uuid, message: 'one' }),
      await ada.send({ recipientHandle: ben.handle, message: 'two' }),
      await ada.send({ recipientHandle: `@${ben.handle.toUpperCase()}`, message: 'three' }),
    ];
    expect(new Set(sent.map((message) => message.messageGroupUuid))).toEqual(
      new Set([groupOf(ada, ben)]),
    );
    expect((await ben.messageGroup(groupOf(ada, ben)))!.unreadCount).toBe(3);
  });

  it('makes one conversation when two strangers write to each other at the same instant', async () => {
    const [ada, ben] = await two();
    await Promise.all([
      ada.sendUntilStored({ recipientUuid: ben.uuid, message: 'hi', clientToken: 'a' }),
      ben.sendUntilStored({ recipientUuid: ada.uuid, message: 'hey', clientToken: 'b' }),
    ]);
    for (const person of [ada, ben]) {
      expect((await person.messageGroups()).items).toHaveLength(1);
      expect(await person.allMessages(groupOf(ada, ben))).toHaveLength(2);
      expect((await person.messageGroups()).items[0]!.unreadCount).toBe(1);
    }
  });
});

describe('Pattern D: a message into an existing conversation', () => {
  it('moves both rows to the newest message and counts it as unread for the recipient only', async () => {
    const [ada, ben] = await two();
    await ada.send({ recipientUuid: ben.uuid, message: 'first' });
    const sent = await ben.send({ messageGroupUuid: groupOf(ada, ben), message: 'second' });
    for (const person of [ada, ben]) {
      expect(await person.messageGroup(groupOf(ada, ben))).toMatchObject({
        lastMessage: 'second',
        lastMessageUuid: sent.uuid,
        lastMessageAt: sent.createdAt,
        unreadCount: 1,
      });
    }
  });

  it('is refused where the conversation does not exist yet', async () => {
    const [ada, ben] = await two();
    const input = { messageGroupUuid: groupOf(ada, ben), message: 'hello?' };
    await expect(ada.send(input)).rejects.toThrow('MessageGroupNotFound');
    expect((await ada.messageGroups()).items).toEqual([]);
    expect((await ada.messages(groupOf(ada, ben))).items).toEqual([]);
  });

  it.each([
    ['a text of 100 bytes as it is', 'x'.repeat(100), 'x'.repeat(100)],
    ['101 letters cut', 'x'.repeat(101), `${'x'.repeat(97)}…`],
    ['two-byte characters cut', 'é'.repeat(51), `${'é'.repeat(48)}…`],
    ['three-byte characters cut', '語'.repeat(34), `${'語'.repeat(32)}…`],
    ['33 three-byte characters as they are', '語'.repeat(33), '語'.repeat(33)],
    ['no half of a surrogate pair', `${'x'.repeat(94)}🏔🏔`, `${'x'.repeat(94)}…`],
    ['25 four-byte characters as they are', '🏔'.repeat(25), '🏔'.repeat(25)],
    ['26 four-byte characters cut', '🏔'.repeat(26), `${'🏔'.repeat(24)}…`],
  ])('puts at most 100 UTF-8 bytes into the rows: %s', async (_, text, preview) => {
    const [ada, ben] = await two();
    await ada.send({ recipientUuid: ben.uuid, message: text });
    for (const person of [ada, ben]) {
      expect((await person.messageGroup(groupOf(ada, ben)))!.lastMessage).toBe(preview);
    }
    expect((await ben.messages(groupOf(ada, ben))).items[0]!.message).toBe(text);
  });
});

describe('Pattern A: the messages of a conversation', () => {
  it('are listed newest first, page by page, each once', async () => {
    const [ada, ben] = await two();
    const group = groupOf(ada, ben);
    const sent = [await ada.send({ recipientUuid: ben.uuid, message: 'm0' })];
    for (let i = 1; i < 45; i += 1) {
      sent.push(await (i % 2 ? ben : ada).send({ messageGroupUuid: group, message: `m${i}` }));
    }
    const newestFirst = sent.map((message) => message.uuid).reverse();
    expect((await ada.messages(group)).items.map((message) => message.uuid)).toEqual(
      newestFirst.slice(0, 20),
    );
    expect((await ben.allMessages(group, 7)).map((message) => message.uuid)).toEqual(newestFirst);
  });

  it('are listed oldest first after a given one, to the end', async () => {
    const [ada, ben] = await two();
    const group = groupOf(ada, ben);
    const sent = [await ada.send({ recipientUuid: ben.uuid, message: 'm0' })];
    for (let i = 1; i < 9; i += 1) {
      sent.push(await ben.send({ messageGroupUuid: group, message: `m${i}` }));
    }
    const ids = sent.map((message) => message.uuid);
    const first = await ada.messagesAfter(group, ids[3], 3);
    expect(first.items.map((message) => message.uuid)).toEqual(ids.slice(4, 7));
    const second = await ada.messagesAfter(group, ids[3], 3, first.nextToken);
    expect(second.items.map((message) => message.uuid)).toEqual(ids.slice(7));
    expect((await ada.messagesAfter(group)).items.map((message) => message.uuid)).toEqual(ids);
    expect((await ada.messagesAfter(group, ids.at(-1))).items).toEqual([]);
  });
});

describe('Pattern B: the list of conversations', () => {
  it('has the one with the newest message first, and pages', async () => {
    const ada = await messaging.newPerson('Ada');
    const others: Person[] = [];
    for (const name of ['Ben', 'Cy', 'Dee', 'Eve', 'Fay']) {
      others.push(await messaging.newPerson(name));
      await ada.send({ recipientUuid: others.at(-1)!.uuid, message: `hi ${name}` });
    }
    await others[1]!.send({ messageGroupUuid: groupOf(ada, others[1]!), message: 'back to you' });
    const order = [1, 4, 3, 2, 0].map((i) => others[i]!.uuid);
    const first = await ada.messageGroups(2);
    const second = await ada.messageGroups(2, first.nextToken);
    const third = await ada.messageGroups(2, second.nextToken);
    expect(
      [first, second, third].flatMap((page) => page.items.map((row) => row.otherUserUuid)),
    ).toEqual(order);
    expect(third.nextToken ?? null).toBeNull();
  });

  it('is empty for a person without messages', async () => {
    const ada = await messaging.newPerson('Ada');
    expect(await ada.messageGroups()).toEqual({ items: [], nextToken: null });
  });
});

describe('People', () => {
  it('are found by handle, and can read their own profile', async () => {
    const [ada, ben] = await two();
    const profile = { uuid: ben.uuid, handle: ben.handle, displayName: ben.displayName };
    const query = 'query ($handle: String!) { user(handle: $handle) { uuid handle displayName } }';
    expect(await ada.get(query, { handle: `@${ben.handle}` })).toEqual({ user: profile });
    expect(await ada.get(query, { handle: 'nobody_at_all' })).toEqual({ user: null });
    expect(await ben.get('{ me { uuid handle displayName } }')).toEqual({ me: profile });
  });
});
