import { describe, expect, it } from 'vitest';
import type { DataSource } from '../../local/appsync/types.js';
import { limits } from '../../resolvers/limits.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

/** What the resolvers take for the time. */
let now = Date.parse('2027-03-01T12:00:00.000Z');
/** The sender's row is read as it was before there was one, as an eventually consistent read may. */
let readsLate = false;
const late = (source: DataSource): DataSource => ({
  async execute(request, scope) {
    const answer = await source.execute(request, scope);
    const { operation } = request as { operation: string };
    if (!readsLate || operation !== 'BatchGetItem') return answer;
    const result = answer.result as { data: Record<string, unknown[]> };
    const data = Object.entries(result.data).map(([table, [mine, theirs]]) => [
      table,
      [mine, theirs, null],
    ]);
    return { ...answer, result: { ...result, data: Object.fromEntries(data) } };
  },
});
const messaging = useMessaging({
  resolverClock: () => now,
  wrapDataSource: (name, source) => (name === 'reads' ? late(source) : source),
});
const { maxMessages } = limits.request;
const { maxADay } = limits.newConversations;

const people = (...names: string[]): Promise<Person[]> =>
  Promise.all(names.map((name) => messaging.newPerson(name)));

/** Ada has written to Ben, who has not answered. */
async function request(messages = 1) {
  const [ada, ben] = (await people('Ada', 'Ben')) as [Person, Person];
  const group = groupOf(ada, ben);
  for (let i = 0; i < messages; i += 1) {
    await ada.send({ recipientUuid: ben.uuid, message: `${i}` });
  }
  return {
    ada,
    ben,
    group,
    write: (message: string) => ada.send({ messageGroupUuid: group, message }),
  };
}

const uuids = (rows: { uuid: string }[]): string[] => rows.map(({ uuid }) => uuid);

describe('A first message', () => {
  it('is in the recipient’s requests, in no other folder, and in the sender’s inbox', async () => {
    const { ada, ben, group } = await request();
    expect(uuids(await ben.folder('REQUESTS'))).toEqual([group]);
    for (const folder of ['INBOX', 'ARCHIVE', 'BLOCKED'] as const) {
      expect(await ben.folder(folder), folder).toEqual([]);
    }
    expect(uuids(await ada.folder('INBOX'))).toEqual([group]);
    expect(await ada.folder('REQUESTS')).toEqual([]);
  });

  it('is one list’s alone: a folder that is left out or null is the inbox', async () => {
    const { ada, ben, group } = await request();
    for (const variables of [{}, { folder: null }]) {
      const { messageGroups } = await ada.get<{ messageGroups: { items: { uuid: string }[] } }>(
        operations.messageGroups,
        variables,
      );
      expect(uuids(messageGroups.items)).toEqual([group]);
    }
    expect((await ben.messageGroups()).items).toEqual([]);
    expect(
      (await ben.get<{ messageGroups: unknown }>('{ messageGroups { items { uuid } } }'))
        .messageGroups,
    ).toEqual({ items: [] });
  });

  it('is accepted by an answer, and by moving it to the inbox', async () => {
    const first = await request();
    await first.ben.send({ messageGroupUuid: first.group, message: 'hello' });
    const second = await request();
    expect(await second.ben.accept(second.ada)).toMatchObject({ folder: 'INBOX' });
    for (const { ben, group } of [first, second]) {
      expect(uuids(await ben.folder('INBOX'))).toEqual([group]);
      expect(await ben.folder('REQUESTS')).toEqual([]);
    }
  });

  it('is not accepted by reading it', async () => {
    const { ada, ben, group } = await request();
    await ben.markRead(group, (await ben.messageGroup(group))!.lastMessageUuid!);
    expect(uuids(await ben.folder('REQUESTS'))).toEqual([group]);
    expect(await ada.messageGroup(group)).toMatchObject({ folder: 'INBOX', unreadCount: 0 });
  });

  it('of both at the same instant is an accepted conversation for both', async () => {
    const [ada, ben] = (await people('Ada', 'Ben')) as [Person, Person];
    await Promise.all([
      ada.sendUntilStored({ recipientUuid: ben.uuid, message: 'hi', clientToken: 'a' }),
      ben.sendUntilStored({ recipientUuid: ada.uuid, message: 'hey', clientToken: 'b' }),
    ]);
    for (const person of [ada, ben]) {
      expect(uuids(await person.folder('INBOX'))).toEqual([groupOf(ada, ben)]);
      expect(await person.folder('REQUESTS')).toEqual([]);
    }
  });
});

