import { util } from '@aws-appsync/utils';
import { worker } from '../worker.js';
import { queues, workKey } from './keys.js';
import { put, type TransactionItem } from './transaction.js';

/**
 * The work that follows from a change of a profile. Takes the place of work that is under way: the
 * worker begins at the first row again.
 */
export const putWork = (table: string, userUuid: string): TransactionItem => {
  const due = util.time.nowEpochMilliSeconds() + worker.lastLookMinutes * 60_000;
  return put(table, workKey(userUuid), {
    change: util.autoUlid(),
    stage: 'FIRST',
    folder: queues.work,
    lastMessageUuid: util.time.epochMilliSecondsToISO8601(due),
  });
};
