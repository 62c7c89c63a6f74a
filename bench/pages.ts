import { randomUUID } from 'node:crypto';
import {
  type AttributeValue,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { ulid } from 'ulid';
import type { MessageConnection, MessageGroupConnection } from '../generated/schema.js';
import { messageGroupPartition, messagePartition } from '../resolvers/lib/keys.js';
import { totalOf } from '../test/support/capacityMeter.js';
import { operations } from '../test/support/operations.js';
import { folderKey } from '../resolvers/lib/folders.js';
import { limits } from '../resolvers/limits.js';
import { batchWrite, withoutStream } from '../test/support/batchWrite.js';
import type { Benchmark, Row } from './lib/benchmark.js';
import { leastRow, openForwarder } from './lib/leastPossible.js';
import { openSetting, type Person, type Setting } from './lib/setting.js';
import { count, median, ms, percentile, timed, times } from './lib/statistics.js';

/** As long as an average message of the demo conversation. */
const TEXT = 'The small train goes at 9:40 and I will have coffee in the big flask. '
  .repeat(3)
  .slice(0, 183);
const SMALL = 1_000;
const LARGE = 100_000;
const PAGES_DOWN = 20;
/** "The same" allows for noise. */
const MAX_RATIO = 1.25;
const START = Date.UTC(2026, 0, 1);

type Item = Record<string, AttributeValue>;

const pair = (person: Person): string => [person.uuid, randomUUID()].sort().join('_');

function* messageItems(person: Person, groupUuid: string, size: number): Generator<Item> {
  for (let at = 0; at < size; at += 1) {
    yield {
      pk: { S: messagePartition(groupUuid) },
      sk: { S: ulid(START + at) },
      userUuid: { S: person.uuid },
      displayName: { S: 'Ada Lovelace' },
      handle: { S: person.handle },
      message: { S: TEXT },
    };
  }
}

function* rowItems(person: Person, size: number): Generator<Item> {
  for (let at = 0; at < size; at += 1) {
    yield {
      pk: { S: messageGroupPartition(person.uuid) },
      sk: { S: pair(person) },
      otherUserDisplayName: { S: 'Charles Babbage' },
      otherUserHandle: { S: 'charles' },
      folder: { S: folderKey(person.uuid, 'INBOX') },
      lastMessage: { S: TEXT.slice(0, limits.preview.maxBytes) },
      lastMessageUuid: { S: ulid(START + at) },
      unreadCount: { N: '1' },
    };
  }
}

type Page = (nextToken?: string | null) => Promise<{ nextToken?: string | null; items: unknown[] }>;

/** Reads the newest page and a page far down, of two lists in turn. Returns medians in milliseconds. */
const measure = async (lists: readonly Page[], rounds: number): Promise<number[][]> => {
  const tokens = await Promise.all(
    lists.map(async (page) => {
      let token: string | null | undefined;
      for (let at = 0; at < PAGES_DOWN; at += 1) ({ nextToken: token } = await page(token));
      return token;
    }),
  );
  const samples = lists.map(() => [[], []] as number[][]);
  for (let round = -rounds / 10; round < rounds; round += 1) {
    for (const [at, page] of lists.entries()) {
      const [newest, down] = [await timed(() => page()), await timed(() => page(tokens[at]))];
      if (round < 0) continue; // warm-up
      samples[at]![0]!.push(newest);
      samples[at]![1]!.push(down);
    }
  }
  return samples.map((list) => list.map(median));
};

const rowsOf = async (
  name: string,
  { host }: Setting,
  [small, large]: readonly [Page, Page],
  [smallSize, largeSize]: readonly [number, number],
  rounds: number,
): Promise<Row[]> => {
  const [ofSmall, ofLarge] = await measure([small, large], rounds);
  const units = [];
  for (const page of [small, large]) {
    await host.ask('meter', null);
    await page();
    units.push(totalOf(await host.ask('metered', null)));
  }
  const time = (which: string, at: number): Row => {
    const ratio = ofLarge![at]! / ofSmall![at]!;
    return {
      measure: `${name}, ${which}, of ${count(largeSize)}, p50`,
      value: ms(ofLarge![at]!),
      beside: `${ms(ofSmall![at]!)} of ${count(smallSize)}`,
      ratio: times(ratio),
      wanted: { bound: `≤ ${MAX_RATIO} ×`, kept: ratio <= MAX_RATIO },
    };
  };
  const [a, b] = units.map(
    ({ requests, readUnits }) => `${requests} Query, ${readUnits} read units`,
  );
  return [
    time('newest 20', 0),
    time(`20 after ${PAGES_DOWN * 20}`, 1),
    {
      measure: `${name}, cost of 20 of ${count(largeSize)}`,
      value: b!,
      beside: `${a!} of ${count(smallSize)}`,
      wanted: { bound: 'the same, ≤ 1 unit', kept: a === b && units[1]!.readUnits <= 1 },
    },
  ];
};

/** The newest page through the host, and the same Query from the SDK, in turn. */
const besideSdk = async (
  name: string,
  { host, dynamodb }: Setting,
  page: Page,
  forward: (input: unknown) => Promise<unknown>,
  rounds: number,
): Promise<Row[]> => {
  await page();
  const command = new QueryCommand((await host.ask('lastInput', 'Query')) as QueryCommandInput);
  const [through, forwarded, direct]: [number[], number[], number[]] = [[], [], []];
  for (let round = -rounds / 10; round < rounds; round += 1) {
    const host_ = await timed(() => page());
    const bare = await timed(() => forward(command.input));
    const sdk = await timed(() => dynamodb.send(command));
    if (round < 0) continue; // warm-up
    through.push(host_);
    forwarded.push(bare);
    direct.push(sdk);
  }
  const rows = [0.5, 0.95].map((share): Row => {
    const [value, beside] = [percentile(through, share), percentile(direct, share)];
    return {
      measure: `${name}, newest 20, p${share * 100}`,
      value: ms(value),
      beside: `${ms(beside)} SDK`,
      ratio: times(value / beside),
      ...(share === 0.5 && { wanted: { bound: '≤ 1 ×', kept: value <= beside } }),
    };
  });
  return [...rows, leastRow(name, forwarded, direct)];
};

/** Patterns A and B: a page costs the same however long the list is. */
export const pages: Benchmark = {
  name: 'pages',
  title: 'Pages of 20, of short and of long lists',
  note: 'Through the host, over HTTP, in turn. The lists are written to the table directly. The least that a server takes: a bare one in between that hands on the bytes of the request.',
  async run(context) {
    const rounds = context.quick ? 30 : 300;
    const sizes = [SMALL, context.quick ? 5_000 : LARGE] as const;
    const setting = await openSetting(context);
    const write = (what: string, items: Iterable<Item>) =>
      batchWrite(setting.dynamodb, setting.tableName, items, (stored) =>
        context.progress(`writing ${what}: ${count(stored)}`),
      );
    const people = [await setting.newPerson('ada'), await setting.newPerson('augusta')] as const;
    const groups = people.map(pair);
    await withoutStream(setting.dynamodb, setting.tableName, async () => {
      for (const [at, person] of people.entries()) {
        await write('messages', messageItems(person, groups[at]!, sizes[at]!));
        await write('conversations', rowItems(person, sizes[at]!));
      }
    });
    context.progress('reading');
    const forward = (await openForwarder(context, setting.endpoint))('Query');
    const messages = (at: 0 | 1): Page => {
      const variables = { messageGroupUuid: groups[at], limit: 20 };
      return async (nextToken) =>
        (
          await people[at].ask<{ messages: MessageConnection }>(operations.messages, {
            ...variables,
            nextToken,
          })
        ).messages;
    };
    const conversations = (at: 0 | 1): Page => {
      return async (nextToken) =>
        (
          await people[at].ask<{ messageGroups: MessageGroupConnection }>(
            operations.messageGroups,
            { limit: 20, nextToken },
          )
        ).messageGroups;
    };
    return [
      ...(await rowsOf('A messages', setting, [messages(0), messages(1)], sizes, rounds)),
      ...(await rowsOf('B inbox', setting, [conversations(0), conversations(1)], sizes, rounds)),
      ...(await besideSdk('A messages', setting, messages(1), forward, rounds)),
      ...(await besideSdk('B inbox', setting, conversations(1), forward, rounds)),
    ];
  },
};
