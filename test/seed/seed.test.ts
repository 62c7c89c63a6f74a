import { DeleteItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeDemoUsers } from '../../local/messaging/demoUsers.js';
import { SeedError } from '../../local/messaging/seed/api.js';
import {
  conversations,
  readConversation,
  requests,
} from '../../local/messaging/seed/conversations.js';
import { demoUsers } from '../../local/messaging/seed/people.js';
import { seed } from '../../local/messaging/seed/seed.js';
import { sendTokenKey } from '../../resolvers/lib/keys.js';
import { CapacityMeter } from '../support/capacityMeter.js';
import { operations } from '../support/operations.js';
import { signIn, useMessaging } from '../support/messaging.js';
import { groupOf, Person } from '../support/person.js';

const hike = readConversation('hike');
const everything = [...conversations(), ...requests()];
const total = everything.reduce((sum, { lines }) => sum + lines.length, 0);

type Messaging = ReturnType<typeof useMessaging>;

/** A demo user, signed in. */
const demoPerson = async ({ host }: Messaging, handle: string): Promise<Person> => {
  const { displayName, email, password } = demoUsers.find((user) => user.handle === handle)!;
  const [{ uuid }, tokens] = await Promise.all([
    makeDemoUsers(host.cognito).then((users) => users.find((user) => user.handle === handle)!),
    signIn(host, email, password),
  ]);
  return new Person({
    url: host.url,
    uuid,
    handle,
    displayName,
    username: email,
    password,
    accessToken: tokens.AccessToken,
    idToken: tokens.IdToken,
  });
};

describe('a first start', () => {
  const messaging = useMessaging({ seed: true });
  let mira: Person;
  let jonas: Person;
  beforeAll(async () => {
    mira = await demoPerson(messaging, 'mira');
    jonas = await demoPerson(messaging, 'jonas');
  });

  test('writes the long conversation, every message once, in order', async () => {
    const messages = await mira.allMessages(groupOf(mira, jonas), 20);
    expect(messages.map(({ handle, message }) => ({ speaker: handle, message }))).toEqual(
      hike.lines.toReversed(),
    );
  });

  test('leaves each conversation read up to the person’s own newest message', async () => {
    const unread = async (person: Person) =>
      (await person.messageGroups()).items.map((row) => [row.otherUserHandle, row.unreadCount]);
    expect(await unread(mira)).toEqual([
      ['priya', 1],
      ['jonas', 0],
    ]);
    expect(await unread(jonas)).toEqual([
      ['priya', 0],
      ['mira', 1],
    ]);
  });

  test('leaves requests that wait for an answer, and none of the conversations among them', async () => {
    const priya = await demoPerson(messaging, 'priya');
    for (const [person, from, messages] of [
      [mira, 'tomas', 2],
      [priya, 'jonas', 1],
    ] as const) {
      expect(await person.folder('REQUESTS')).toMatchObject([
        { otherUserHandle: from, unreadCount: messages, readUpTo: null },
      ]);
    }
    expect(await jonas.folder('REQUESTS')).toEqual([]);
  });

  test('leaves one inbox empty', async () => {
    const noor = await demoPerson(messaging, 'noor');
    expect((await noor.messageGroups()).items).toEqual([]);
  });

  test('makes pages of 20 that cost at most one read unit', async () => {
    const meter = new CapacityMeter({ reader: messaging.dynamodb.client });
    meter.attach(messaging.host.table.wire);
    const pages = Math.ceil(hike.lines.length / 20);
    await mira.allMessages(groupOf(mira, jonas), 20);
    const requests = meter.take();
    expect(requests.map(({ operation }) => operation)).toEqual(Array(pages).fill('Query'));
    for (const { readUnits } of requests) expect(readUnits).toBeLessThanOrEqual(1);
  });

  test('is not written again by another run, also after people wrote more', async () => {
    const before = await jonas.messageGroup(groupOf(mira, jonas));
    // In whatever folder people have put what was seeded.
    const priya = await demoPerson(messaging, 'priya');
    const kept = (await mira.messageGroup(groupOf(mira, priya)))!.lastMessageUuid!;
    await mira.updateGroup({ uuid: groupOf(mira, priya), folder: 'ARCHIVE', seen: kept });
    await priya.updateGroup({ uuid: groupOf(mira, priya), clearedUpTo: kept });
    const sent = await mira.send({ recipientHandle: 'jonas', message: 'Shall we?' });
    expect(await seed({ baseUrl: messaging.host.url })).toEqual({ stored: 0, found: total });
    const [newest, ...others] = await mira.allMessages(groupOf(mira, jonas));
    expect(newest!.uuid).toBe(sent.uuid);
    expect(others).toHaveLength(hike.lines.length);
    const after = await jonas.messageGroup(groupOf(mira, jonas));
    expect(after!.readUpTo).toBe(before!.readUpTo);
    expect(after!.unreadCount).toBe(before!.unreadCount + 1);
  });
});

