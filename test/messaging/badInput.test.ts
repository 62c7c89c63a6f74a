import { describe, expect, it } from 'vitest';
import { useMessaging } from '../support/messaging.js';
import { operations } from '../support/operations.js';
import { groupOf, type Person } from '../support/person.js';

const messaging = useMessaging();

async function two() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const sent = await ada.send({ recipientUuid: ben.uuid, message: 'hello' });
  return { ada, ben, sent, group: groupOf(ada, ben) };
}

/** Everything that both people can see of their conversation. */
const state = async (ada: Person, ben: Person) => ({
  rows: [await ada.messageGroups(), await ben.messageGroups()],
  messages: await ada.messagesAfter(groupOf(ada, ben)),
});

describe('createMessage refuses, and changes nothing:', () => {
  const refused = async (
    input: (people: { ada: Person; ben: Person; group: string }) => Record<string, unknown>,
    errorType: string,
  ) => {
    const { ada, ben, group } = await two();
    const before = await state(ada, ben);
    expect(await ada.errorOf(operations.createMessage, { input: input({ ada, ben, group }) })).toBe(
      errorType,
    );
    expect(await state(ada, ben)).toEqual(before);
  };

  it.each([
    ['nothing', ''],
    ['blanks', ' \t\n\r '],
    ['a no-break space', '\u00a0\u2003\u3000'],
    ['zero-width characters', '\u200b\u200c\u200d\u2060\ufeff'],
    ['fillers', '\u115f\u1160\u3164\uffa0\u2800'],
    ['a soft hyphen and variation selectors', '\u00ad\ufe0f'],
    ['controls', '\u0000\u0007\u001b'],
    ['variation selectors beyond the first plane', '\u{e0100}\u{e01ef}\u180b'],
    ['private and unassigned characters', '\ue000\u{10ffff}\u0378'],
  ])('a message of %s', (_, message) =>
    refused(({ group }) => ({ messageGroupUuid: group, message }), 'MessageBlank'),
  );

  it.each([
    ['1,025 letters', 'x'.repeat(1025)],
    ['1,025 four-byte characters', '🏔'.repeat(1025)],
    ['100,000 letters', 'x'.repeat(100_000)],
  ])('a message of %s, naming the limit', async (_, message) => {
    await refused(({ group }) => ({ messageGroupUuid: group, message }), 'MessageTooLong');
    const { ada, group } = await two();
    const { errors } = await ada.ask(operations.createMessage, {
      input: { messageGroupUuid: group, message },
    });
    expect(errors![0]).toMatchObject({
      message: expect.stringContaining('1024') as string,
      errorInfo: { max: 1024 },
    });
  });

  it.each([
    ['nobody', () => ({})],
    [
      'a conversation and a person',
      (p: { ben: Person; group: string }) => ({
        messageGroupUuid: p.group,
        recipientUuid: p.ben.uuid,
      }),
    ],
    [
      'a person twice',
      (p: { ben: Person }) => ({ recipientUuid: p.ben.uuid, recipientHandle: p.ben.handle }),
    ],
    ['nulls', () => ({ recipientUuid: null, messageGroupUuid: null })],
  ])('a message to %s', (_, recipient) =>
    refused((people) => ({ message: 'x', ...recipient(people) }), 'RecipientRequired'),
  );

  it('a message to an unknown uuid or handle', async () => {
    await refused(
      () => ({ message: 'x', recipientUuid: '00000000-0000-4000-8000-000000000000' }),
      'RecipientNotFound',
    );
    await refused(() => ({ message: 'x', recipientHandle: 'nobody_here' }), 'RecipientNotFound');
  });

  it('a message to oneself, by uuid or by handle', async () => {
    await refused(({ ada }) => ({ message: 'x', recipientUuid: ada.uuid }), 'RecipientIsSelf');
    await refused(({ ada }) => ({ message: 'x', recipientHandle: ada.handle }), 'RecipientIsSelf');
    await refused(
      ({ ada }) => ({ message: 'x', messageGroupUuid: `${ada.uuid}_${ada.uuid}` }),
      'InvalidId',
    );
  });

  it('a malformed recipientUuid', async () => {
    const malformed = (ben: Person) => [
      'x',
      'USR#',
      `${ben.uuid}#PROFILE`,
      `USR#${ben.uuid}`,
      ben.uuid.toUpperCase(),
      `${ben.uuid}\n`,
      ` ${ben.uuid}`,
      `${ben.uuid}_${ben.uuid}`,
    ];
    const { ben } = await two();
    for (const [i] of malformed(ben).entries()) {
      await refused((p) => ({ message: 'x', recipientUuid: malformed(p.ben)[i] }), 'InvalidId');
    }
  });

  it('a malformed recipientHandle', async () => {
    for (const recipientHandle of [
      '@',
      'a b',
      'x#HANDLE',
      '../up',
      'é'.repeat(3),
      'a'.repeat(31),
    ]) {
      await refused(() => ({ message: 'x', recipientHandle }), 'InvalidHandle');
    }
  });

  it('a malformed clientToken', async () => {
    for (const clientToken of ['', 'a#b', 'a b', 'x'.repeat(65), 'é', 'a\n']) {
      await refused(
        ({ group }) => ({ messageGroupUuid: group, message: 'x', clientToken }),
        'InvalidClientToken',
      );
    }
  });

  it.each([
    'uuid',
    'messageGroupUuid',
    'userUuid',
    'displayName',
    'handle',
    'recipientUuid',
    'message',
    'createdAt',
  ])('a selection without %s, naming it', async (field) => {
    const { ada, ben, group } = await two();
    const before = await state(ada, ben);
    const all =
      'uuid messageGroupUuid userUuid displayName handle recipientUuid message createdAt'.split(
        ' ',
      );
    const selection = all.filter((name) => name !== field).join(' ');
    const { errors } = await ada.ask(
      `mutation ($input: CreateMessageInput!) { createMessage(input: $input) { ${selection} } }`,
      { input: { messageGroupUuid: group, message: 'x' } },
    );
    expect(errors).toMatchObject([
      { errorType: 'IncompleteSelection', errorInfo: { missing: [field] } },
    ]);
    expect(await state(ada, ben)).toEqual(before);
  });
});

