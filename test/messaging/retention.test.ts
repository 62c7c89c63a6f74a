import { DeleteItemCommand, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../generated/schema.js';
import { DAY_SECONDS } from '../../resolvers/lib/day.js';
import { type ItemKey, messageKey, messagePartition } from '../../resolvers/lib/keys.js';
import { toKey } from '../../triggers/lib/worker/table.js';
import { CapacityMeter, totalOf } from '../support/capacityMeter.js';
import { useMessaging } from '../support/messaging.js';
import { AnsweredWithErrors, groupOf, type Person } from '../support/person.js';
import { removeReported, report, reportCase } from '../support/reports.js';

const DAYS = 7;
const KEPT = DAYS * DAY_SECONDS * 1_000; // ms
const START = Date.now();

/** The resolvers' clock. Tokens are checked with the real clock. */
let now = START;
const messaging = useMessaging({ resolverClock: () => now, messageRetentionDays: DAYS });

beforeEach(() => {
  now = START;
});

const stored = async (key: ItemKey) => {
  const { client, tableName: TableName } = messaging.dynamodb;
  return (await client.send(new GetItemCommand({ TableName, Key: toKey(key) }))).Item;
};

const storedMessages = async (group: string) => {
  const { client, tableName: TableName } = messaging.dynamodb;
  const command = new QueryCommand({
    TableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: messagePartition(group) } },
  });
  return (await client.send(command)).Items;
};

async function two() {
  const ada = await messaging.newPerson('Ada');
  const ben = await messaging.newPerson('Ben');
  const first = await ada.send({ recipientUuid: ben.uuid, message: 'first' });
  await ben.accept(ada);
  return { ada, ben, group: groupOf(ada, ben), first };
}

/** A conversation of which the first messages, a second apart, are past, and the last ones are not. */
async function half() {
  const people = await two();
  const { ada, group, first } = people;
  const past = [first];
  for (const message of ['old 1', 'old 2', 'old 3']) {
    now += 1_000;
    past.push(await ada.send({ messageGroupUuid: group, message }));
  }
  now = START + KEPT;
  const kept: Message[] = [];
  for (const message of ['new 1', 'new 2']) {
    now += 5_000;
    kept.push(await ada.send({ messageGroupUuid: group, message }));
  }
  return { ...people, past, kept };
}

const texts = (messages: readonly Message[]) => messages.map(({ message }) => message);

describe('A message', () => {
  it('can be read for the last time in the millisecond in which it has its age', async () => {
    const { ada, ben, group, first } = await two();
    now = START + KEPT;
    expect(texts((await ben.messages(group)).items)).toEqual(['first']);
    expect(texts((await ada.messagesAfter(group)).items)).toEqual(['first']);
    expect(await ada.message(group, first.uuid)).toMatchObject({ message: 'first' });
    expect(await ada.messageGroup(group)).toMatchObject({ lastMessage: 'first' });
    now += 1;
    expect(await ben.messages(group)).toEqual({ items: [], nextToken: null });
    expect(await ada.messagesAfter(group)).toEqual({ items: [], nextToken: null });
    expect(await ada.message(group, first.uuid)).toBeNull();
    expect(await ada.messageGroup(group)).toMatchObject({ lastMessage: null });
    expect(await storedMessages(group)).toHaveLength(1);
  });

  it('is stored with the time at which it may be deleted, not before it is past', async () => {
    const { ada, group, first } = await two();
    now = START + 1;
    const second = await ada.send({ messageGroupUuid: group, message: 'second' });
    for (const { uuid, createdAt } of [first, second]) {
      const expiresAt = Number((await stored(messageKey(group, uuid)))!.expiresAt!.N) * 1_000;
      const past = Date.parse(createdAt) + KEPT;
      expect(expiresAt).toBeGreaterThanOrEqual(past);
      expect(expiresAt).toBeLessThan(past + 1_000);
    }
  });

  it('costs what it costs without a limit: one request, 10 write units, no read', async () => {
    const { ada, group } = await two();
    const meter = new CapacityMeter({ reader: messaging.dynamodb.client });
    meter.attach(messaging.host.table.wire);
    now += 1_000; // an id of its own at the first try
    await ada.send({ messageGroupUuid: group, message: 'o'.repeat(200) });
    meter.detach(messaging.host.table.wire);
    expect(totalOf(meter.take())).toEqual({ requests: 1, writeUnits: 10, readUnits: 0 });
  });
});

