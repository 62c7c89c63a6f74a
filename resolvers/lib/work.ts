import { util } from '@aws-appsync/utils';
import { worker } from '../worker.js';
import { workKey } from './keys.js';
import { type TransactionItem, update } from './transaction.js';
import { workUpdate } from './workUpdate.js';

/**
 * The work that follows from a change of a profile. Work that is under way begins at the first row
 * again, and keeps what else it has to do.
 * @param namesToo the other people's rows get the person's names
 */
export const askForWork = (userUuid: string, namesToo = false): TransactionItem => {
  const due = util.time.nowEpochMilliSeconds() + worker.lastLookMinutes * 60_000;
  const asked = {
    change: util.autoUlid(),
    due: util.time.epochMilliSecondsToISO8601(due),
    namesToo,
  };
  return update(workKey(userUuid), workUpdate(asked));
};