describe('An invalid conversation id', () => {
  const malformed = (ada: Person, ben: Person) => [
    '',
    '#',
    '_',
    ada.uuid,
    `${ada.uuid}_`,
    `${ada.uuid}#${ben.uuid}`,
    `MSG#${groupOf(ada, ben)}`,
    `GRP#${ben.uuid}`,
    `${groupOf(ada, ben)}#`,
    `${groupOf(ada, ben)}\n`,
    `${groupOf(ada, ben)}_${ada.uuid}`,
    groupOf(ada, ben).toUpperCase(),
    groupOf(ada, ben).split('_').reverse().join('_'),
  ];

  it('is InvalidId in every operation', async () => {
    const { ada, ben, sent } = await two();
    const before = await state(ada, ben);
    for (const id of malformed(ada, ben)) {
      const message = { input: { messageGroupUuid: id, message: 'x' } };
      expect(await ada.errorOf(operations.messageGroup, { uuid: id })).toBe('InvalidId');
      expect(await ada.errorOf(operations.messages, { messageGroupUuid: id })).toBe('InvalidId');
      expect(await ada.errorOf(operations.messagesAfter, { messageGroupUuid: id })).toBe(
        'InvalidId',
      );
      expect(await ada.errorOf(operations.createMessage, message)).toBe('InvalidId');
      expect(
        await ada.errorOf(operations.markMessageGroupRead, {
          messageGroupUuid: id,
          upTo: sent.uuid,
        }),
      ).toBe('InvalidId');
    }
    expect(await state(ada, ben)).toEqual(before);
  });
});

describe('A list refuses', () => {
  it.each([0, -1, 101, 2_147_483_647])('a limit of %i', async (limit) => {
    const { ada, group } = await two();
    expect(await ada.errorOf(operations.messageGroups, { limit })).toBe('InvalidLimit');
    expect(await ada.errorOf(operations.messages, { messageGroupUuid: group, limit })).toBe(
      'InvalidLimit',
    );
    expect(await ada.errorOf(operations.messagesAfter, { messageGroupUuid: group, limit })).toBe(
      'InvalidLimit',
    );
  });

  it('a nextToken that was altered, invented, or is from another list', async () => {
    const { ada, ben, group } = await two();
    const cy = await messaging.newPerson('Cy');
    await ada.send({ recipientUuid: cy.uuid, message: 'hi' });
    for (let i = 0; i < 3; i += 1) {
      await ada.send({ messageGroupUuid: group, message: `${i}` });
      await ada.send({ messageGroupUuid: groupOf(ada, cy), message: `${i}` });
    }
    const own = (await ada.messages(group, 1)).nextToken!;
    const altered = own.slice(0, -6) + (own.at(-6) === 'A' ? 'B' : 'A') + own.slice(-5);
    const elsewhere = (await ada.messages(groupOf(ada, cy), 1)).nextToken!;
    const otherField = (await ada.messagesAfter(group, null, 1)).nextToken!;
    for (const nextToken of ['', altered, 'invented', elsewhere, otherField, `${own}x`]) {
      const variables = { messageGroupUuid: group, limit: 1, nextToken };
      expect(await ada.errorOf(operations.messages, variables)).toBe('InvalidNextToken');
    }
    expect((await ben.messages(group, 1, null)).items).toHaveLength(1);
  });

  it('an `after` that is not a message uuid', async () => {
    const { ada, group, sent } = await two();
    for (const after of [
      '',
      'x',
      '#',
      sent.uuid.toLowerCase(),
      `${sent.uuid}0`,
      `8${sent.uuid.slice(1)}`,
    ]) {
      expect(await ada.errorOf(operations.messagesAfter, { messageGroupUuid: group, after })).toBe(
        'InvalidId',
      );
    }
  });
});

describe('A message of exactly the maximum length', () => {
  it.each([
    ['letters', 'x'.repeat(1024)],
    ['four-byte characters', '🏔'.repeat(1024)],
    ['one visible character among invisible ones', '\u200b\u200bx\u200b'],
    ['right-to-left text', 'שלום עולם'],
    ['combined characters', '👩‍👩‍👧‍👦'],
  ])('of %s is stored as it was sent', async (_, message) => {
    const { ada, ben, group } = await two();
    await ada.send({ messageGroupUuid: group, message });
    expect((await ben.messages(group, 1)).items[0]!.message).toBe(message);
  });
});

describe('Half of a surrogate pair', () => {
  it('is stored and returned as the replacement character', async () => {
    const { ada, ben, group } = await two();
    const sent = await ada.send({ messageGroupUuid: group, message: 'a\ud800b 🏔 \udc00' });
    expect(sent.message).toBe('a\ufffdb 🏔 \ufffd');
    expect((await ben.messages(group, 1)).items[0]!.message).toBe(sent.message);
    expect((await ben.messageGroup(group))!.lastMessage).toBe(sent.message);
  });
});
