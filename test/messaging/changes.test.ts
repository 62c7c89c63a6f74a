import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../resolvers/limits.js';
import { connect } from '../support/appsyncSocket.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

let now = 0;
const messaging = useMessaging({ resolverClock: () => Date.now() + now });
const MINUTE = 60_000;

async function two() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const group = groupOf(ada, ben);
  const first = await ada.send({ recipientUuid: ben.uuid, message: 'first' });
  await ben.accept(ada);
  return { ada, ben, group, first };
}

const anything = expect.any(String) as string;

describe('updateMessage', () => {
  it('replaces the text for both, and both previews where it is the newest message', async () => {
    const { ada, ben, group, first } = await two();
    const edited = await ada.edit(first, 'second thoughts');
    expect(edited).toEqual({
      ...first,
      recipientDisplayName: null,
      recipientHandle: null,
      message: 'second thoughts',
      editedAt: anything,
      changeUuid: anything,
    });
    for (const person of [ada, ben]) {
      expect(await person.allMessages(group)).toEqual([edited]);
      expect(await person.message(group, first.uuid)).toEqual(edited);
      expect(await person.messageGroup(group)).toMatchObject({
        lastMessage: 'second thoughts',
        lastMessageAt: first.createdAt,
        changeUuid: edited.changeUuid,
      });
    }
  });

  it('leaves previews alone where the message is not the newest one', async () => {
    const { ada, ben, group, first } = await two();
    await ben.send({ messageGroupUuid: group, message: 'newest' });
    await ada.edit(first, 'second thoughts');
    for (const person of [ada, ben]) {
      expect(await person.messageGroup(group)).toMatchObject({ lastMessage: 'newest' });
    }
  });

  it('counts nothing as unread, and moves no conversation', async () => {
    const { ada, ben, group, first } = await two();
    const before = await ben.messageGroup(group);
    await ada.edit(first, 'second thoughts');
    expect(await ben.messageGroup(group)).toEqual({
      ...before,
      lastMessage: 'second thoughts',
      changeUuid: anything,
    });
  });

  it('writes no text back into a conversation that the other person has cleared', async () => {
    const { ada, ben, group, first } = await two();
    await ben.updateGroup({ uuid: group, clearedUpTo: first.uuid });
    await ada.edit(first, 'look at me');
    expect(await ben.messageGroup(group)).toMatchObject({ lastMessage: null, folder: null });
    expect(await ada.messageGroup(group)).toMatchObject({ lastMessage: 'look at me' });
  });

  it('is for the sender alone, also not for a stranger with the ids', async () => {
    const { ben, group, first } = await two();
    const cy = await messaging.newPerson('Cy');
    await expect(ben.edit(first, 'I said this')).rejects.toThrow('Forbidden');
    await expect(cy.edit(first, 'I said this')).rejects.toThrow('Forbidden');
    await expect(cy.edit({ ...first, messageGroupUuid: groupOf(cy, ben) }, 'mine')).rejects.toThrow(
      'MessageNotFound',
    );
    expect(await ben.allMessages(group)).toEqual([
      { ...first, recipientDisplayName: null, recipientHandle: null },
    ]);
  });

  it('checks a text as createMessage does, and stores it as that does', async () => {
    const { ada, first } = await two();
    await expect(ada.edit(first, ' \u200b ')).rejects.toThrow('MessageBlank');
    await expect(ada.edit(first, 'x'.repeat(1025))).rejects.toThrow('MessageTooLong');
    expect((await ada.edit(first, 'half \ud83c')).message).toBe('half \ufffd');
  });

  it(`ends ${limits.edit.windowMinutes} minutes after the message was sent`, async () => {
    const { ada, first } = await two();
    now = limits.edit.windowMinutes * MINUTE - 10_000;
    await ada.edit(first, 'in time');
    now += 10_001 + 5_000;
    await expect(ada.edit(first, 'too late')).rejects.toThrow('EditWindowClosed');
    expect(await ada.message(first.messageGroupUuid, first.uuid)).toMatchObject({
      message: 'in time',
    });
    now = 0;
  });

  it(`is possible ${limits.edit.max} times`, async () => {
    const { ada, first } = await two();
    for (let time = 1; time <= limits.edit.max; time += 1) await ada.edit(first, `${time}`);
    await expect(ada.edit(first, 'once more')).rejects.toThrow('TooManyEdits');
  });

  it('is refused for a message that was unsent, and for one that never was', async () => {
    const { ada, first } = await two();
    const never = { ...first, uuid: `${first.uuid.slice(0, 10)}${'0'.repeat(16)}` };
    await expect(ada.edit(never, 'x')).rejects.toThrow('MessageNotFound');
    await ada.unsend(first);
    await expect(ada.edit(first, 'x')).rejects.toThrow('MessageDeleted');
  });
});

