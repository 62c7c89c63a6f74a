import { util } from '@aws-appsync/utils';
import { limits } from '../limits.js';
import { DAY_SECONDS } from './day.js';
import type { ChangeHeadItem, ChangeItem, MessageItem } from './items.js';
import { timeOf } from './messageUuid.js';

/** The unbroken part of a change log after a given change. */
export interface Chain {
  /** Its changes, oldest first. */
  page: ChangeItem[];
  /** The messages that changed, each once. */
  messageUuids: string[];
  /** The last change of it, or `after` where it is empty. */
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
  return {
    page,
    messageUuids: messagesOf(page),
    upTo: upTo === '' ? null : upTo,
    hasMore: isMissing || !!next,
    isExpired: isErased || (isMissing && page.length === 0 && isGone(missing, upTo)),
  };
}

/** The messages that changed, each once, in the order of their last changes. */
const messagesOf = (page: ChangeItem[]): string[] =>
  page
    .map(({ messageUuid }) => messageUuid)
    .filter((uuid, at, all) => all.lastIndexOf(uuid) === at);

/**
 * The chain up to the first change that its message does not show yet: of a transaction that is being
 * committed the entry may be seen before the message.
 * @param messages as they are now; a message that is gone shows every change
 */
export function cutUnseen(chain: Chain, messages: MessageItem[], after: string | null): Chain {
  const shown: Record<string, string> = {};
  for (const { sk, changeUuid } of messages) shown[sk] = changeUuid ?? '';
  let isSeen = true;
  const page: ChangeItem[] = [];
  for (const entry of chain.page) {
    const last = shown[entry.messageUuid];
    isSeen = isSeen && (last === undefined || last >= entry.sk);
    if (isSeen) page.push(entry);
  }
  if (page.length === chain.page.length) return chain;
  return {
    ...chain,
    page,
    messageUuids: messagesOf(page),
    upTo: page[page.length - 1]?.sk ?? after,
    hasMore: true,
  };
}

/** Changes that are not seen yet are seconds old. One that does not follow `after` is of another log. */
function isGone(missing: string | undefined, after: string): boolean {
  if (!missing || missing < after) return true;
  const kept = limits.changes.retentionDays * DAY_SECONDS * 1_000;
  return timeOf(missing) < util.time.nowEpochMilliSeconds() - kept;
}
