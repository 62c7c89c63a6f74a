import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/appsyncSocket.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();

/** Ada and Ben have an accepted conversation of two messages. */
async function two() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const group = groupOf(ada, ben);
  await ada.send({ recipientUuid: ben.uuid, message: 'hi' });
  await ben.send({ messageGroupUuid: group, message: 'hey' });
  return { ada, ben, group };
}

const errorOfSend = (person: Person, input: object) =>
  person.ask(operations.createMessage, { input: { message: 'x', ...input } });

describe('A block', () => {
  it('puts the conversation into the blocked folder, readable, and into no other', async () => {
    const { ada, ben, group } = await two();
    expect(await ben.block(ada)).toMatchObject({
      uuid: group,
      folder: 'BLOCKED',
      blocked: true,
      lastMessage: 'hey',
    });
    expect((await ben.folder('BLOCKED')).map((row) => row.uuid)).toEqual([group]);
    expect(await ben.folder('INBOX')).toEqual([]);
    expect(await ben.allMessages(group)).toHaveLength(2);
    expect(await ben.messageGroup(group)).toMatchObject({ blocked: true });
  });

  it('refuses every way to write to the blocker, and stores and pushes nothing', async () => {
    const { ada, ben, group } = await two();
    await ben.block(ada);
    const socket = await connect({ url: `${messaging.host.url}/graphql`, token: ben.accessToken });
    await socket.init();
    await socket.subscribe({ query: operations.onCreateMessage });
    for (const to of [
      { messageGroupUuid: group },
      { recipientUuid: ben.uuid },
      { recipientHandle: ben.handle },
      { messageGroupUuid: group, clientToken: 'once' },
    ]) {
      const { errors } = await errorOfSend(ada, to);
      expect(errors).toMatchObject([{ errorType: 'RecipientUnavailable', errorInfo: null }]);
    }
    await socket.settled();
    expect(socket.unread).toEqual([]);
    await socket.close();
    expect(await ben.allMessages(group)).toHaveLength(2);
    expect(await ben.messageGroup(group)).toMatchObject({ unreadCount: 1, lastMessage: 'hey' });
  });

  it('refuses the blocker’s own messages, too, with an error of its own', async () => {
    const { ada, ben, group } = await two();
    await ben.block(ada);
    for (const to of [{ messageGroupUuid: group }, { recipientUuid: ada.uuid }]) {
      const { errors } = await errorOfSend(ben, to);
      expect(errors).toMatchObject([{ errorType: 'RecipientBlocked' }]);
    }
    expect(await ada.allMessages(group)).toHaveLength(2);
  });

  it('of each other is told to each as their own block', async () => {
    const { ada, ben, group } = await two();
    await ben.block(ada);
    await ada.block(ben);
    for (const person of [ada, ben]) {
      const { errors } = await errorOfSend(person, { messageGroupUuid: group });
      expect(errors).toMatchObject([{ errorType: 'RecipientBlocked' }]);
    }
    await ada.unblock(ben);
    const { errors } = await errorOfSend(ada, { messageGroupUuid: group });
    expect(errors).toMatchObject([{ errorType: 'RecipientUnavailable' }]);
  });

  it('of a person one has never written to keeps them from writing', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    expect(await ben.block(ada)).toMatchObject({
      folder: 'BLOCKED',
      blocked: true,
      otherUserHandle: ada.handle,
      otherUserDisplayName: ada.displayName,
      lastMessage: null,
      lastMessageUuid: null,
      lastMessageAt: null,
      unreadCount: 0,
    });
    const { errors } = await errorOfSend(ada, { recipientUuid: ben.uuid });
    expect(errors).toMatchObject([{ errorType: 'RecipientUnavailable' }]);
    // There is no conversation: not for the blocked person, whose answer is as before the block.
    const asGroup = await errorOfSend(ada, { messageGroupUuid: groupOf(ada, ben) });
    expect(asGroup.errors).toMatchObject([{ errorType: 'MessageGroupNotFound' }]);
    expect(await ada.messageGroup(groupOf(ada, ben))).toBeNull();
    expect(await ben.folder('BLOCKED')).toMatchObject([{ otherUserUuid: ada.uuid }]);
  });

  it('and its end, of a person one has never written to, leave no conversation and no row', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    await ben.block(ada);
    expect(await ben.unblock(ada)).toMatchObject({
      uuid: groupOf(ada, ben),
      folder: null,
      blocked: false,
    });
    for (const person of [ada, ben]) {
      expect(await person.messageGroup(groupOf(ada, ben))).toBeNull();
      for (const folder of ['INBOX', 'REQUESTS', 'ARCHIVE', 'BLOCKED'] as const) {
        expect(await person.folder(folder)).toEqual([]);
      }
    }
    await ada.send({ recipientUuid: ben.uuid, message: 'hello' });
    expect(await ben.folder('REQUESTS')).toHaveLength(1);
  });

  it('made twice, or ended twice, is as made or ended once', async () => {
    const { ada, ben } = await two();
    expect(await ben.unblock(ada)).toMatchObject({ folder: 'INBOX', blocked: false });
    expect(await ben.block(ada)).toEqual(await ben.block(ada));
    expect(await ben.unblock(ada)).toEqual(await ben.unblock(ada));
  });

  it('of oneself, of a person that there is not, or of no uuid is refused', async () => {
    const ada = await messaging.newPerson('Ada');
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const operation of [operations.blockUser, operations.unblockUser]) {
      expect(await ada.errorOf(operation, { uuid: ada.uuid })).toBe('RecipientIsSelf');
      expect(await ada.errorOf(operation, { uuid: 'PROFILE' })).toBe('InvalidId');
      expect(await ada.errorOf(operation, { uuid: `${nobody}_${ada.uuid}` })).toBe('InvalidId');
    }
    expect(await ada.errorOf(operations.blockUser, { uuid: nobody })).toBe('RecipientNotFound');
    expect(await ada.folder('BLOCKED')).toEqual([]);
  });

  it('moves no read marker, and cannot be archived, accepted or cleared away', async () => {
    const { ada, ben, group } = await two();
    const sent = await ada.send({ messageGroupUuid: group, message: 'unread' });
    await ben.block(ada);
    const before = await ben.messageGroup(group);
    expect(await ben.markRead(group, sent.uuid)).toEqual(before);
    const first = (await ben.allMessages(group)).at(-1)!;
    expect(await ben.markRead(group, first.uuid)).toEqual(before);
    for (const change of [
      { folder: 'INBOX' },
      { folder: 'ARCHIVE', seen: sent.uuid },
      { clearedUpTo: sent.uuid },
    ]) {
      const input = { uuid: group, ...change };
      expect(await ben.errorOf(operations.updateMessageGroup, { input })).toBe('RecipientBlocked');
    }
    expect(await ben.messageGroup(group)).toEqual(before);
  });
});

