import { randomUUID } from 'node:crypto';
import { type AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { encodeTime } from 'ulid';
import { afterAll, describe, expect, it } from 'vitest';
import { clientOptions } from '../../local/dynamodb/connect.js';
import {
  messageGroupKey,
  messageKey,
  messagePartition,
  profileKey,
  queues,
  workKey,
} from '../../resolvers/lib/keys.js';
import { groupUuidOf } from '../../resolvers/lib/members.js';
import { table as definition } from '../../resolvers/table.js';
import { worker } from '../../resolvers/worker.js';
import { erasureUnits } from '../../scripts/cost/accountUnits.js';
import { touchDueWork } from '../../triggers/lib/worker/schedule.js';
import { timeText, toKey, type WorkTable } from '../../triggers/lib/worker/table.js';
import { isUnderWay, work } from '../../triggers/lib/worker/work.js';
import { batchWrite } from '../support/batchWrite.js';
import { cases } from '../support/cases.js';
import { useDynamoDB } from '../support/dynamodb.js';
import { allItems, type Item } from '../support/tables.js';

const dynamodb = useDynamoDB();
const client = new DynamoDBClient(clientOptions(dynamodb));
afterAll(() => client.destroy());
const text = (value: string): AttributeValue => ({ S: value });
const messageUuid = (at: number): string =>
  `${encodeTime(1_700_000_000_000 + at)}${'0'.repeat(16)}`;

/** A deleted account with one conversation, in which every other message is the person's own. */
function* conversation(user: string, other: string, messages: number): Generator<Item> {
  const group = groupUuidOf(user, other);
  yield {
    ...toKey(profileKey(user)),
    uuid: text(user),
    deletedAt: text(timeText(Date.now())),
    erases: { BOOL: true },
  };
  yield {
    ...toKey(workKey(user)),
    change: text(messageUuid(0)),
    stage: text('FIRST'),
    folder: text(queues.work),
    lastMessageUuid: text(timeText(Date.now() + worker.lastLookMinutes * 60_000)),
  };
  for (const [owner, isOwn] of [
    [user, true],
    [other, false],
  ] as const) {
    yield {
      ...toKey(messageGroupKey(owner, group)),
      lastMessageUuid: text(messageUuid(messages)),
      lastMessage: text('the last'),
      lastMessageMine: { BOOL: isOwn },
      unreadCount: { N: '7' },
      folder: text(owner),
    };
  }
  for (let at = 0; at < messages; at += 1) {
    yield {
      ...toKey(messageKey(group, messageUuid(at))),
      userUuid: text(at % 2 ? user : other),
      displayName: text(at % 2 ? 'Ada' : 'Ben'),
      handle: text(at % 2 ? 'ada' : 'ben'),
      message: text('o'.repeat(200)),
    };
  }
}

/** The middle one, in milliseconds. */
const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

describe('A very long conversation', () => {
  it(
    'is erased in steps that ask as much at its end as at its beginning',
    async () => {
      const messages = cases(2_000, 100_000);
      // dynoxide gets slower by every record of a stream, which no one reads here.
      const tableName = await dynamodb.newTable({ ...definition, stream: undefined });
      const [user, other] = [randomUUID(), randomUUID()];
      await batchWrite(client, tableName, conversation(user, other, messages), () => {});

      let requests = 0;
      client.middlewareStack.add(
        (next) => (args) => {
          requests += 1;
          return next(args);
        },
        { step: 'initialize', name: 'count' },
      );
      let now = Date.now();
      const table: WorkTable = { dynamoDb: client, tableName, now: () => now };
      const steps: { requests: number; milliseconds: number }[] = [];
      const goThrough = async () => {
        while (await isUnderWay(table, user)) {
          requests = 0;
          const from = performance.now();
          await work(table, user);
          steps.push({ requests, milliseconds: performance.now() - from });
        }
      };
      await goThrough();
      now += (worker.lastLookMinutes + 1) * 60_000;
      await touchDueWork(table);
      await goThrough();

      const load = { conversations: 1, messages, own: messages / 2, textBytes: 200 };
      expect(steps).toHaveLength(erasureUnits(load).calls);
      // Work item, profile, page, cursor, and each message that is the person's own.
      const most = 4 + Math.ceil(worker.rowsOfAPage / 2);
      const pages = steps.slice(1, Math.floor(messages / worker.rowsOfAPage) - 1);
      for (const step of pages) expect(step.requests).toBeLessThanOrEqual(most);
      const tenth = Math.floor(pages.length / 10);
      const ofTime = (part: typeof pages) => median(part.map(({ milliseconds }) => milliseconds));
      const total = steps.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      console.log(
        `${messages} messages: ${steps.length} calls, ${Math.round(total / 1_000)} s; a call in the ` +
          `first tenth ${ofTime(pages.slice(0, tenth)).toFixed(1)} ms, in the last ` +
          `${ofTime(pages.slice(-tenth)).toFixed(1)} ms, the longest ` +
          `${Math.max(...steps.map(({ milliseconds }) => milliseconds)).toFixed(0)} ms`,
      );
      // A call may take as long as Lambda lets it: each is far from that.
      for (const { milliseconds } of steps) {
        expect(milliseconds).toBeLessThan(worker.timeoutSeconds * 1_000);
      }
      const stored = await allItems(client, tableName);
      const ofMessages = stored.filter(({ pk }) => pk!.S!.startsWith(messagePartition('')));
      expect(ofMessages).toHaveLength(messages);
      for (const { userUuid, message, displayName } of ofMessages) {
        expect(message === undefined).toBe(userUuid!.S === user);
        expect(displayName === undefined).toBe(userUuid!.S === user);
      }
      expect(stored.length - messages).toBe(3); // the other's row, the log's head, the empty profile
    },
    cases(120_000, 3_600_000),
  );
});
