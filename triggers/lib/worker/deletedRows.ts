import {
  changeHeadKey,
  messageGroupKey,
  messageGroupPartition,
} from '../../../resolvers/lib/keys.js';
import { otherOf } from '../../../resolvers/lib/members.js';
import { newChange } from './newChange.js';
import { getItem, queryItems, updateItem, type WorkTable } from './table.js';
import { writeItem } from './writeItem.js';

/** Later than any time: it stops sends as a suspension does. */
const NEVER = '9999-12-31T23:59:59.999Z';

/** The conversation of the person's next row; undefined when none is left. */
export async function nextRow(table: WorkTable, userUuid: string): Promise<string | undefined> {
  const { items } = await queryItems(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: messageGroupPartition(userUuid) } },
    ProjectionExpression: 'sk',
    ConsistentRead: true,
    Limit: 1,
  });
  return items[0]?.sk?.S;
}

/** A token may be out for a quarter of an hour: no message is to come behind what is gone through. */
export const stopSends = (table: WorkTable, userUuid: string, group: string): Promise<void> =>
  writeItem(table, {
    key: messageGroupKey(userUuid, group),
    expression: 'SET suspendedUntil = :never',
    values: { ':never': { S: NEVER } },
  });

/** The other person keeps the conversation, without the names. */
export const leaveStub = (table: WorkTable, userUuid: string, group: string): Promise<void> =>
  writeItem(table, {
    key: messageGroupKey(otherOf(group, userUuid), group),
    expression: 'REMOVE otherUserDisplayName, otherUserHandle',
  });

/**
 * Where the texts went, nothing of them is left in the other person's preview, nothing is unread, and their
 * client reads the pages again: the change log begins again.
 */
export async function forgetTexts(
  table: WorkTable,
  userUuid: string,
  group: string,
): Promise<void> {
  const key = messageGroupKey(otherOf(group, userUuid), group);
  await writeItem(table, {
    key,
    expression: 'SET unreadCount = :none',
    only: 'attribute_exists(unreadCount)',
    values: { ':none': { N: '0' } },
  });
  await writeItem(table, {
    key,
    expression: 'REMOVE lastMessage',
    only: 'lastMessageMine = :no',
    values: { ':no': { BOOL: false } },
  });
  const head = await getItem(table, changeHeadKey(group));
  await updateItem(table, changeHeadKey(group), {
    UpdateExpression: 'SET logStart = :start, changeUuid = :start',
    ExpressionAttributeValues: {
      ':start': { S: newChange(table.now(), head?.changeUuid?.S) },
    },
  });
}
