import { randomUUID } from 'node:crypto';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { encodeTime } from 'ulid';
import {
  changeHeadKey,
  changeKey,
  messageGroupKey,
  messageKey,
} from '../../../resolvers/lib/keys.js';
import { messageGroupUuidOf } from '../../../client/src/messaging/messageGroupUuid.js';
import { batchWrite } from '../../support/batchWrite.js';
import type { Person } from './host.js';

/** The text of the n-th message of a long conversation. */
export const textOf = (at: number): string => `message ${at} ${'of many words '.repeat(at % 9)}`;

/**
 * Writes a conversation of `count` messages straight into the table, as that many sends would
 * leave it. `onProgress`: how many are stored.
 */
export async function writeConversation(options: {
  readonly client: DynamoDBClient;
  /** Default: `HostOptions.tableName`'s. */
  readonly tableName?: string;
  readonly between: readonly [Person, Person];
  readonly count: number;
  /** Who of the two sends the n-th message. Default: they take turns. */
  readonly senderOf?: (at: number) => 0 | 1;
  /** How many reactions are in the change log, one of each of the newest messages. Default 0. */
  readonly changes?: number;
  /** How many of the newest messages the first of the two has not read. Default 0. */
  readonly unread?: number;
  /** Epoch milliseconds of the first message. Default: so that the last one is a minute old. */
  readonly begin?: number;
  /** Milliseconds between two messages. Default one minute. */
  readonly interval?: number;
  readonly onProgress?: (stored: number) => void;
}): Promise<void> {
  const { client, tableName = 'direct-messages', between, count, onProgress = () => {} } = options;
  const { senderOf = (at) => (at % 2 === 0 ? 0 : 1), unread = 0, interval = 60_000 } = options;
  const { changes = 0 } = options;
  const [one, other] = between;
  const group = messageGroupUuidOf(one.uuid, other.uuid);
  const { begin = Date.now() - count * interval } = options;
  const uuidOf = (at: number): string => `${encodeTime(begin + at * interval, 10)}0000000000000000`;
  const now = Date.now();
  const changeOf = (at: number): string =>
    `${encodeTime(now - 60_000, 10)}${String(at).padStart(16, '0')}`;
  function* messages(): Generator<Record<string, AttributeValue>> {
    for (let at = 0; at < count; at += 1) {
      const { pk, sk } = messageKey(group, uuidOf(at));
      const sender = between[senderOf(at)];
      yield {
        pk: { S: pk },
        sk: { S: sk },
        userUuid: { S: sender.uuid },
        displayName: { S: sender.displayName },
        handle: { S: sender.handle },
        message: { S: textOf(at) },
        ...(at >= count - changes && {
          reactionOf1: { S: '👍' },
          changeUuid: { S: changeOf(at - count + changes) },
        }),
      };
    }
  }
  function* log(): Generator<Record<string, AttributeValue>> {
    for (let at = 0; at < changes; at += 1) {
      const { pk, sk } = changeKey(group, changeOf(at));
      yield {
        pk: { S: pk },
        sk: { S: sk },
        messageUuid: { S: uuidOf(count - changes + at) },
        expiresAt: { N: String(Math.ceil(now / 1_000) + 90 * 86_400) },
        ...(at > 0 && { previous: { S: changeOf(at - 1) } }),
      };
    }
    const { pk, sk } = changeHeadKey(group);
    if (changes > 0)
      yield { pk: { S: pk }, sk: { S: sk }, changeUuid: { S: changeOf(changes - 1) } };
  }
  await batchWrite(client, tableName, messages(), onProgress);
  await batchWrite(client, tableName, log(), () => {});
  const newest = { message: textOf(count - 1), uuid: uuidOf(count - 1) };
  const read = (unreadCount: number): string | undefined =>
    count > unreadCount ? uuidOf(count - 1 - unreadCount) : undefined;
  const rows = [
    rowItem({ owner: one, other, newest, unreadCount: unread, readUpTo: read(unread) }),
    rowItem({ owner: other, other: one, newest, unreadCount: 0, readUpTo: read(0) }),
  ];
  await batchWrite(client, tableName, rows, () => {});
}

/** A person of whom only the names are needed. */
type Named = Pick<Person, 'uuid' | 'handle' | 'displayName'>;

/** One person's row of a conversation in their inbox. */
function rowItem(row: {
  readonly owner: Named;
  readonly other: Named;
  readonly newest: { readonly message: string; readonly uuid: string };
  readonly unreadCount: number;
  readonly readUpTo: string | undefined;
}): Record<string, AttributeValue> {
  const { owner, other, newest, unreadCount, readUpTo } = row;
  const { pk, sk } = messageGroupKey(owner.uuid, messageGroupUuidOf(owner.uuid, other.uuid));
  return {
    pk: { S: pk },
    sk: { S: sk },
    otherUserDisplayName: { S: other.displayName },
    otherUserHandle: { S: other.handle },
    folder: { S: owner.uuid },
    home: { S: owner.uuid },
    lastMessage: { S: newest.message.slice(0, 100) },
    lastMessageUuid: { S: newest.uuid },
    unreadCount: { N: String(unreadCount) },
    ...(readUpTo !== undefined && { readUpTo: { S: readUpTo } }),
  };
}

/** The name of the n-th person of an inbox. */
export const nameAt = (at: number): string => `Person ${at}`;

/**
 * Puts `count` rows into a person's inbox, the newest of the first one, each a minute older than the
 * one before. Their messages and the other people do not exist, but for those of `known`.
 * @param options.known people with an account, by their place
 */
export async function writeInbox(options: {
  readonly client: DynamoDBClient;
  /** Default: `HostOptions.tableName`'s. */
  readonly tableName?: string;
  readonly owner: Person;
  readonly count: number;
  readonly known?: Readonly<Record<number, Person>>;
}): Promise<void> {
  const { client, tableName = 'direct-messages', owner, count, known = {} } = options;
  const now = Date.now();
  const rows = Array.from({ length: count }, (_, at) => {
    const unknown = { uuid: randomUUID(), handle: `person_${at}`, displayName: nameAt(at) };
    const other = known[at] ?? unknown;
    const uuid = `${encodeTime(now - (at + 1) * 60_000, 10)}0000000000000000`;
    const newest = { message: `the newest of ${at}`, uuid };
    const mine = rowItem({ owner, other, newest, unreadCount: 0, readUpTo: uuid });
    if (!known[at]) return [mine];
    return [mine, rowItem({ owner: other, other: owner, newest, unreadCount: 0, readUpTo: uuid })];
  });
  await batchWrite(client, tableName, rows.flat(), () => {});
}
