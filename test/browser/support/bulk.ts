import { type AttributeValue, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
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
  for (const [mine, theirs, unreadCount] of [
    [one, other, unread],
    [other, one, 0],
  ] as const) {
    const read = count - 1 - unreadCount;
    const { pk, sk } = messageGroupKey(mine.uuid, group);
    await client.send(
      new PutItemCommand({
        TableName: tableName,
        Item: {
          pk: { S: pk },
          sk: { S: sk },
          otherUserDisplayName: { S: theirs.displayName },
          otherUserHandle: { S: theirs.handle },
          folder: { S: mine.uuid },
          home: { S: mine.uuid },
          lastMessage: { S: textOf(count - 1).slice(0, 100) },
          lastMessageUuid: { S: uuidOf(count - 1) },
          unreadCount: { N: String(unreadCount) },
          ...(read >= 0 && { readUpTo: { S: uuidOf(read) } }),
        },
      }),
    );
  }
}
