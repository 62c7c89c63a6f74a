import { eraseMessages, stripMessages } from './deletedMessages.js';
import { deleteRow, forgetTexts, leaveStub, nextRow, stopSends } from './deletedRows.js';
import { emptyProfile, holdClaim } from './deletedProfile.js';
import type { Deletion } from './profile.js';
import type { WorkTable } from './table.js';
import { moveWork, removeWork, type WorkItem } from './workItem.js';

/** Between a conversation and the last message that was looked at. */
const SEPARATOR = '|';

/**
 * One bounded step of a deletion: a page of one conversation's messages, or the end of it all. The account
 * is disabled first. A conversation ends with the person's own row, so the rows that are left are what is
 * left to do; every write may be made twice.
 *
 * The cursor is `<conversation>|<message>` while a conversation is gone through.
 */
export async function deleteStep(
  table: WorkTable,
  item: WorkItem,
  deletion: Deletion,
): Promise<void> {
  const { userUuid } = item;
  if (item.cursor === undefined) await table.accounts?.disable(userUuid);
  const group = item.cursor?.split(SEPARATOR)[0] ?? (await nextRow(table, userUuid));
  if (group === undefined) return end(table, item, deletion);
  if (item.cursor === undefined) await stopSends(table, userUuid, group);
  const page = { userUuid, group, after: item.cursor?.split(SEPARATOR)[1] };
  const last = deletion.erases
    ? await eraseMessages(table, page)
    : await stripMessages(table, page);
  if (last !== undefined) {
    await moveWork(table, item, { stage: item.stage, cursor: `${group}${SEPARATOR}${last}` });
    return;
  }
  await leaveStub(table, userUuid, group);
  if (deletion.erases) await forgetTexts(table, userUuid, group);
  await deleteRow(table, userUuid, group);
  await moveWork(table, item, { stage: item.stage });
}

/**
 * No row is left. After a quarter of an hour no token is out any more, and nothing can have been made
 * since: then the account goes, and the work is done.
 */
async function end(table: WorkTable, item: WorkItem, { handle }: Deletion): Promise<void> {
  const { userUuid } = item;
  if (handle !== undefined) await holdClaim(table, userUuid, handle);
  await emptyProfile(table, userUuid);
  if (item.stage === 'FIRST') {
    await moveWork(table, item, { stage: 'WAITING' });
    return;
  }
  await table.accounts?.remove(userUuid);
  await removeWork(table, item);
}