describe('The end of a block', () => {
  it('puts the conversation where new messages put it: inbox, requests, or no list', async () => {
    const accepted = await two();
    await accepted.ben.block(accepted.ada);
    expect(await accepted.ben.unblock(accepted.ada)).toMatchObject({ folder: 'INBOX' });

    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    const { uuid } = await ada.send({ recipientUuid: ben.uuid, message: 'hi' });
    await ben.block(ada);
    expect(await ben.unblock(ada)).toMatchObject({ folder: 'REQUESTS' });
    await ben.updateGroup({ uuid: groupOf(ada, ben), folder: 'ARCHIVE', seen: uuid });
    await ben.block(ada);
    expect(await ben.unblock(ada)).toMatchObject({ folder: 'REQUESTS' });

    const cleared = await two();
    const { lastMessageUuid } = (await cleared.ben.messageGroup(cleared.group))!;
    await cleared.ben.updateGroup({ uuid: cleared.group, clearedUpTo: lastMessageUuid });
    await cleared.ben.block(cleared.ada);
    expect(await cleared.ben.folder('BLOCKED')).toHaveLength(1);
    expect(await cleared.ben.unblock(cleared.ada)).toMatchObject({ folder: null, blocked: false });
    expect(await cleared.ben.folder('INBOX')).toEqual([]);
  });

  it('delivers nothing that was sent during the block', async () => {
    const { ada, ben, group } = await two();
    await ben.block(ada);
    const tried = { messageGroupUuid: group, message: 'during', clientToken: 'during' };
    await expect(ada.send(tried)).rejects.toThrow('RecipientUnavailable');
    await ben.unblock(ada);
    expect(await ben.allMessages(group)).toHaveLength(2);
    await ada.send({ messageGroupUuid: group, message: 'after' });
    expect((await ben.allMessages(group)).map(({ message }) => message)).toEqual([
      'after',
      'hey',
      'hi',
    ]);
  });

  it('leaves a stranger as many messages as were left before', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    for (let i = 0; i < 4; i += 1) await ada.send({ recipientUuid: ben.uuid, message: `${i}` });
    await ben.block(ada);
    await ben.unblock(ada);
    await ada.send({ recipientUuid: ben.uuid, message: 'fifth' });
    const { errors } = await errorOfSend(ada, { recipientUuid: ben.uuid });
    expect(errors).toMatchObject([{ errorType: 'AwaitingAcceptance' }]);
  });
});