describe('Before it is accepted', () => {
  it('a stranger sends five messages and not a sixth, by no way of naming the person', async () => {
    const { ada, ben, group } = await request(maxMessages);
    for (const to of [
      { messageGroupUuid: group },
      { recipientUuid: ben.uuid },
      { recipientHandle: ben.handle },
    ]) {
      const input = { ...to, message: 'a sixth', clientToken: 'new' };
      const { errors } = await ada.ask(operations.createMessage, { input });
      expect(errors).toMatchObject([
        { errorType: 'AwaitingAcceptance', errorInfo: { max: maxMessages } },
      ]);
    }
    expect(await ben.allMessages(group)).toHaveLength(maxMessages);
    expect(await ben.messageGroup(group)).toMatchObject({ unreadCount: maxMessages });
  });

  it('reading, archiving and clearing give the stranger no more', async () => {
    const { ben, group, write } = await request(maxMessages);
    const { lastMessageUuid: newest } = (await ben.messageGroup(group))!;
    await ben.markRead(group, newest!);
    await expect(write('more')).rejects.toThrow('AwaitingAcceptance');
    await ben.updateGroup({ uuid: group, folder: 'ARCHIVE', seen: newest });
    await expect(write('more')).rejects.toThrow('AwaitingAcceptance');
    await ben.updateGroup({ uuid: group, clearedUpTo: newest });
    await expect(write('more')).rejects.toThrow('AwaitingAcceptance');
    expect(await ben.folder('REQUESTS')).toEqual([]);
  });

  it('unsending gives the stranger no more, and takes what was unread off the count', async () => {
    const { ada, ben, group, write } = await request(maxMessages);
    for (const message of await ada.allMessages(group)) await ada.unsend(message);
    expect(await ben.messageGroup(group)).toMatchObject({ unreadCount: 0, lastMessage: null });
    await expect(write('more')).rejects.toThrow('AwaitingAcceptance');
  });

  it('the same five are retried as often as needed: a repeated send counts once', async () => {
    const { ada, ben, group } = await request(0);
    for (let i = 0; i < maxMessages; i += 1) {
      const input = { recipientUuid: ben.uuid, message: `${i}`, clientToken: `${i}` };
      const sent = await ada.send(input);
      expect((await ada.send(input)).uuid).toBe(sent.uuid);
    }
    const again = { messageGroupUuid: group, message: '0', clientToken: '0' };
    expect((await ada.send(again)).message).toBe('0');
    expect(await ben.messageGroup(group)).toMatchObject({ unreadCount: maxMessages });
  });

  it('once accepted, the number is not limited', async () => {
    const { ada, ben, group, write } = await request(maxMessages);
    await ben.accept(ada);
    for (let i = 0; i < 3; i += 1) await write(`more ${i}`);
    expect(await ben.allMessages(group)).toHaveLength(maxMessages + 3);
  });

  it('a refused request that is written to again is a request again, not in the inbox', async () => {
    for (const refuse of ['archive', 'clear'] as const) {
      const { ben, group, write } = await request();
      const { lastMessageUuid: seen } = (await ben.messageGroup(group))!;
      if (refuse === 'archive') await ben.updateGroup({ uuid: group, folder: 'ARCHIVE', seen });
      else await ben.updateGroup({ uuid: group, clearedUpTo: seen });
      expect(await ben.folder('REQUESTS')).toEqual([]);
      await write('please');
      expect(uuids(await ben.folder('REQUESTS')), refuse).toEqual([group]);
      expect(await ben.folder('INBOX'), refuse).toEqual([]);
    }
  });
});

