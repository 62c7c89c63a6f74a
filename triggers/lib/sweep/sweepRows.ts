import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { cutoff } from '../../../resolvers/lib/cutoff.js';
import { folderKey } from '../../../resolvers/lib/folders.js';
import { messageGroupPartition } from '../../../resolvers/lib/keys.js';
import { sweep } from '../../../resolvers/sweep.js';
import { table as definition } from '../../../resolvers/table.js';
import { type Attributes, toItemKey, type WorkTable } from '../worker/table.js';
import { writeAll, writeItem } from '../worker/writeItem.js';

/** What one call of the sweep works with. */
interface Sweep extends Pick<WorkTable, 'dynamoDb' | 'tableName' | 'now' | 'signal'> {
  /** For how many days messages are kept. */
  readonly days: number;
  /** Resolves when the next step may begin. */
  readonly pace: () => Promise<void>;
}

/** How the folder of a person's blocked rows ends. */
const BLOCKED = folderKey('', 'BLOCKED');

/**
 * Empty the rows of one part of the index whose newest message is past: the preview goes, nothing is
 * unread, and the row leaves its list, as one that was cleared. A blocked row stays in its list. Blocks,
 * acceptance, names and settings stay in any case.
 *
 * Each write has the condition that the row is as the index showed it and still past, so it may come
 * late, twice, or beside a send. A row that is emptied leaves the index, or is left out from then on; so a
 * call that ends in the middle loses nothing.
 *
 * @throws the SDK's error when the table does not answer: Lambda calls again
 */
export async function sweepRows(call: Sweep): Promise<void> {
  const before = { S: cutoff(call.now(), call.days) };
  let from: Attributes | undefined;
  do {
    await call.pace();
    const { Items: rows = [], LastEvaluatedKey } = await call.dynamoDb.send(
      scan(call, before, from),
      { abortSignal: call.signal },
    );
    for (let at = 0; at < rows.length; at += sweep.writesOfAStep) {
      await call.pace();
      const step = rows.slice(at, at + sweep.writesOfAStep);
      await writeAll(step.map((row) => emptyRow(call, row, before)));
    }
    from = LastEvaluatedKey;
  } while (from);
}

/** The rows that are to be emptied, of the hour's part of the index. No text is read. */
function scan(
  { tableName, now }: Sweep,
  before: AttributeValue,
  from: Attributes | undefined,
): ScanCommand {
  return new ScanCommand({
    TableName: tableName,
    IndexName: definition.index.name,
    Segment: Math.floor(now() / (sweep.scheduleMinutes * 60_000)) % sweep.segments,
    TotalSegments: sweep.segments,
    ExclusiveStartKey: from,
    Limit: sweep.rowsOfAPage,
    ProjectionExpression: 'pk, sk, folder',
    FilterExpression:
      'begins_with(pk, :rows) AND lastMessageUuid < :before AND attribute_exists(unreadCount) AND (NOT contains(folder, :blocked) OR attribute_exists(lastMessage) OR unreadCount > :none)',
    ExpressionAttributeValues: {
      ':rows': { S: messageGroupPartition('') },
      ':before': before,
      ':blocked': { S: BLOCKED },
      ':none': { N: '0' },
    },
  });
}

/**
 * The marker goes on to the newest message, as where a row is cleared: what was unread is counted no more,
 * also where the person reads a later message before these are deleted.
 */
function emptyRow(call: Sweep, row: Attributes, before: AttributeValue): Promise<void> {
  const isBlocked = row.folder!.S!.endsWith(BLOCKED);
  return writeItem(call, {
    key: toItemKey(row),
    expression: `SET unreadCount = :none, readUpTo = lastMessageUuid REMOVE lastMessage${isBlocked ? '' : ', folder'}`,
    only: 'lastMessageUuid < :before AND folder = :folder',
    values: { ':none': { N: '0' }, ':before': before, ':folder': row.folder! },
  });
}