describe('A message that is sent again with its token', () => {
  it('towards a person who has blocked since is unavailable, and pushes nothing', async () => {
    const { ada, ben, group } = await two();
    const input = { messageGroupUuid: group, message: 'once', clientToken: 't' };
    await ada.send(input);
    await ben.block(ada);
    const socket = await connect({ url: `${messaging.host.url}/graphql`, token: ada.accessToken });
    await socket.init();
    await socket.subscribe({ query: operations.onCreateMessage });
    await expect(ada.send(input)).rejects.toThrow('RecipientUnavailable');
    await expect(ada.send({ ...input, message: 'other' })).rejects.toThrow('RecipientUnavailable');
    await socket.settled();
    expect(socket.unread).toEqual([]);
    await socket.close();
  });

  it('is answered as before where only the sender has blocked since, or was suspended', async () => {
    const { ada, ben, group } = await two();
    const input = { messageGroupUuid: group, message: 'once', clientToken: 't' };
    const sent = await ada.send(input);
    await ada.block(ben);
    expect((await ada.send(input)).uuid).toBe(sent.uuid);
    await ada.unblock(ben);
    await suspend(ada, '2999-01-01T00:00:00.000Z', group);
    expect((await ada.send(input)).uuid).toBe(sent.uuid);
  });
});

/** As the worker of moderation marks a profile and a row. */
async function suspend(person: Person, until: string, group?: string): Promise<void> {
  const keys = [
    { pk: `USR#${person.uuid}`, sk: 'PROFILE' },
    ...(group ? [{ pk: `GRP#${person.uuid}`, sk: group }] : []),
  ];
  for (const { pk, sk } of keys) {
    await messaging.dynamodb.client.send(
      new UpdateItemCommand({
        TableName: messaging.dynamodb.tableName,
        Key: { pk: { S: pk }, sk: { S: sk } },
        UpdateExpression: 'SET suspendedUntil = :until',
        ExpressionAttributeValues: { ':until': { S: until } },
      }),
    );
  }
}

describe('A suspended person', () => {
  const UNTIL = '2999-01-01T00:00:00.000Z';

  it('cannot send into a conversation or begin one, and hears until when', async () => {
    const { ada, ben, group } = await two();
    const cy = await messaging.newPerson('Cy');
    await suspend(ada, UNTIL, group);
    for (const to of [
      { messageGroupUuid: group },
      { recipientUuid: ben.uuid },
      { recipientUuid: cy.uuid },
    ]) {
      const { errors } = await errorOfSend(ada, to);
      expect(errors).toMatchObject([
        { errorType: 'AccountSuspended', errorInfo: { until: UNTIL } },
      ]);
    }
    expect(await cy.folder('REQUESTS')).toEqual([]);
    expect(await ada.allMessages(group)).toHaveLength(2);
  });

  it('reads, marks, archives, blocks and is written to as before', async () => {
    const { ada, ben, group } = await two();
    await suspend(ada, UNTIL, group);
    const sent = await ben.send({ messageGroupUuid: group, message: 'are you there?' });
    expect(await ada.markRead(group, sent.uuid)).toMatchObject({ unreadCount: 0 });
    await ada.updateGroup({ uuid: group, folder: 'ARCHIVE', seen: sent.uuid });
    expect(await ada.block(ben)).toMatchObject({ blocked: true });
  });

  it('can send again from the stated time on, with no further write', async () => {
    const { ada, group } = await two();
    const cy = await messaging.newPerson('Cy');
    await suspend(ada, new Date(Date.now() - 1).toISOString(), group);
    await ada.send({ messageGroupUuid: group, message: 'back' });
    await ada.send({ recipientUuid: cy.uuid, message: 'hello' });
    expect(await cy.folder('REQUESTS')).toHaveLength(1);
  });

  it('who is written to for the first time gets a row that is suspended, too', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    await suspend(ada, UNTIL);
    await ben.send({ recipientUuid: ada.uuid, message: 'hi' });
    const { errors } = await errorOfSend(ada, { messageGroupUuid: groupOf(ada, ben) });
    expect(errors).toMatchObject([{ errorType: 'AccountSuspended', errorInfo: { until: UNTIL } }]);
  });
});