describe('A page', () => {
  it('of messages ends before the first one that is past, at any size', async () => {
    const { ada, ben, group } = await half();
    for (const limit of [1, 2, 3, 100]) {
      expect(texts(await ben.allMessages(group, limit)), `${limit}`).toEqual(['new 2', 'new 1']);
    }
    expect(texts((await ada.messages(group, 3)).items)).toEqual(['new 2', 'new 1']);
    expect((await ada.messages(group, 3)).nextToken).toBeNull();
  });

  it('of messages after one that is past begins with the first one that is not', async () => {
    const { ada, group, past } = await half();
    for (const after of [null, past[0]!.uuid, past[2]!.uuid]) {
      expect(texts((await ada.messagesAfter(group, after, 1)).items)).toEqual(['new 1']);
    }
  });

  it('is taken on with a nextToken that is past by now, and ends well', async () => {
    const { ada, group } = await half();
    now = START + KEPT;
    const newest = await ada.messages(group, 4); // to old 2
    const oldest = await ada.messagesAfter(group, null, 2); // to old 1
    expect(texts(newest.items).at(-1)).toBe('old 2');
    expect(texts(oldest.items)).toEqual(['first', 'old 1']);
    now += 4_000;
    expect(await ada.messages(group, 4, newest.nextToken)).toEqual({ items: [], nextToken: null });
    const rest = await ada.messagesAfter(group, null, 100, oldest.nextToken);
    expect(texts(rest.items)).toEqual(['new 1', 'new 2']);
    expect(rest.nextToken).toBeNull();
  });

  it('of conversations, likewise', async () => {
    const ada = await messaging.newPerson('Ada');
    for (let i = 0; i < 4; i += 1) {
      const other = await messaging.newPerson(`Ben`);
      now += 1_000;
      await ada.send({ recipientUuid: other.uuid, message: `to ${i}` });
    }
    now = START + KEPT;
    const page = await ada.messageGroups(2);
    expect(page.items.map(({ lastMessage }) => lastMessage)).toEqual(['to 3', 'to 2']);
    now = START + KEPT + 3_500;
    expect(await ada.messageGroups(2, page.nextToken)).toEqual({ items: [], nextToken: null });
    expect((await ada.messageGroups(2)).items.map(({ lastMessage }) => lastMessage)).toEqual([
      'to 3',
    ]);
  });
});

describe('What has changed', () => {
  it('leaves out messages that are past, and goes on behind them', async () => {
    const { ada, ben, group, first } = await two();
    now = START + 60_000;
    const second = await ada.send({ messageGroupUuid: group, message: 'second' });
    await ben.react(first, '🍰');
    await ben.react(second, '🍰');
    now = START + KEPT + 1;
    const changes = await ada.changesAfter(group);
    expect(changes.items.map(({ uuid }) => uuid)).toEqual([second.uuid]);
    expect(changes.hasMore).toBe(false);
    const page = await ada.changesAfter(group, null, 1);
    expect(page).toMatchObject({ items: [], hasMore: true });
    expect((await ada.changesAfter(group, page.upTo)).items).toHaveLength(1);
  });
});

/** What the person gets: the data, or the error's type. */
const answerTo = async (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => {
    if (!(error instanceof AnsweredWithErrors)) throw error;
    return error.errors[0]!.errorType;
  });