describe('A person who takes no requests', () => {
  it('gets none; and gives no sign of it that a blocked person would not get', async () => {
    const [ada, ben, cy] = (await people('Ada', 'Ben', 'Cy')) as [Person, Person, Person];
    expect(await ben.mySettings()).toMatchObject({ acceptsRequests: true });
    expect(await ben.updateSettings({ acceptsRequests: false })).toMatchObject({
      acceptsRequests: false,
    });
    expect(await ben.mySettings()).toMatchObject({ acceptsRequests: false });
    await cy.block(ada);
    const refusals = await Promise.all(
      [ben, cy].map((person) =>
        ada.ask(operations.createMessage, { input: { recipientUuid: person.uuid, message: 'x' } }),
      ),
    );
    expect(refusals[0]).toEqual(refusals[1]);
    expect(refusals[0]!.errors).toMatchObject([
      { errorType: 'RecipientUnavailable', errorInfo: null },
    ]);
    for (const person of [ada, ben]) {
      expect(await person.messageGroup(groupOf(ada, ben))).toBeNull();
    }
    expect(await ada.messageGroup(groupOf(ada, cy))).toBeNull();
  });

  it('goes on with the conversations that there are, and may begin others', async () => {
    const { ada, ben, group, write } = await request();
    const cy = await messaging.newPerson('Cy');
    await ben.updateSettings({ acceptsRequests: false });
    await write('second');
    await ada.send({ recipientUuid: ben.uuid, message: 'third' });
    expect(await ben.messageGroup(group)).toMatchObject({ unreadCount: 3 });
    await ben.send({ recipientUuid: cy.uuid, message: 'hello Cy' });
    await cy.send({ recipientUuid: ben.uuid, message: 'hello Ben' });
    expect(await ben.updateSettings({ acceptsRequests: true })).toMatchObject({
      acceptsRequests: true,
    });
  });

  it('changes one setting at least, and only their own', async () => {
    const [ada, ben] = (await people('Ada', 'Ben')) as [Person, Person];
    for (const input of [{}, { acceptsRequests: null }]) {
      expect(await ada.errorOf(operations.updateSettings, { input })).toBe('InvalidUpdate');
    }
    await ada.updateSettings({ acceptsRequests: false });
    expect(await ben.mySettings()).toMatchObject({ acceptsRequests: true });
  });
});

