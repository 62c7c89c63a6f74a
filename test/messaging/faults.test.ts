import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataSource, DataSourceAnswer } from '../../local/appsync/types.js';
import { useMessaging } from '../support/messaging.js';
import { groupOf } from '../support/person.js';

type Fault = 'none' | 'conflict' | 'lost request' | 'lost answer';

/** Faults for the next writes, in order. Later writes succeed. */
let faults: Fault[] = [];

const cancelled: DataSourceAnswer = {
  result: {
    keys: null,
    cancellationReasons: [
      { type: 'None', message: 'None' },
      { type: 'TransactionConflict', message: 'Transaction is ongoing for the item' },
      { type: 'None', message: 'None' },
    ],
  },
  error: {
    type: 'DynamoDB:TransactionCanceledException',
    message: 'Transaction cancelled, please refer cancellation reasons for specific reasons',
  },
};
const lost: DataSourceAnswer = {
  result: null,
  error: { type: 'DynamoDB:InternalServerErrorException', message: 'Internal server error' },
};

/** DynamoDB Local raises no TransactionConflict and loses no answer; AWS can do both. */
const faulty = (source: DataSource): DataSource => ({
  async execute(request, scope) {
    const fault = faults.shift() ?? 'none';
    if (fault === 'conflict') return cancelled;
    if (fault === 'lost request') return lost;
    const answer = await source.execute(request, scope);
    return fault === 'lost answer' ? lost : answer;
  },
});

/** The error of the next read marker, if any. */
let markerFault: string | undefined;

/** AppSync's guide shows the row in `ctx.result` when a condition fails; one report shows none. */
let readsRowBack = true;
const faultyMarkers = (source: DataSource): DataSource => ({
  async execute(request, scope) {
    const type = markerFault;
    markerFault = undefined;
    if (type) return { result: null, error: { type, message: 'As DynamoDB says it' } };
    const answer = await source.execute(request, scope);
    return answer.error && !readsRowBack ? { ...answer, result: null } : answer;
  },
});

const messaging = useMessaging({
  wrapDataSource: (name, source) => {
    if (name === 'sends') return faulty(source);
    return name === 'readMarkers' ? faultyMarkers(source) : source;
  },
});

const aFault = fc.constantFrom<Fault>('none', 'conflict', 'lost request', 'lost answer');
const aSend = fc.record({
  /** 0: Ada writes to Ben by name; 1: Ada writes into the conversation; 2 and 3: Ben does the same. */
  way: fc.nat({ max: 3 }),
  /** Few tokens, so that sends share them. */
  token: fc.nat({ max: 5 }),
});
/** Batches run one after another; the sends of a batch run at once. */
const aSchedule = fc.array(fc.array(aSend, { minLength: 1, maxLength: 6 }), { maxLength: 4 });

describe('For every order of sends, cancelled transactions and lost answers', () => {
  it('the message of each token is stored once, in order, and the rows are correct', async () => {
    await fc.assert(
      fc.asyncProperty(
        aSchedule,
        fc.array(aFault, { maxLength: 30 }),
        async (schedule, planned) => {
          const ada = await messaging.newPerson('Ada');
          const ben = await messaging.newPerson('Ben');
          const group = groupOf(ada, ben);
          faults = [];
          const opening = await ada.send({ recipientUuid: ben.uuid, message: 'opening' });
          await ben.accept(ada);
          faults = [...planned];

          const answers = new Map<string, string>([['opening', opening.uuid]]);
          for (const batch of schedule) {
            const sends = batch.map(async ({ way, token }) => {
              const [sender, recipient] = way < 2 ? [ada, ben] : [ben, ada];
              const to = way % 2 ? { messageGroupUuid: group } : { recipientUuid: recipient.uuid };
              const text = `${sender.handle}/${token}`;
              const sent = await sender.sendUntilStored({
                ...to,
                message: text,
                clientToken: `${token}`,
              });
              expect(sent.uuid).toBe(answers.get(text) ?? sent.uuid);
              answers.set(text, sent.uuid);
            });
            await Promise.all(sends);
          }

          const stored = (await ada.messagesAfter(group, null, 100)).items;
          expect(stored.map((message) => message.uuid)).toEqual([...answers.values()].sort());
          for (const [person, other] of [
            [ada, ben],
            [ben, ada],
          ] as const) {
            expect(await person.messageGroup(group)).toMatchObject({
              lastMessageUuid: stored.at(-1)!.uuid,
              unreadCount: stored.filter((message) => message.userUuid === other.uuid).length,
            });
          }
        },
      ),
      { numRuns: 30 },
    );
  }, 120_000);

  it('six conflicts in a row are a typed, retryable error, and nothing is stored', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    faults = Array.from({ length: 6 }, () => 'conflict' as const);
    const { errors } = await ada.ask(
      `mutation ($input: CreateMessageInput!) { createMessage(input: $input) {
        uuid messageGroupUuid userUuid displayName handle recipientUuid message createdAt } }`,
      { input: { recipientUuid: ben.uuid, message: 'x' } },
    );
    expect(errors).toMatchObject([{ errorType: 'Conflict', errorInfo: { retryable: true } }]);
    expect((await ben.messageGroups()).items).toEqual([]);
  });

  it('five conflicts in a row are invisible to the sender', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    faults = Array.from({ length: 5 }, () => 'conflict' as const);
    await ada.send({ recipientUuid: ben.uuid, message: 'x' });
    expect(await ben.folder('REQUESTS')).toHaveLength(1);
  });
});

describe('A failed condition that returns no row', () => {
  it('still marks up to an older message, and reports a missing conversation', async () => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    const cy = await messaging.newPerson('Cy');
    faults = [];
    const first = await ada.send({ recipientUuid: ben.uuid, message: 'one' });
    const group = first.messageGroupUuid;
    await ada.send({ messageGroupUuid: group, message: 'two' });
    readsRowBack = false;
    try {
      expect(await ben.markRead(group, first.uuid)).toMatchObject({ unreadCount: 1 });
      expect(await ben.markRead(group, first.uuid)).toMatchObject({ unreadCount: 1 });
      await expect(ben.markRead(groupOf(ben, cy), first.uuid)).rejects.toThrow(
        'MessageGroupNotFound',
      );
    } finally {
      readsRowBack = true;
    }
  });
});

describe('A read marker that DynamoDB refuses', () => {
  it.each([
    ['because a send is under way', 'DynamoDB:TransactionConflictException', 'Conflict'],
    ['because it fails', 'DynamoDB:InternalServerErrorException', 'Unavailable'],
  ])('%s is a typed, retryable error', async (_why, fault, errorType) => {
    const ada = await messaging.newPerson('Ada');
    const ben = await messaging.newPerson('Ben');
    faults = [];
    const { uuid, messageGroupUuid } = await ada.send({ recipientUuid: ben.uuid, message: 'x' });
    markerFault = fault;
    await expect(ben.markRead(messageGroupUuid, uuid)).rejects.toThrow(errorType);
    expect(await ben.messageGroup(messageGroupUuid)).toMatchObject({ unreadCount: 1 });
    expect(await ben.markRead(messageGroupUuid, uuid)).toMatchObject({ unreadCount: 0 });
  });
});
