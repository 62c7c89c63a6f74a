import { QueryCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ManualSchedule } from '../support/manualSchedule.js';
import { messageGroupPartition, workKey } from '../../resolvers/lib/keys.js';
import { cases } from '../support/cases.js';
import { useMessaging } from '../support/messaging.js';
import { groupOf, type Person } from '../support/person.js';
import { decide, report, reportCase, suspensionOf } from '../support/reports.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PATIENCE = { timeout: 60_000, interval: 100 };

const schedule = new ManualSchedule();
/** How far the resolvers' clock is ahead of the machine's. */
let ahead = 0;
const messaging = useMessaging({
  scheduleClock: schedule,
  resolverClock: () => Date.now() + ahead,
});
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();

let mod: Person;
beforeAll(async () => {
  mod = await messaging.newModerator();
});

async function reported() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const messageGroupUuid = groupOf(ada, ben);
  const { uuid } = await ben.send({ recipientUuid: ada.uuid, message: 'bad' });
  await ada.send({ messageGroupUuid, message: 'answer' });
  const made = await report(ada, { messageGroupUuid, uuid });
  return { ada, ben, messageGroupUuid, uuid: made.uuid };
}

const items = async (partition: string) => {
  const { Items = [] } = await messaging.dynamodb.client.send(
    new QueryCommand({
      TableName: messaging.dynamodb.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: partition } },
      ConsistentRead: true,
    }),
  );
  return Items;
};
const marks = async ({ uuid }: { uuid: string }) =>
  (await items(messageGroupPartition(uuid))).map(({ suspendedUntil }) => suspendedUntil?.S);
const workStage = async ({ uuid }: { uuid: string }) =>
  (await items(workKey(uuid).pk))[0]?.stage?.S ?? 'DONE';

/** Until the worker has gone through the rows for the first time. */
const firstLook = (person: { uuid: string }) =>
  expect.poll(() => workStage(person), PATIENCE).toBe('WAITING');

/** The schedule looks again a quarter of an hour later, and the worker is done. */
async function lastLook(person: { uuid: string }): Promise<void> {
  await firstLook(person);
  schedule.advance(16 * MINUTE);
  await expect.poll(() => workStage(person), PATIENCE).toBe('DONE');
}