describe('A message that is past', () => {
  /** Everything that can be done with one. */
  const everything = async (ada: Person, ben: Person, { uuid, messageGroupUuid }: Message) => ({
    read: await ada.message(messageGroupUuid, uuid),
    edit: await answerTo(ada.edit({ uuid, messageGroupUuid } as Message, 'other')),
    unsend: await answerTo(ada.unsend({ uuid, messageGroupUuid } as Message)),
    react: await answerTo(ben.react({ uuid, messageGroupUuid } as Message, '🍰')),
    report: await answerTo(report(ben, { messageGroupUuid, uuid })),
    reply: await answerTo(ben.send({ messageGroupUuid, message: 'Yes', replyToUuid: uuid })),
  });
  const notThere = {
    read: null,
    edit: 'EditWindowClosed',
    unsend: 'MessageNotFound',
    react: 'MessageNotFound',
    report: 'MessageNotFound',
    reply: 'MessageNotFound',
  };

  it('is for every operation as one that is not there, whether or not it is stored', async () => {
    const { ada, ben, group, past } = await half();
    const before = await storedMessages(group);
    expect(await everything(ada, ben, past[1]!)).toEqual(notThere);
    expect(await storedMessages(group)).toEqual(before);
    const { client, tableName: TableName } = messaging.dynamodb;
    const Key = toKey(messageKey(group, past[1]!.uuid));
    await client.send(new DeleteItemCommand({ TableName, Key }));
    expect(await everything(ada, ben, past[1]!)).toEqual(notThere);
  });

  it('cannot be removed by a moderator any more; its evidence has a time of its own', async () => {
    const { ben, group, past } = await half();
    now = START + 10_000;
    const mod = await messaging.newModerator();
    const { uuid: reportUuid } = await report(ben, {
      messageGroupUuid: group,
      uuid: past[3]!.uuid,
    });
    now = START + KEPT + 60_000;
    const removal = removeReported(mod, { reportUuid, statement: 'Threats.' });
    expect(await answerTo(removal)).toBe('MessageNotFound');
    expect(await reportCase(mod, reportUuid)).toMatchObject({
      state: 'OPEN',
      messages: [{ message: 'old 3' }],
    });
  });

  it('is not in the evidence of a later one', async () => {
    const { ben, group, kept } = await half();
    const mod = await messaging.newModerator();
    const { uuid } = await report(ben, {
      messageGroupUuid: group,
      uuid: kept[1]!.uuid,
      context: true,
    });
    const { messages } = (await reportCase(mod, uuid))!;
    expect(messages!.map(({ message }) => message)).toEqual(['new 1', 'new 2']);
  });

  it('is not sent again by its clientToken, and not shown by it', async () => {
    const { ada, ben, group } = await two();
    const input = { messageGroupUuid: group, message: 'once', clientToken: 'token' };
    now += 1_000;
    const once = await ada.send(input);
    now += KEPT + 1;
    expect(await answerTo(ada.send(input))).toBe('MessageNotFound');
    const { client, tableName: TableName } = messaging.dynamodb;
    const Key = toKey(messageKey(group, once.uuid));
    await client.send(new DeleteItemCommand({ TableName, Key }));
    expect(await answerTo(ada.send(input))).toBe('MessageNotFound');
    expect((await ben.messages(group)).items).toEqual([]);
  });

  it('moves no read marker, and takes nothing off the count', async () => {
    const { ben, group, past } = await half();
    const before = await ben.messageGroup(group);
    expect(before).toMatchObject({ unreadCount: 6, readUpTo: null });
    expect(await ben.mark(group, past[1]!.uuid)).toMatchObject({ readUpTo: null });
    expect(await ben.messageGroup(group)).toEqual(before);
    expect(await ben.updateGroup({ uuid: group, clearedUpTo: past[1]!.uuid })).toMatchObject({
      clearedUpTo: null,
      unreadCount: 6,
    });
  });
});