describe('deleteMessage', () => {
  it('leaves a tombstone, in the list and in both previews, and takes the unread one off', async () => {
    const { ada, ben, group, first } = await two();
    const second = await ada.send({ messageGroupUuid: group, message: 'oops' });
    expect(await ben.messageGroup(group)).toMatchObject({ unreadCount: 2 });
    const gone = await ada.unsend(second);
    expect(gone).toEqual({
      ...second,
      message: null,
      deletedAt: anything,
      deletedBy: 'SENDER',
      changeUuid: anything,
    });
    expect(await ben.allMessages(group)).toEqual([
      gone,
      { ...first, recipientDisplayName: null, recipientHandle: null },
    ]);
    // "Message deleted", and not the message before it.
    expect(await ada.messageGroup(group)).toMatchObject({
      lastMessage: null,
      lastMessageAt: second.createdAt,
      lastMessageUuid: second.uuid,
    });
    expect(await ben.messageGroup(group)).toMatchObject({ lastMessage: null, unreadCount: 1 });
  });

  it('takes text, edits and reactions, for good', async () => {
    const { ada, ben, group, first } = await two();
    await ada.edit(first, 'edited');
    await ben.react(first, '👍');
    await ada.unsend(first);
    expect(await ben.message(group, first.uuid)).toMatchObject({
      message: null,
      editedAt: null,
      reactions: [],
    });
  });

  it('of one that was read, or is the reader’s own, changes no count', async () => {
    const { ada, ben, group, first } = await two();
    const own = await ben.send({ messageGroupUuid: group, message: 'mine' });
    const third = await ada.send({ messageGroupUuid: group, message: 'third' });
    await ben.markRead(group, first.uuid);
    await ada.unsend(first);
    await ben.unsend(own);
    expect(await ben.messageGroup(group)).toMatchObject({ unreadCount: 1 });
    expect(await ada.messageGroup(group)).toMatchObject({ unreadCount: 0 });
    await ben.markRead(group, third.uuid);
    expect(await ben.messageGroup(group)).toMatchObject({ unreadCount: 0 });
  });

  it('of an unread one in the middle is not counted by a later read marker', async () => {
    const { ada, ben, group } = await two();
    const sent = [];
    for (const message of ['2', '3', '4']) {
      sent.push(await ada.send({ messageGroupUuid: group, message }));
    }
    await ada.unsend(sent[0]!);
    expect(await ben.markRead(group, sent[1]!.uuid)).toMatchObject({ unreadCount: 1 });
  });

  it('is for the sender alone', async () => {
    const { ben, group, first } = await two();
    await expect(ben.unsend(first)).rejects.toThrow('Forbidden');
    expect(await ben.message(group, first.uuid)).toMatchObject({ message: 'first' });
  });

  it('twice changes nothing more, and has no end of time', async () => {
    const { ada, group, first } = await two();
    now = 400 * 24 * 60 * MINUTE;
    const gone = await ada.unsend(first);
    expect(await ada.unsend(first)).toEqual(gone);
    expect((await ada.changesAfter(group)).items).toHaveLength(1);
    now = 0;
  });

  it('works towards a person who has blocked the caller, and while the caller blocks', async () => {
    const { ada, ben, group, first } = await two();
    const second = await ada.send({ messageGroupUuid: group, message: 'second' });
    await ben.block(ada);
    await ada.unsend(first);
    await ada.block(ben);
    await ada.unsend(second);
    for (const message of await ben.allMessages(group)) {
      expect(message).toMatchObject({ message: null, deletedBy: 'SENDER' });
    }
    expect(await ben.messageGroup(group)).toMatchObject({ lastMessage: null, unreadCount: 0 });
  });

  it('lets a repeated send answer with the tombstone, not with another message', async () => {
    const { ada, ben, group } = await two();
    const input = { messageGroupUuid: group, message: 'hello', clientToken: 'once' };
    const sent = await ada.send(input);
    await ada.edit(sent, 'edited');
    expect(await ada.send(input)).toMatchObject({ uuid: sent.uuid, message: 'edited' });
    await ada.unsend(sent);
    expect(await ada.send(input)).toMatchObject({ uuid: sent.uuid, message: null });
    expect(await ben.allMessages(group)).toHaveLength(2);
  });
});

