import { util } from '@aws-appsync/utils';
import { limits } from '../limits.js';
import { DAY_SECONDS } from './day.js';
import type { ChangeHeadItem, ChangeItem } from './items.js';
import { timeOf } from './messageUuid.js';

/** The unbroken part of a change log after a given change. */
export interface Chain {
  /** The messages that changed, each once. */
  messageUuids: string[];
  /** The last change of it. */
  upTo?: string | null;
  hasMore: boolean;
  /** A change that would come next is no longer kept. */
  isExpired: boolean;
}

/**
 * Follows the chain from a change on. A Query can see a later change before an earlier one that is being
 * committed, so it ends at the first one whose `previous` was not seen.
 *
 * @param items the log after `after`, oldest first; the head, where it was reached, last
 * @param limit the most changes of one page; one item more was read
 */
export function readChain(
  items: (ChangeItem & ChangeHeadItem)[],
  after: string | null | undefined,
  limit: number,
): Chain {
  const entries = items.filter(({ sk }) => sk !== 'HEAD');
  const head = items.find(({ sk }) => sk === 'HEAD');
  const page: ChangeItem[] = [];
  let upTo = after ?? '';
  let isWhole = true;
  for (const entry of entries.slice(0, limit)) {
    isWhole = isWhole && (entry.previous ?? '') === upTo;
    if (isWhole) {
      page.push(entry);
      upTo = entry.sk;
    }
  }
  const next = entries[page.length];
  /** The change after `upTo` which others say there is. */
  const missing = isWhole ? (next ? undefined : head?.changeUuid) : next?.previous;
  const isMissing = !isWhole || (!!missing && missing > upTo);
  const isErased = !!head?.logStart && head.logStart > (after ?? '');
  const messageUuids = page
    .map(({ messageUuid }) => messageUuid)
    .filter((uuid, at, all) => all.lastIndexOf(uuid) === at);
  return {
    messageUuids,
    upTo: upTo === '' ? null : upTo,
    hasMore: isMissing || !!next,
    isExpired: isErased || (isMissing && page.length === 0 && isGone(missing, upTo)),
  };
}

/** Changes that are not seen yet are seconds old. One that does not follow `after` is of another log. */
function isGone(missing: string | undefined, after: string): boolean {
  if (!missing || missing < after) return true;
  const kept = limits.changes.retentionDays * DAY_SECONDS * 1_000;
  return timeOf(missing) < util.time.nowEpochMilliSeconds() - kept;
}
