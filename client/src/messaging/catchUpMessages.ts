import type { MessagingApi } from './api';
import { catchUp } from './catchUp';
import type { ConversationCache } from './conversationCache';
import { caughtUp, cutTail, verified } from './timeline';
import type { Message } from './types';

/**
 * Pages of the log that are read before the newest page is loaded instead, where older pages are
 * loaded: loading the newest page would lose the reader's place in them.
 */
const MAX_PAGES_WITH_OLDER = 50;
/** Live messages that are held while newer pages than the loaded ones exist. */
const MAX_DETACHED_TAIL = 100;

/**
 * Where a catch-up begins: at the last id up to which nothing is missing, or, when the newest page has
 * just been loaded and pushes arrive, at the end of that page.
 */
export type CatchUpFrom = 'synced id' | 'newest page';

export interface CatchUpOptions {
  readonly api: Pick<MessagingApi, 'messagesAfter'>;
  readonly cache: ConversationCache;
  /** Milliseconds within which a transaction that has begun is committed. */
  readonly settleTime: number;
  readonly now: () => number;
  /** Reads the newest page in place of all pages. */
  readonly reload: (group: string) => Promise<void>;
}

/**
 * Reads what was written into a conversation while this device was away (`Query.messagesAfter`). Does
 * nothing where it is not loaded; cuts its tail where the reader is far back. Rejects when a request fails.
 */
export async function catchUpMessages(
  options: CatchUpOptions,
  group: string,
  from: CatchUpFrom = 'synced id',
): Promise<void> {
  const { api, cache, now, settleTime, reload } = options;
  if (cache.isFarBack(group)) {
    return cache.updateTail(group, (tail) => cutTail(tail, MAX_DETACHED_TAIL));
  }
  const tail = cache.tail(group);
  if (tail?.loadedFrom === undefined) return;
  const pages = cache.history(group)?.pages ?? [];
  const newest = from === 'newest page' ? pages[0]?.messages.at(-1)?.uuid : undefined;
  const begun = now();
  const loaded = new Set(pages.flatMap(({ messages }) => messages.map(({ uuid }) => uuid)));
  const isMissed = ({ uuid }: Message): boolean => from === 'synced id' && !loaded.has(uuid);
  const outcome = await catchUp({
    read: (after, nextToken) => api.messagesAfter(group, after, nextToken),
    after: newest ?? tail.syncedTo,
    take: (messages) =>
      cache.updateTail(group, (held) => caughtUp(held, messages, now(), isMissed)),
    maxPages: pages.length > 1 ? MAX_PAGES_WITH_OLDER : undefined,
  });
  if (cache.isFarBack(group)) return;
  if (outcome === 'complete') {
    // A reload meanwhile has begun a tail whose start this catch-up may not have read.
    const same = cache.tail(group)?.loadedFrom === tail.loadedFrom;
    if (newest === undefined && same) {
      cache.updateTail(group, (held) => verified(held, begun - settleTime));
    }
    return;
  }
  await reload(group);
  // The page's read is eventually consistent, unlike the log's: it may lack the newest messages.
  await catchUpMessages(options, group, 'newest page');
}
