import { messageGroupKey } from '../../../resolvers/lib/keys.js';
import { eraseMessages, stripMessages } from './deletedMessages.js';
import { forgetTexts, leaveStub, nextRow, stopSends } from './deletedRows.js';
import { listDeleted } from './deletedAccounts.js';
import { followTraces, leaveTrace } from './deletedTraces.js';
import { emptyProfile, holdClaim } from './deletedProfile.js';
import type { Deletion } from './profile.js';
import { deleteItem, type WorkTable } from './table.js';
import { moveWork, removeWork, type WorkItem } from './workItem.js';

/** Between a conversation and the last message that was looked at. Alone: between two conversations. */
const SEPARATOR = '|';

/**
 * One bounded step of a deletion: a page of one conversation's messages, or the end of it all. Before
 * anything is deleted the account is listed outside the table, so that a restore deletes it again, and
 * disabled. A conversation ends with the person's own row, so the rows that are left are what is left to do;
 * every write may be made twice.
 *
 * The cursor is `<conversation>|<message>` while a conversation is gone through, and `|` after one.
 */
export async function deleteStep(
  table: WorkTable,
  item: WorkItem,
  deletion: Deletion,
): Promise<void> {
  const { userUuid, cursor, stage } = item;
  if (cursor === undefined) {
    await listDeleted(table, userUuid, deletion);
    await table.accounts?.disable(userUuid);
  }
  const [begun, after] = (cursor ?? SEPARATOR).split(SEPARATOR);
  const group = begun || (await nextRow(table, userUuid));
  if (group === undefined) return end(table, item, deletion);
  if (!begun) await stopSends(table, userUuid, group);
  const page = { userUuid, group, after: after || undefined };
  const last = deletion.erases
    ? await eraseMessages(table, page)
    : await stripMessages(table, page);
  if (last !== undefined) {
    await moveWork(table, item, { stage, cursor: `${group}${SEPARATOR}${last}` });
    return;
  }
  await leaveStub(table, userUuid, group);
  if (deletion.erases) await forgetTexts(table, userUuid, group);
  await leaveTrace(table, userUuid, group);
  await deleteItem(table, messageGroupKey(userUuid, group));
  await moveWork(table, item, { stage, cursor: SEPARATOR });
}

/**
 * No row is left. After a quarter of an hour no token is out any more, and nothing can have been made
 * since. A call that was held up with the names of before can have written them into other people's rows: the
 * traces lead there. Then the account goes, and the work is done.
 */
async function end(table: WorkTable, item: WorkItem, { handle }: Deletion): Promise<void> {
  const { userUuid, stage } = item;
  if (stage === 'LAST' && (await followTraces(table, userUuid))) {
    await moveWork(table, item, { stage, cursor: SEPARATOR });
    return;
  }
  if (handle !== undefined) await holdClaim(table, userUuid, handle);
  await emptyProfile(table, userUuid);
  if (stage === 'FIRST') {
    await moveWork(table, item, { stage: 'WAITING' });
    return;
  }
  await table.accounts?.remove(userUuid);
  await removeWork(table, item);
}