describe('setReaction', () => {
  it('is one of each person, replaced and taken back', async () => {
    const { ada, ben, group, first } = await two();
    await ben.react(first, '👍');
    await ben.react(first, '❤️');
    const both = await ada.react(first, '😂');
    const of = (person: Person, emoji: string) => ({ userUuid: person.uuid, emoji });
    expect(new Set(both.reactions)).toEqual(new Set([of(ada, '😂'), of(ben, '❤️')]));
    expect((await ben.react(first, null)).reactions).toEqual([of(ada, '😂')]);
    expect((await ada.react(first, null)).reactions).toEqual([]);
    expect(await ben.message(group, first.uuid)).toMatchObject({
      message: 'first',
      editedAt: null,
    });
  });

  it.each([...['👍', '❤️', '👩🏽‍❤️‍💋‍👨🏻', '👨‍👩‍👧‍👦', '🇨🇭', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣', '☺️', '🫠', '✍🏿']])(
    'takes %s',
    async (emoji) => {
      const { ben, first } = await shared;
      expect((await ben.react(first, emoji)).reactions![0]).toMatchObject({ emoji });
    },
  );

  it.each([
    ['nothing', ''],
    ['a letter', 'a'],
    ['two emoji', '👍👍'],
    ['an emoji and a word', '👍 yes'],
    ['a digit', '1'],
    ['a symbol in text style', '☺'],
    ['a joiner at the end', '👩‍'],
    ['a right-to-left mark', '\u200f👍'],
    ['half a character', '\ud83d'],
    ['a chain of 41 bytes and more', Array.from({ length: 7 }, () => '👩').join('‍')],
  ])('refuses %s', async (_, emoji) => {
    const { ben, first } = await shared;
    await expect(ben.react(first, emoji)).rejects.toThrow('InvalidEmoji');
  });

  it('is refused on a tombstone, and of a message that never was', async () => {
    const { ada, ben, first } = await two();
    await ada.unsend(first);
    await expect(ben.react(first, '👍')).rejects.toThrow('MessageDeleted');
    const never = { ...first, uuid: `${first.uuid.slice(0, 10)}${'0'.repeat(16)}` };
    await expect(ben.react(never, '👍')).rejects.toThrow('MessageNotFound');
  });

  it('to a request is refused until it is accepted: the sender learns nothing', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    const first = await ada.send({ recipientUuid: ben.uuid, message: 'hi' });
    await expect(ben.react(first, '👍')).rejects.toThrow('NotAccepted');
    await ben.accept(ada);
    await ben.react(first, '👍');
  });
});
const shared = new Promise<Awaited<ReturnType<typeof two>>>((resolve) => {
  beforeAll(async () => resolve(await two()));
});

describe('Edits and reactions between people of whom one blocks the other', () => {
  it('are refused, to the blocked one as a send is, and change nothing', async () => {
    const { ada, ben, group, first } = await two();
    await ben.block(ada);
    const before = await ben.allMessages(group);
    await expect(ada.edit(first, 'x')).rejects.toThrow('RecipientUnavailable');
    await expect(ada.react(first, '👍')).rejects.toThrow('RecipientUnavailable');
    await expect(ben.react(first, '👍')).rejects.toThrow('RecipientBlocked');
    expect(await ben.allMessages(group)).toEqual(before);
    await ben.unblock(ada);
    await ada.edit(first, 'x');
    await ben.react(first, '👍');
  });
});

describe('createMessage with replyToUuid', () => {
  it('stores the id of the message that it answers, and no copy of its text', async () => {
    const { ada, ben, group, first } = await two();
    const reply = await ben.send({
      messageGroupUuid: group,
      message: 'yes',
      replyToUuid: first.uuid,
    });
    expect(reply.replyToUuid).toBe(first.uuid);
    expect((await ada.allMessages(group))[0]).toEqual(reply);
    await ada.unsend(first);
    expect(await ada.message(group, reply.uuid)).toEqual(reply);
  });

  it('is refused for a message of another conversation, and one that is none', async () => {
    const { ada, group } = await two();
    const elsewhere = await two();
    const count = (await ada.allMessages(group)).length;
    for (const clientToken of [undefined, 'with-a-token']) {
      const input = { messageGroupUuid: group, message: 'x', clientToken };
      await expect(ada.send({ ...input, replyToUuid: elsewhere.first.uuid })).rejects.toThrow(
        'MessageNotFound',
      );
      await expect(ada.send({ ...input, replyToUuid: 'x' })).rejects.toThrow('InvalidId');
    }
    expect(await ada.allMessages(group)).toHaveLength(count);
  });

  it('in a first message is refused, and makes no conversation', async () => {
    const { ada, first } = await two();
    const cy = await messaging.newPerson('Cy');
    const input = { recipientUuid: cy.uuid, message: 'x', replyToUuid: first.uuid };
    await expect(ada.send(input)).rejects.toThrow('MessageNotFound');
    expect(await ada.messageGroup(groupOf(ada, cy))).toBeNull();
  });
});

describe('onUpdateMessage', () => {
  it('delivers each change to both people’s devices and to nobody else, whole', async () => {
    const { ada, ben, first } = await two();
    const cy = await messaging.newPerson('Cy');
    const sockets = await Promise.all(
      [ada, ben, cy].map(async ({ accessToken: token }) => {
        const socket = await connect({ url: `${messaging.host.url}/graphql`, token });
        await socket.init();
        await socket.subscribe({ query: operations.onUpdateMessage });
        return socket;
      }),
    );
    const changes = [
      await ada.edit(first, 'edited'),
      await ben.react(first, '👍'),
      await ada.unsend(first),
    ];
    for (const [at, socket] of sockets.entries()) {
      await socket.settled();
      const pushed = socket.unread.map(
        ({ payload }) => (payload as { data: { onUpdateMessage: unknown } }).data.onUpdateMessage,
      );
      expect(pushed).toEqual(at < 2 ? changes : []);
      await socket.close();
    }
  });

  it.each(['updateMessage', 'deleteMessage', 'setReaction'] as const)(
    '%s refuses a selection that would push less, or something forged',
    async (name) => {
      const { ada, first } = await two();
      const input = {
        messageGroupUuid: first.messageGroupUuid,
        uuid: first.uuid,
        ...(name === 'updateMessage' && { message: 'x' }),
        ...(name === 'setReaction' && { emoji: '👍' }),
      };
      const whole = operations[name];
      for (const query of [
        whole.replace('changeUuid', ''),
        whole.replace('reactions { userUuid emoji }', 'reactions { emoji }'),
        whole.replace('recipientUuid', 'recipientUuid: message'),
        whole.replace('{ userUuid emoji }', '{ userUuid: emoji emoji }'),
        // The same mutation twice: AppSync merges the two, and may show the text of one.
        whole
          .replace('{ userUuid emoji }', '{ emoji }')
          .replace(/\}$/u, `${name}(input: $input) { reactions { userUuid: emoji } } }`),
      ]) {
        expect(query).not.toBe(whole);
        expect(await ada.errorOf(query, { input })).toBe('IncompleteSelection');
      }
      expect(await ada.message(first.messageGroupUuid, first.uuid)).toMatchObject({
        message: 'first',
        changeUuid: null,
      });
    },
  );
});

