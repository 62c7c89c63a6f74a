import { describe, expect, it } from 'vitest';
import { connect } from '../support/appsyncSocket.js';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();

async function three() {
  const [ada, ben, eve] = [
    await messaging.newPerson('Ada'),
    await messaging.newPerson('Ben'),
    await messaging.newPerson('Eve'),
  ];
  const sent = await ada.send({ recipientUuid: ben.uuid, message: 'between us' });
  const cy = await messaging.newPerson('Cy');
  return { ada, ben, eve, sent, theirs: groupOf(ada, ben), unwritten: groupOf(ada, cy) };
}

/** Every operation that takes a conversation id, called with the given one. */
const attempts = (group: string, upTo: string): [string, Record<string, unknown>][] => [
  [operations.messageGroup, { uuid: group }],
  [operations.messages, { messageGroupUuid: group }],
  [operations.messagesAfter, { messageGroupUuid: group }],
  [operations.createMessage, { input: { messageGroupUuid: group, message: 'let me in' } }],
  [operations.markMessageGroupRead, { messageGroupUuid: group, upTo }],
];

const answers = (person: Person, group: string, upTo: string) =>
  Promise.all(attempts(group, upTo).map(([query, variables]) => person.ask(query, variables)));

describe('A third person', () => {
  it('can neither read nor write a conversation, by any operation', async () => {
    const { ada, eve, sent, theirs } = await three();
    for (const { data, errors } of await answers(eve, theirs, sent.uuid)) {
      expect(Object.values(data!)).toEqual([null]);
      expect(errors!.map((error) => error.errorType)).toEqual(['Forbidden']);
    }
    expect(await ada.allMessages(theirs)).toHaveLength(1);
  });

  it('gets the same answer for a conversation that exists and one that does not', async () => {
    const { eve, sent, theirs, unwritten } = await three();
    expect(await answers(eve, theirs, sent.uuid)).toEqual(await answers(eve, unwritten, sent.uuid));
  });

  it('cannot subscribe to a conversation, and gets the same answer whether or not it exists', async () => {
    const { eve, theirs, unwritten } = await three();
    const socket = await connect({
      url: `${messaging.host.url}/graphql`,
      token: eve.accessToken,
    });
    await socket.init();
    const refusals = [];
    for (const [id, group] of Object.entries({ 1: theirs, 2: unwritten })) {
      socket.start({
        id,
        query: operations.onCreateMessage,
        variables: { messageGroupUuid: group },
        token: eve.accessToken,
      });
      refusals.push((await socket.next('error')).payload);
    }
    expect(refusals[0]).toEqual(refusals[1]);
    expect(JSON.stringify(refusals[0])).toContain('Forbidden');
    await socket.close();
  });

  it('gets no push of other people’s messages from a subscription without argument', async () => {
    const { ada, ben, eve, theirs } = await three();
    const socket = await connect({
      url: `${messaging.host.url}/graphql`,
      token: eve.accessToken,
    });
    await socket.init();
    socket.start({ id: 'all', query: operations.onCreateMessage, token: eve.accessToken });
    socket.start({
      id: 'null',
      query: operations.onCreateMessage,
      variables: { messageGroupUuid: null },
      token: eve.accessToken,
    });
    socket.start({ id: 'read', query: operations.onMarkMessageGroupRead, token: eve.accessToken });
    for (let i = 0; i < 3; i += 1) await socket.next('start_ack');
    const secret = await ben.send({ messageGroupUuid: theirs, message: 'secret' });
    await ada.markRead(theirs, secret.uuid);
    // The next push to Eve is for her, so no push of other people came before it.
    const open = await ada.send({ recipientUuid: eve.uuid, message: 'for Eve' });
    const pushes = [await socket.next('data'), await socket.next('data')];
    for (const push of pushes) {
      expect(push.payload).toMatchObject({ data: { onCreateMessage: { uuid: open.uuid } } });
    }
    await socket.close();
  });

  it('cannot continue another person’s list with a stolen nextToken', async () => {
    const { ada, eve, theirs } = await three();
    for (let i = 0; i < 3; i += 1) await ada.send({ messageGroupUuid: theirs, message: `${i}` });
    const own = await eve.send({ recipientUuid: ada.uuid, message: 'mine' });
    const { nextToken } = await ada.messages(theirs, 2);
    expect(nextToken).toBeTruthy();
    const variables = { messageGroupUuid: own.messageGroupUuid, nextToken };
    expect(await eve.errorOf(operations.messages, variables)).toBe('InvalidNextToken');
    const groups = await ada.messageGroups(1);
    expect(
      await eve.errorOf(operations.messageGroups, { limit: 1, nextToken: groups.nextToken }),
    ).toBe('InvalidNextToken');
  });

  it.each([
    [
      'an alias',
      `createMessage(input: $input) { uuid messageGroupUuid userUuid displayName handle message
        createdAt recipientUuid: message }`,
      '',
    ],
    [
      'a fragment',
      'createMessage(input: $input) { ...F }',
      `fragment F on Message { uuid messageGroupUuid userUuid displayName: message handle message
        createdAt recipientUuid }`,
    ],
    [
      'the same field a second time',
      `createMessage(input: $input) { uuid }
       createMessage(input: $input) { messageGroupUuid: message userUuid displayName handle
         recipientUuid message: handle createdAt }`,
      '',
    ],
    [
      'the same field in a fragment of the mutation',
      'createMessage(input: $input) { uuid } ...M',
      `fragment M on Mutation { createMessage(input: $input) { messageGroupUuid userUuid
         displayName handle recipientUuid: message message: handle createdAt } }`,
    ],
    [
      'a field of reactions a second time',
      `createMessage(input: $input) { uuid messageGroupUuid userUuid displayName handle
         recipientUuid message createdAt reactions { userUuid } }
       createMessage(input: $input) { reactions { emoji: userUuid } }`,
      '',
    ],
    [
      'a directive',
      `createMessage(input: $input) { uuid messageGroupUuid userUuid displayName handle message
        createdAt recipientUuid @include(if: true) }`,
      '',
    ],
  ])('cannot push a forged message by %s', async (_, selection, fragment) => {
    const { ben, eve } = await three();
    const group = (await eve.send({ recipientUuid: ben.uuid, message: 'hi' })).messageGroupUuid;
    const forged = `mutation ($input: CreateMessageInput!) { ${selection} } ${fragment}`;
    const input = { messageGroupUuid: group, message: ben.uuid };
    expect(await eve.errorOf(forged, { input })).toBe('IncompleteSelection');
    expect(await eve.allMessages(group)).toHaveLength(1);
  });

  it('cannot push a forged read marker', async () => {
    const { ada, ben, theirs, sent } = await three();
    const before = await ben.messageGroup(theirs);
    const forged = `mutation ($messageGroupUuid: ID!, $upTo: ID!) {
      markMessageGroupRead(messageGroupUuid: $messageGroupUuid, upTo: $upTo) { messageGroupUuid }
      markMessageGroupRead(messageGroupUuid: $messageGroupUuid, upTo: $upTo) {
        userUuid: recipientUuid recipientUuid readUpTo }
    }`;
    const variables = { messageGroupUuid: theirs, upTo: sent.uuid };
    expect(await ben.errorOf(forged, variables)).toBe('IncompleteSelection');
    expect(await ben.messageGroup(theirs)).toEqual(before);
    expect(await ada.allMessages(theirs)).toHaveLength(1);
  });
});
