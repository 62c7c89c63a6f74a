import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import type { MessagesOfDeleted, User } from '../../generated/schema.js';
import { handleKey, workKey } from '../../resolvers/lib/keys.js';
import { toKey } from '../../triggers/lib/worker/table.js';
import { ManualSchedule } from '../support/manualSchedule.js';
import { connect } from '../support/appsyncSocket.js';
import { signIn, useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';
import { itemsWith as itemsOfTableWith } from '../support/tables.js';

const MINUTE = 60_000;
const PATIENCE = { timeout: 60_000, interval: 50 };

const schedule = new ManualSchedule();
/** How far the resolvers' clock is ahead of the machine's. */
let ahead = 0;
const messaging = useMessaging({
  scheduleClock: schedule,
  resolverClock: () => Date.now() + ahead,
});

const deleteAccount = (person: Person, messages: MessagesOfDeleted) =>
  person.get<{ deleteAccount: boolean }>(operations.deleteAccount, { messages });

const stageOf = async ({ uuid }: Person) => {
  const { client, tableName } = messaging.dynamodb;
  const { Item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: toKey(workKey(uuid)), ConsistentRead: true }),
  );
  return Item?.stage?.S ?? 'DONE';
};
const firstLook = (person: Person) => expect.poll(() => stageOf(person), PATIENCE).toBe('WAITING');
const lastLook = async (person: Person): Promise<void> => {
  await firstLook(person);
  schedule.advance(16 * MINUTE);
  await expect.poll(() => stageOf(person), PATIENCE).toBe('DONE');
};

/** Everything in the table that has this text in it. */
const itemsWith = (text: string): Promise<string[]> =>
  itemsOfTableWith(messaging.dynamodb.client, messaging.dynamodb.tableName, text);

async function two() {
  const [ada, ben] = [await messaging.newPerson('Ada'), await messaging.newPerson('Ben')];
  const group = groupOf(ada, ben);
  const first = await ada.send({ recipientUuid: ben.uuid, message: 'from Ada' });
  const second = await ben.send({ messageGroupUuid: group, message: 'from Ben' });
  await ada.react(second, '👍');
  const third = await ada.send({ messageGroupUuid: group, message: 'last from Ada' });
  return { ada, ben, group, first, second, third };
}

