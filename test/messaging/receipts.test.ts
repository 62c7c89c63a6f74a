import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { workKey } from '../../resolvers/lib/keys.js';
import { connect, type AppSyncSocket } from '../support/appsyncSocket.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();

async function two() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const group = groupOf(ada, ben);
  const first = await ada.send({ recipientUuid: ben.uuid, message: 'first' });
  return { ada, ben, group, first };
}

/** Until the worker has gone through the person's rows. */
async function worked({ uuid }: Person): Promise<void> {
  const { client, tableName } = messaging.dynamodb;
  const { pk, sk } = workKey(uuid);
  const command = new GetItemCommand({
    TableName: tableName,
    Key: { pk: { S: pk }, sk: { S: sk } },
    ConsistentRead: true,
  });
  const stage = async () => (await client.send(command)).Item?.stage?.S;
  await expect.poll(stage, { timeout: 60_000, interval: 50 }).toBe('WAITING');
}

async function accepted() {
  const people = await two();
  await people.ben.accept(people.ada);
  return people;
}

async function listen(person: Person, query: string, variables = {}): Promise<AppSyncSocket> {
  const url = `${messaging.host.url}/graphql`;
  const socket = await connect({ url, token: person.accessToken });
  await socket.init();
  await socket.subscribe({ query, variables });
  return socket;
}

/** What was pushed so far, of the one field. */
async function pushed(socket: AppSyncSocket): Promise<unknown[]> {
  await socket.settled();
  return socket.unread
    .filter(({ type }) => type === 'data')
    .map(({ payload }) => Object.values((payload as { data: object }).data)[0] as unknown);
}

describe('A read receipt', () => {
  it('reaches the reader’s own devices and the other person, with no more than the marker', async () => {
    const { ada, ben, group, first } = await accepted();
    const sockets = [ben, ada, await messaging.newPerson('Cy')].map((person) =>
      listen(person, operations.onMarkMessageGroupRead),
    );
    const [own, other, stranger] = await Promise.all(sockets);
    const marker = await ben.mark(group, first.uuid);
    expect(marker).toEqual({
      messageGroupUuid: group,
      userUuid: ben.uuid,
      recipientUuid: ada.uuid,
      readUpTo: first.uuid,
    });
    expect(await pushed(own!)).toEqual([marker]);
    expect(await pushed(other!)).toEqual([marker]);
    expect(await pushed(stranger!)).toEqual([]);
    expect(await ada.messageGroup(group)).toMatchObject({ otherUserReadUpTo: first.uuid });
    for (const socket of [own!, other!, stranger!]) await socket.close();
  });

  it('of a request is the reader’s alone, also after it was archived', async () => {
    const { ada, ben, group, first } = await two();
    const other = await listen(ada, operations.onMarkMessageGroupRead);
    expect(await ben.mark(group, first.uuid)).toMatchObject({ recipientUuid: null });
    await ben.updateGroup({ uuid: group, folder: 'ARCHIVE', seen: first.uuid });
    expect(await ben.mark(group, first.uuid)).toMatchObject({ recipientUuid: null });
    expect(await ada.messageGroup(group)).toMatchObject({ otherUserReadUpTo: null });
    expect(await pushed(other)).toEqual([]);
    await ben.accept(ada);
    expect(await ada.messageGroup(group)).toMatchObject({ otherUserReadUpTo: first.uuid });
    await other.close();
  });

  it('stands still while the reader blocks, and does not vanish: a block must not be seen', async () => {
    const { ada, ben, group, first } = await accepted();
    const second = await ada.send({ messageGroupUuid: group, message: 'second' });
    await ben.mark(group, first.uuid);
    await ben.block(ada);
    const other = await listen(ada, operations.onMarkMessageGroupRead);
    expect(await ben.mark(group, second.uuid)).toMatchObject({
      recipientUuid: null,
      readUpTo: first.uuid,
    });
    expect(await ada.messageGroup(group)).toMatchObject({ otherUserReadUpTo: first.uuid });
    expect(await pushed(other)).toEqual([]);
    await other.close();
  });

  it('is neither given nor received by a person who hides their own', async () => {
    const { ada, ben, group, first } = await accepted();
    const second = await ben.send({ messageGroupUuid: group, message: 'second' });
    expect(await ben.updateSettings({ showsReadReceipts: false })).toMatchObject({
      showsReadReceipts: false,
    });
    await worked(ben);
    const toAda = await listen(ada, operations.onMarkMessageGroupRead);
    const toBen = await listen(ben, operations.onMarkMessageGroupRead);
    expect(await ben.mark(group, first.uuid)).toMatchObject({ recipientUuid: null });
    await ada.mark(group, second.uuid);
    expect(await pushed(toAda)).toMatchObject([{ userUuid: ada.uuid }]);
    expect(await pushed(toBen)).toMatchObject([{ userUuid: ben.uuid }]);
    for (const person of [ada, ben]) {
      expect(await person.messageGroup(group)).toMatchObject({ otherUserReadUpTo: null });
    }
    await ben.updateSettings({ showsReadReceipts: true });
    await worked(ben);
    expect(await ada.messageGroup(group)).toMatchObject({ otherUserReadUpTo: first.uuid });
    expect(await ben.messageGroup(group)).toMatchObject({ otherUserReadUpTo: second.uuid });
    for (const socket of [toAda, toBen]) await socket.close();
  });

  it('is hidden in conversations that begin after the setting was changed', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    await ben.updateSettings({ showsReadReceipts: false });
    await worked(ben);
    const first = await ada.send({ recipientUuid: ben.uuid, message: 'hi' });
    await ben.accept(ada);
    const group = groupOf(ada, ben);
    expect(await ben.mark(group, first.uuid)).toMatchObject({ recipientUuid: null });
    const cy = await messaging.newPerson('Cy');
    const second = await ben.send({ recipientUuid: cy.uuid, message: 'hi' });
    await cy.accept(ben);
    await cy.mark(groupOf(ben, cy), second.uuid);
    expect(await ben.messageGroup(groupOf(ben, cy))).toMatchObject({ otherUserReadUpTo: null });
  });

  it('ends a subscription when its owner changes the setting: it delivers others’ no more', async () => {
    const { ben } = await accepted();
    const socket = await listen(ben, operations.onMarkMessageGroupRead);
    await ben.updateSettings({ showsReadReceipts: false });
    await socket.closed;
  });
});

