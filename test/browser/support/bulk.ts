import {
  BatchWriteItemCommand,
  PutItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { encodeTime } from 'ulid';
import type { Host } from '../../../local/host.js';
import { messageGroupKey, messageKey } from '../../../resolvers/lib/keys.js';
import { messageGroupUuidOf } from '../../../client/src/messaging/messageGroupUuid.js';
import type { Person } from './host.js';

const TABLE = 'direct-messages'; // HostOptions.tableName's default
const BATCH = 25; // items of a BatchWriteItem at most
const PARALLEL = 8;

/** The text of the n-th message of a long conversation. */
export const textOf = (at: number): string => `message ${at} ${'of many words '.repeat(at % 9)}`;

/**
 * Writes a conversation of `count` messages straight into the table, turn about, as so many sends
 * would have left it.
 */
export async function writeConversation(
  host: Host,
  one: Person,
  other: Person,
  count: number,
): Promise<void> {
  const group = messageGroupUuidOf(one.uuid, other.uuid);
  const begin = Date.now() - count * 60_000;
  const uuidOf = (at: number): string => `${encodeTime(begin + at * 60_000, 10)}0000000000000000`;
  const put = (item: Record<string, AttributeValue>) => ({ PutRequest: { Item: item } });
  const message = (at: number) => {
    const { pk, sk } = messageKey(group, uuidOf(at));
    const sender = at % 2 === 0 ? one : other;
    return put({
      pk: { S: pk },
      sk: { S: sk },
      userUuid: { S: sender.uuid },
      displayName: { S: sender.displayName },
      handle: { S: sender.handle },
      message: { S: textOf(at) },
    });
  };
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next += BATCH;
      const size = Math.min(BATCH, count - from);
      const items = Array.from({ length: size }, (_, at) => message(from + at));
      await host.table.client.send(new BatchWriteItemCommand({ RequestItems: { [TABLE]: items } }));
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  for (const [mine, theirs] of [
    [one, other],
    [other, one],
  ] as const) {
    const { pk, sk } = messageGroupKey(mine.uuid, group);
    await host.table.client.send(
      new PutItemCommand({
        TableName: TABLE,
        Item: {
          pk: { S: pk },
          sk: { S: sk },
          otherUserDisplayName: { S: theirs.displayName },
          otherUserHandle: { S: theirs.handle },
          lastMessage: { S: textOf(count - 1).slice(0, 120) },
          lastMessageUuid: { S: uuidOf(count - 1) },
          unreadCount: { N: '0' },
          readUpTo: { S: uuidOf(count - 1) },
        },
      }),
    );
  }
}