describe('deleteAccount', () => {
  it('KEEP leaves the other person the texts, without a name', async () => {
    const { ada, ben, group, first, second, third } = await two();
    expect(await deleteAccount(ada, 'KEEP')).toEqual({ deleteAccount: true });
    await lastLook(ada);
    expect(await ben.messageGroup(group)).toMatchObject({
      otherUserDisplayName: null,
      otherUserHandle: null,
      lastMessage: 'last from Ada',
      unreadCount: 2,
    });
    expect(await ben.allMessages(group)).toMatchObject([
      { uuid: third.uuid, message: 'last from Ada', displayName: null, handle: null },
      { uuid: second.uuid, reactions: [{ emoji: '👍' }] },
      { uuid: first.uuid, message: 'from Ada', displayName: null, handle: null },
    ]);
  });

  it('ERASE leaves tombstones, an empty preview and nothing unread, and the log begins anew', async () => {
    const { ada, ben, group, first, second, third } = await two();
    const { changeUuid } = (await ben.messageGroup(group))!;
    await deleteAccount(ada, 'ERASE');
    await lastLook(ada);
    expect(await ben.messageGroup(group)).toMatchObject({ lastMessage: null, unreadCount: 0 });
    const gone = { message: null, deletedBy: 'SENDER', displayName: null, reactions: [] };
    expect(await ben.allMessages(group)).toMatchObject([
      { uuid: third.uuid, ...gone },
      { uuid: second.uuid, message: 'from Ben', reactions: [] },
      { uuid: first.uuid, ...gone },
    ]);
    await expect(ben.changesAfter(group, changeUuid)).rejects.toThrow('ChangesExpired');
    const { changeUuid: now } = (await ben.messageGroup(group))!;
    expect(await ben.changesAfter(group, now)).toEqual({ items: [], upTo: now, hasMore: false });
  });

  it.each(['KEEP', 'ERASE'] as const)(
    '%s leaves nothing of the names in the table, but for the held handle',
    async (messages) => {
      const { ada, ben } = await two();
      const cy = await messaging.newPerson('Cy');
      await ada.block(cy);
      await ada.send({ recipientUuid: ben.uuid, message: 'again' });
      await deleteAccount(ada, messages);
      await lastLook(ada);
      expect(await itemsWith(ada.displayName)).toEqual([]);
      const named = await itemsWith(ada.handle);
      expect(named).toHaveLength(1);
      expect(named[0]).toContain(handleKey(ada.handle).pk);
      expect(named[0]).toContain('expiresAt');
      expect(messaging.host.cognito.users().map(({ sub }) => sub)).not.toContain(ada.uuid);
    },
  );

  it('leaves no name with who blocks the person without a conversation, where it was shown before', async () => {
    const [ada, ben] = [await messaging.newPerson('Ada'), await messaging.newPerson('Ben')];
    await ben.block(ada);
    const named = { otherUserDisplayName: ada.displayName, otherUserHandle: ada.handle };
    expect(await ben.folder('BLOCKED')).toMatchObject([named]);
    expect(await ben.messageGroup(groupOf(ada, ben))).toMatchObject(named);
    await ada.get(operations.updateProfile, { input: { displayName: 'Ada King' } });
    expect(await ben.folder('BLOCKED')).toMatchObject([{ otherUserDisplayName: 'Ada King' }]);
    await deleteAccount(ada, 'KEEP');
    const nobody = { otherUserDisplayName: null, otherUserHandle: null };
    expect(await ben.folder('BLOCKED')).toMatchObject([{ otherUserUuid: ada.uuid, ...nobody }]);
    await lastLook(ada);
    expect(await ben.messageGroup(groupOf(ada, ben))).toMatchObject(nobody);
    expect(await itemsWith('Ada King')).toEqual([]);
    expect(await ben.unblock(ada)).toMatchObject({ blocked: false });
  });

  it('ends the sign-in and the live subscriptions at once, and the account after a quarter of an hour', async () => {
    const { ada } = await two();
    const socket = await connect({
      url: `${messaging.host.url}/graphql`,
      token: ada.accessToken,
    });
    await socket.init();
    await socket.subscribe({ query: operations.onCreateMessage });
    await deleteAccount(ada, 'KEEP');
    await socket.closed;
    await firstLook(ada);
    expect(messaging.host.cognito.users().map(({ sub }) => sub)).toContain(ada.uuid);
    await expect(signIn(messaging.host, ada.username, ada.password)).rejects.toThrow();
    expect((await ada.get<{ me: User | null }>(operations.me)).me).toBeNull();
    await lastLook(ada);
    expect(messaging.host.cognito.users().map(({ sub }) => sub)).not.toContain(ada.uuid);
  });

  it('lets no one write to or as the person any more, also with a token that is still good', async () => {
    const { ada, ben, group } = await two();
    const cy = await messaging.newPerson('Cy');
    await deleteAccount(ada, 'ERASE');
    await firstLook(ada);
    const into = { messageGroupUuid: group, message: 'hello?' };
    await expect(ben.send(into)).rejects.toThrow('RecipientUnavailable');
    await expect(ben.send({ recipientUuid: ada.uuid, message: 'x' })).rejects.toThrow(
      'RecipientUnavailable',
    );
    await expect(cy.send({ recipientUuid: ada.uuid, message: 'x' })).rejects.toThrow(
      'RecipientUnavailable',
    );
    await expect(cy.send({ recipientHandle: ada.handle, message: 'x' })).rejects.toThrow(
      'RecipientNotFound',
    );
    await expect(ada.send(into)).rejects.toThrow('MessageGroupNotFound');
    await expect(ada.send({ recipientUuid: cy.uuid, message: 'x' })).rejects.toThrow(
      'ProfileNotFound',
    );
    expect(await cy.folder('REQUESTS')).toEqual([]);
  });

  it('needs a sign-in of the last five minutes', async () => {
    const { ada } = await two();
    ahead = 6 * MINUTE;
    await expect(deleteAccount(ada, 'KEEP')).rejects.toThrow('RecentSignInRequired');
    ahead = 0;
    expect((await ada.get<{ me: User | null }>(operations.me)).me).not.toBeNull();
  });

  it('can be asked again, and KEEP does not bring back what ERASE takes', async () => {
    const { ada, ben, group } = await two();
    await deleteAccount(ada, 'ERASE');
    await deleteAccount(ada, 'KEEP');
    await lastLook(ada);
    expect((await ben.allMessages(group))[0]).toMatchObject({ message: null });
  });

  it('goes on as it was chosen first: ERASE after KEEP erases nothing', async () => {
    const { ada, ben, group } = await two();
    await deleteAccount(ada, 'KEEP');
    await deleteAccount(ada, 'ERASE');
    await lastLook(ada);
    expect((await ben.allMessages(group))[0]).toMatchObject({ message: 'last from Ada' });
  });

  it('keeps the handle from others for 30 days', async () => {
    const { ada, ben } = await two();
    await deleteAccount(ada, 'KEEP');
    await firstLook(ada);
    expect(await ben.errorOf(operations.updateProfile, { input: { handle: ada.handle } })).toBe(
      'HandleTaken',
    );
    expect(
      (await ben.get<{ user: User | null }>(operations.user, { handle: ada.handle })).user,
    ).toBeNull();
  });

  it('goes through a long conversation page by page', async () => {
    const { ada, ben, group } = await two();
    for (let at = 0; at < 60; at += 1) {
      const sender = at % 2 ? ada : ben;
      await sender.send({ messageGroupUuid: group, message: `${at}` });
    }
    await deleteAccount(ada, 'ERASE');
    await lastLook(ada);
    for (const { userUuid, message } of await ben.allMessages(group)) {
      expect(message === null).toBe(userUuid === ada.uuid);
    }
  });
});