describe('Settings', () => {
  it('change one by one, and what is left out stays', async () => {
    const ada = await messaging.newPerson('Ada');
    await ada.updateSettings({ acceptsRequests: false });
    await ada.updateSettings({ showsReadReceipts: false });
    expect(await ada.mySettings()).toEqual({
      acceptsRequests: false,
      showsReadReceipts: false,
      isDiscoverable: true,
    });
    expect(await ada.updateSettings({ acceptsRequests: true, showsReadReceipts: true })).toEqual({
      acceptsRequests: true,
      showsReadReceipts: true,
      isDiscoverable: true,
    });
    await expect(ada.updateSettings({})).rejects.toThrow('InvalidUpdate');
  });
});

describe('Typing', () => {
  it('is heard by the other person where they listen to that conversation, and by nobody else', async () => {
    const { ada, ben, group } = await accepted();
    const cy = await messaging.newPerson('Cy');
    await ben.send({ recipientUuid: cy.uuid, message: 'hi' });
    const variables = { messageGroupUuid: group };
    const heard = await listen(ben, operations.onTyping, variables);
    const own = await listen(ada, operations.onTyping, variables);
    const elsewhere = await listen(ben, operations.onTyping, {
      messageGroupUuid: groupOf(ben, cy),
    });
    const typing = await ada.type(group);
    expect(typing).toEqual({
      messageGroupUuid: group,
      userUuid: ada.uuid,
      recipientUuid: ben.uuid,
      typing: true,
    });
    const stopped = await ada.type(group, false);
    expect(await pushed(heard)).toEqual([typing, stopped]);
    expect(await pushed(own)).toEqual([]);
    expect(await pushed(elsewhere)).toEqual([]);
    for (const socket of [heard, own, elsewhere]) await socket.close();
  });

  it('is neither told nor heard before the conversation is accepted', async () => {
    const { ada, ben, group } = await two();
    await expect(ben.type(group)).rejects.toThrow('NotAccepted');
    await expect(listen(ben, operations.onTyping, { messageGroupUuid: group })).rejects.toThrow(
      'NotAccepted',
    );
    await ada.type(group); // as to anybody: the answer tells nothing
  });

  it('is refused to the blocker alone, and to who is not in the conversation', async () => {
    const { ada, ben, group } = await accepted();
    const cy = await messaging.newPerson('Cy');
    await ben.block(ada);
    await expect(ben.type(group)).rejects.toThrow('RecipientBlocked');
    await ada.type(group);
    const variables = { messageGroupUuid: group };
    await expect(listen(ben, operations.onTyping, variables)).rejects.toThrow('RecipientBlocked');
    await expect(cy.type(group)).rejects.toThrow('Forbidden');
    await expect(listen(cy, operations.onTyping, variables)).rejects.toThrow('Forbidden');
    await expect(ada.type(groupOf(ada, cy))).rejects.toThrow('MessageGroupNotFound');
  });

  it('stores nothing', async () => {
    const { ada, ben, group } = await accepted();
    const before = await ben.messageGroup(group);
    await ada.type(group);
    expect(await ben.messageGroup(group)).toEqual(before);
  });
});