describe('onCreateMessage', () => {
  it('delivers a message whose sender selects no more than is asked for, with null for the rest', async () => {
    const { ada, ben, group } = await two();
    const socket = await connect({
      url: `${messaging.host.url}/graphql`,
      token: ben.accessToken,
    });
    await socket.init();
    await socket.subscribe({ query: operations.onCreateMessage });
    await ada.get(
      `mutation ($input: CreateMessageInput!) { createMessage(input: $input) {
        uuid messageGroupUuid userUuid displayName handle recipientUuid message createdAt } }`,
      { input: { messageGroupUuid: group, message: 'few fields' } },
    );
    const { payload } = await socket.next('data');
    expect(payload).toMatchObject({
      data: { onCreateMessage: { message: 'few fields', reactions: null, replyToUuid: null } },
    });
    expect(payload).not.toHaveProperty('errors');
    await socket.close();
  });
});

describe('message', () => {
  it('is null where there is none, and for members alone', async () => {
    const { ada, group, first } = await two();
    const cy = await messaging.newPerson('Cy');
    expect(await ada.message(group, `${first.uuid.slice(0, 10)}${'0'.repeat(16)}`)).toBeNull();
    await expect(cy.message(group, first.uuid)).rejects.toThrow('Forbidden');
    await expect(ada.message(group, 'x')).rejects.toThrow('InvalidId');
  });
});