describe('a run after people have changed what was seeded', () => {
  const messaging = useMessaging({ seed: true });

  test('stores nothing again: not what was edited, nor what was unsent', async () => {
    const [mira, jonas] = [
      await demoPerson(messaging, 'mira'),
      await demoPerson(messaging, 'jonas'),
    ];
    const group = groupOf(mira, jonas);
    const messages = await mira.allMessages(group);
    const [last, older] = messages.filter(({ userUuid }) => userUuid === mira.uuid);
    const jonasFirst = messages.findLast(({ userUuid }) => userUuid === jonas.uuid)!;
    await mira.edit(last!, 'Something else.');
    await mira.unsend(older!);
    await jonas.unsend(jonasFirst);
    await forgetTokens(messaging, group); // as a day later
    expect(await seed({ baseUrl: messaging.host.url })).toEqual({ stored: 0, found: total });
    expect(await mira.allMessages(group)).toHaveLength(messages.length);
  });
});

describe('a run after a demo user has deleted their account', () => {
  const messaging = useMessaging({ seed: true });

  test('leaves them out, and writes nothing again', async () => {
    const mira = await demoPerson(messaging, 'mira');
    await mira.get(operations.deleteAccount, { messages: 'ERASE' });
    await expect
      .poll(async () => (await mira.messageGroups()).items, { timeout: 60_000, interval: 50 })
      .toEqual([]);
    const before = (await everythingStored(messaging)).length;
    const accessTokenOf = ({ email }: { email: string }) =>
      messaging.host.cognito.accessTokenOf(email);
    const { stored } = await seed({ baseUrl: messaging.host.url, accessTokenOf });
    expect(stored).toBe(0);
    expect((await everythingStored(messaging)).length).toBeLessThanOrEqual(before);
  });
});

/** The keys of all messages in the table. */
async function everythingStored({ dynamodb }: Messaging): Promise<string[]> {
  const { Items = [] } = await dynamodb.client.send(
    new ScanCommand({ TableName: dynamodb.tableName, ProjectionExpression: 'pk, sk' }),
  );
  return Items.map(({ pk, sk }) => `${pk!.S} ${sk!.S}`).filter((key) => key.startsWith('MSG#'));
}

/** Deletes the send tokens of a conversation, as time does. */
async function forgetTokens({ dynamodb }: Messaging, group: string): Promise<void> {
  const { client, tableName: TableName } = dynamodb;
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: sendTokenKey(group, '', '').pk } },
    }),
  );
  expect(Items.length).toBeGreaterThan(0);
  for (const { pk, sk } of Items) {
    await client.send(new DeleteItemCommand({ TableName, Key: { pk: pk!, sk: sk! } }));
  }
}

describe('an interrupted run', () => {
  const messaging = useMessaging({ seed: false });

  test('is continued by the next one, and nothing is stored twice', async () => {
    await makeDemoUsers(messaging.host.cognito);
    const baseUrl = messaging.host.url;
    const stop = new AbortController();
    const onProgress = ({ conversation, stored }: { conversation: string; stored: number }) => {
      if (conversation === 'hike' && stored === 7) stop.abort();
    };
    await expect(seed({ baseUrl, onProgress, signal: stop.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });

    const [mira, jonas] = [
      await demoPerson(messaging, 'mira'),
      await demoPerson(messaging, 'jonas'),
    ];
    await jonas.send({ recipientHandle: 'mira', message: 'Wait, let me find my pencil.' });
    const { stored, found } = await seed({ baseUrl });
    expect(stored + found).toBe(total);
    expect(found).toBeGreaterThanOrEqual(7);
    for (const { people, lines } of everything) {
      const [one, other] = [
        await demoPerson(messaging, people[0]),
        await demoPerson(messaging, people[1]),
      ];
      const pencil = people.includes('jonas') && people.includes('mira') ? 1 : 0;
      expect(await one.allMessages(groupOf(one, other))).toHaveLength(lines.length + pencil);
    }
    const messages = await mira.allMessages(groupOf(mira, jonas));
    const said = messages.map(({ message }) => message).toReversed();
    const expected = hike.lines.map(({ message }) => message);
    expect(said).toEqual([
      ...expected.slice(0, 7),
      'Wait, let me find my pencil.',
      ...expected.slice(7),
    ]);
  });
});

describe('a host that cannot be seeded', () => {
  const messaging = useMessaging({ seed: false });

  test('without demo users ends with a clear error', async () => {
    const failure = await seed({ baseUrl: messaging.host.url }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SeedError);
    expect(String(failure)).toContain(`Cannot sign in as ${demoUsers[0]!.email}`);
  });

  test('that does not answer is named', async () => {
    await expect(seed({ baseUrl: 'http://127.0.0.1:9' })).rejects.toThrow(
      'http://127.0.0.1:9/config.json: there is no answer',
    );
  });
});