describe('New conversations', () => {
  /** A person who has begun as many as a day allows; the time stands still meanwhile. */
  async function busy() {
    const ada = await messaging.newPerson('Ada');
    for (let i = 0; i < maxADay; i += 1) {
      const other = await messaging.newPerson('Other');
      await ada.send({ recipientUuid: other.uuid, message: 'hi' });
    }
    return ada;
  }

  it('are at most 20 a day; the error says in how many seconds it works again', async () => {
    now = Date.parse('2027-03-01T23:59:30.000Z');
    const ada = await busy();
    const ben = await messaging.newPerson('Ben');
    const input = { recipientUuid: ben.uuid, message: 'one too many' };
    const { errors } = await ada.ask(operations.createMessage, { input });
    expect(errors).toMatchObject([
      { errorType: 'TooManyNewConversations', errorInfo: { max: maxADay, retryAfter: 30 } },
    ]);
    expect(await ben.folder('REQUESTS')).toEqual([]);
    now += 29_999;
    await expect(ada.send(input)).rejects.toThrow('TooManyNewConversations');
    now += 1;
    await ada.send(input);
    expect(await ben.folder('REQUESTS')).toHaveLength(1);
  });

  it('are not what is sent into conversations, answered, refused, or tried at a closed door', async () => {
    now = Date.parse('2027-04-01T10:00:00.000Z');
    const { ada, ben, group } = await request();
    await ben.accept(ada);
    const [cy, dee] = (await people('Cy', 'Dee')) as [Person, Person];
    await cy.block(ada);
    for (let i = 0; i < maxADay + 1; i += 1) {
      await ada.send({ messageGroupUuid: group, message: `${i}` });
      await ada.send({ recipientUuid: ben.uuid, message: `${i}` });
      const input = { recipientUuid: cy.uuid, message: 'let me in' };
      expect(await ada.errorOf(operations.createMessage, { input })).toBe('RecipientUnavailable');
    }
    await dee.send({ recipientUuid: ada.uuid, message: 'hi' });
    await ada.send({ recipientUuid: dee.uuid, message: 'hi Dee' });
    for (let i = 1; i < maxADay; i += 1) {
      const other = await messaging.newPerson('Other');
      await ada.send({ recipientUuid: other.uuid, message: 'hi' });
    }
    const last = await messaging.newPerson('Last');
    const input = { recipientUuid: last.uuid, message: 'hi' };
    await expect(ada.send(input)).rejects.toThrow('TooManyNewConversations');
    // An answer begins nothing: also on a day that is used up.
    await last.send({ recipientUuid: ada.uuid, message: 'I begin' });
    await ada.send({ recipientUuid: last.uuid, message: 'and I answer' });
  });

  it('cannot be had by blocking and unblocking a person first', async () => {
    now = Date.parse('2027-05-01T10:00:00.000Z');
    const ada = await busy();
    const ben = await messaging.newPerson('Ben');
    await ada.block(ben);
    await ada.unblock(ben);
    expect(await ada.messageGroup(groupOf(ada, ben))).toBeNull();
    const input = { recipientUuid: ben.uuid, message: 'hi' };
    await expect(ada.send(input)).rejects.toThrow('TooManyNewConversations');
    const inGroup = { messageGroupUuid: groupOf(ada, ben), message: 'hi' };
    await expect(ada.send(inGroup)).rejects.toThrow('MessageGroupNotFound');
  });

  it('count for the later day where another machine’s clock has passed midnight', async () => {
    now = Date.parse('2027-06-02T00:00:01.000Z');
    const ada = await busy();
    now = Date.parse('2027-06-01T23:59:59.000Z');
    const ben = await messaging.newPerson('Ben');
    const input = { recipientUuid: ben.uuid, message: 'hi' };
    const { errors } = await ada.ask(operations.createMessage, { input });
    expect(errors).toMatchObject([{ errorInfo: { retryAfter: 86_401 } }]);
  });

  it('are not counted again by a repeated first message, or by a read that is out of date', async () => {
    now = Date.parse('2027-07-01T10:00:00.000Z');
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    const input = { recipientUuid: ben.uuid, message: 'hi', clientToken: 't' };
    const sent = await ada.send(input);
    readsLate = true;
    try {
      expect((await ada.send(input)).uuid).toBe(sent.uuid);
      await ada.send({ recipientUuid: ben.uuid, message: 'second' });
      await ben.send({ recipientUuid: ada.uuid, message: 'an answer' });
    } finally {
      readsLate = false;
    }
    expect(await ben.allMessages(groupOf(ada, ben))).toHaveLength(3);
    for (const person of [ada, ben]) {
      const begun = person === ada ? 1 : 0;
      for (let i = begun; i < maxADay; i += 1) {
        const other = await messaging.newPerson('Other');
        await person.send({ recipientUuid: other.uuid, message: 'hi' });
      }
      const { uuid: recipientUuid } = await messaging.newPerson('Last');
      await expect(person.send({ recipientUuid, message: 'hi' })).rejects.toThrow(
        'TooManyNewConversations',
      );
    }
    // The token's answer is not the limit's.
    expect((await ada.send(input)).uuid).toBe(sent.uuid);
  });
});