describe('A suspension', () => {
  it('is in force at once for new conversations, and when the worker was there for existing ones', async () => {
    const { ada, ben, messageGroupUuid, uuid } = await reported();
    const eve = await messaging.newPerson('Eve');
    const until = inDays(7);
    await decide(mod, {
      uuid,
      decision: 'SUSPEND_SENDER',
      suspendedUntil: until,
      statement: 'Spam.',
    });
    await expect(ben.send({ recipientUuid: eve.uuid, message: 'x' })).rejects.toThrow(
      'AccountSuspended',
    );
    await firstLook(ben);
    const { errors } = await ben.ask(
      'mutation ($input: CreateMessageInput!) { createMessage(input: $input) { uuid messageGroupUuid userUuid displayName handle recipientUuid message createdAt } }',
      { input: { messageGroupUuid, message: 'x' } },
    );
    expect(errors![0]).toMatchObject({ errorType: 'AccountSuspended', errorInfo: { until } });
    expect(await suspensionOf(ben)).toEqual({
      until,
      statement: 'Spam.',
      contact: 'moderators@example.com',
    });
    expect((await reportCase(mod, uuid))!.suspendedUntil).toBe(until);
    expect(await suspensionOf(ada)).toBeNull();
  });

  it('keeps the person from saying anything by an edit or a reaction, and lets them unsend', async () => {
    const { ada, ben, messageGroupUuid, uuid } = await reported();
    const own = await ben.send({ messageGroupUuid, message: 'before' });
    await decide(mod, { uuid, decision: 'SUSPEND_SENDER', suspendedUntil: inDays(7) });
    await firstLook(ben);
    await expect(ben.edit(own, 'after')).rejects.toThrow('AccountSuspended');
    await expect(ben.react(own, '👍')).rejects.toThrow('AccountSuspended');
    expect(await ada.message(messageGroupUuid, own.uuid)).toMatchObject({ message: 'before' });
    expect(await ben.unsend(own)).toMatchObject({ message: null });
  });

  it('keeps the person from sending and from nothing else', async () => {
    const { ada, ben, messageGroupUuid, uuid } = await reported();
    await decide(mod, { uuid, decision: 'SUSPEND_SENDER', suspendedUntil: inDays(7) });
    await firstLook(ben);
    const fresh = await ada.send({ messageGroupUuid, message: 'and you?' });
    expect((await ben.messageGroup(messageGroupUuid))!.lastMessage).toBe('and you?');
    expect(await ben.allMessages(messageGroupUuid)).toHaveLength(3);
    expect((await ben.markRead(messageGroupUuid, fresh.uuid)).unreadCount).toBe(0);
    expect((await report(ben, { messageGroupUuid, uuid: fresh.uuid })).state).toBe('OPEN');
    expect((await ben.block(ada)).blocked).toBe(true);
  });

  it('cannot be kept off a conversation by a flood of messages into it', async () => {
    const { ben, messageGroupUuid, uuid } = await reported();
    const flood = Array.from({ length: 6 }, async (_, index) => {
      for (let i = 0; ; i += 1) {
        try {
          const clientToken = `${index}-${i}`;
          await ben.sendUntilStored({ messageGroupUuid, message: 'spam', clientToken });
        } catch (error) {
          return String(error);
        }
      }
    });
    await decide(mod, { uuid, decision: 'SUSPEND_SENDER', suspendedUntil: inDays(7) });
    for (const end of await Promise.all(flood)) expect(end).toContain('AccountSuspended');
  });

  it('ends by itself on its date', async () => {
    const { ben, messageGroupUuid, uuid } = await reported();
    await decide(mod, { uuid, decision: 'SUSPEND_SENDER', suspendedUntil: inDays(2) });
    await lastLook(ben);
    await expect(ben.send({ messageGroupUuid, message: 'x' })).rejects.toThrow('AccountSuspended');
    ahead = 2 * DAY + MINUTE;
    try {
      const eve = await messaging.newPerson('Eve');
      expect(await suspensionOf(ben)).toBeNull();
      await ben.send({ messageGroupUuid, message: 'back' });
      await ben.send({ recipientUuid: eve.uuid, message: 'hello' });
    } finally {
      ahead = 0;
    }
  });

  it('ends by a second decision about its report, and not by one about another report', async () => {
    const first = await reported();
    const { ada, ben, messageGroupUuid } = first;
    const { uuid: worse } = await ben.send({ messageGroupUuid, message: 'worse' });
    const second = await report(ada, { messageGroupUuid, uuid: worse });
    await decide(mod, { uuid: first.uuid, decision: 'SUSPEND_SENDER', suspendedUntil: inDays(7) });
    const until = inDays(14);
    await decide(mod, { uuid: second.uuid, decision: 'SUSPEND_SENDER', suspendedUntil: until });
    await decide(mod, { uuid: first.uuid, decision: 'DISMISS' });
    expect((await suspensionOf(ben))!.until).toBe(until);
    await firstLook(ben);
    expect(await marks(ben)).toEqual([until]);
    await decide(mod, { uuid: second.uuid, decision: 'DISMISS' });
    expect(await suspensionOf(ben)).toBeNull();
    await lastLook(ben);
    expect(await marks(ben)).toEqual([undefined]);
    await ben.send({ messageGroupUuid, message: 'back' });
  });
});

describe('Conversations that begin while a suspension is decided', () => {
  it('have no row of the suspended person without the mark, after the last look', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('to', 'from'), { minLength: 2, maxLength: 4 }),
        fc.nat({ max: 3 }),
        async (directions, decidedAt) => {
          const { ben, uuid } = await reported();
          const others = await Promise.all(directions.map(() => messaging.newPerson('Eve')));
          const until = inDays(7);
          const actions = directions.map((direction, index) => async () => {
            const eve = others[index]!;
            const [sender, recipient] = direction === 'to' ? [eve, ben] : [ben, eve];
            const input = { recipientUuid: recipient.uuid, message: 'hi', clientToken: 'a' };
            await sender.sendUntilStored(input).catch((error: Error) => {
              if (!error.message.includes('AccountSuspended')) throw error;
            });
          });
          actions.splice(decidedAt, 0, async () => {
            await decide(mod, { uuid, decision: 'SUSPEND_SENDER', suspendedUntil: until });
          });
          await Promise.all(actions.map((action) => action()));
          await lastLook(ben);
          const all = await marks(ben);
          expect(all).toEqual(all.map(() => until));
          expect(all.length).toBeGreaterThanOrEqual(
            1 + directions.filter((direction) => direction === 'to').length,
          );
          for (const eve of others) {
            await expect(ben.send({ recipientUuid: eve.uuid, message: 'x' })).rejects.toThrow(
              'AccountSuspended',
            );
          }
        },
      ),
      { numRuns: cases(5, 100) },
    );
  }, 300_000);
});
