import { deleteStep } from './deletion.js';
import { readFollowed, sameFollowed } from './profile.js';
import { followPage } from './rows.js';
import type { WorkTable } from './table.js';
import { moveWork, readWork, removeWork } from './workItem.js';

/**
 * One bounded step of a person's work: make one page of rows follow their profile as it is now, and
 * write where that got to, which invokes the worker again. With no page left, the profile is read
 * once more; when it is as it was, the item waits for the last look, and after that it is removed.
 *
 * The step works towards the profile as it is and writes the item only as it was read. So a step
 * that runs twice, late, or ends in the middle leaves nothing that the next one does not put right.
 *
 * @throws the SDK's error when the table does not answer: Lambda calls again
 */
export async function work(table: WorkTable, userUuid: string): Promise<void> {
  const item = await readWork(table, userUuid);
  if (!item || item.stage === 'WAITING') return;
  const followed = await readFollowed(table, userUuid);
  if (followed.deletion) return deleteStep(table, item, followed.deletion);
  const page = { userUuid, after: item.cursor, followed, namesToo: item.namesToo };
  const cursor = await followPage(table, page);
  if (cursor !== undefined) {
    await moveWork(table, item, { stage: item.stage, cursor });
    return;
  }
  if (!sameFollowed(followed, await readFollowed(table, userUuid))) {
    await moveWork(table, item, { stage: item.stage }); // from the first row
  } else if (item.stage === 'FIRST') {
    await moveWork(table, item, { stage: 'WAITING' });
  } else {
    await removeWork(table, item);
  }
}

/** Whether there is a step to do now; what waits for its last look is the schedule's. */
export async function isUnderWay(table: WorkTable, userUuid: string): Promise<boolean> {
  const item = await readWork(table, userUuid);
  return item !== undefined && item.stage !== 'WAITING';
}
