import { decodeTime } from 'ulid';
import type { MessagingApi } from './api';
import type { ConversationCache } from './conversationCache';
import { toMessagingError } from './errors';
import { beginChanges, changesVerified, readUpTo } from './tailChanges';
import type { Message, Page } from './types';

/** Pages of the change log that are read before the conversation is loaded afresh instead. */
const MAX_PAGES = 20;

interface ChangeSyncOptions {
  readonly api: Pick<MessagingApi, 'messages' | 'messageGroup' | 'changesAfter'>;
  readonly cache: ConversationCache;
  /** Milliseconds after which every read has what was committed, and every push has come. */
  readonly settleTime: number;
  readonly now: () => number;
  /** Reads the newest page in place of all pages. */
  readonly reload: (group: string) => Promise<void>;
  /** Catches up again, after the settle time. */
  readonly again: (group: string) => void;
  /** Messages have changed while this device was away. */
  readonly onChanged: (messages: readonly Message[]) => void;
}

/**
 * Keeps what is loaded of conversations as it is now: reads which messages have changed from each
 * conversation's change log (`Query.changesAfter`).
 */
export class ChangeSync {
  readonly #options: ChangeSyncOptions;
  readonly #beginning = new Map<string, Promise<void>>();
  /** Of conversations whose log has not begun yet: when their pages began to be loaded. */
  readonly #loadedSince = new Map<string, number>();
  /** Conversations whose pages may lack changes before the log's begin, and when that will be over. */
  readonly #unsettled = new Map<string, number>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(options: ChangeSyncOptions) {
    this.#options = options;
  }

  stop(): void {
    this.#timers.forEach(clearTimeout);
    this.#timers.clear();
  }

  /** The newest page is being loaded: finds out where the log will go on. A failure is made good later. */
  begin(group: string): void {
    const { cache, now } = this.#options;
    if (cache.tail(group)?.changesTo !== undefined) return;
    if (!this.#loadedSince.has(group)) this.#loadedSince.set(group, now());
    this.#begin(group).catch(() => undefined);
  }

  #begin(group: string): Promise<void> {
    const running = this.#beginning.get(group);
    if (running) return running;
    const { cache, api, now } = this.#options;
    if (cache.tail(group)?.changesTo !== undefined) return Promise.resolve();
    const work = (async () => {
      const row = await cache.row(group, () => api.messageGroup(group));
      this.#goOnAfter(group, row?.changeUuid ?? null, this.#loadedSince.get(group) ?? now());
    })().finally(() => this.#beginning.delete(group));
    this.#beginning.set(group, work);
    return work;
  }

  /**
   * Pages are read from a copy of the table that may lack the last moments, and maybe before the row is.
   * Where the log ends later than that, the pages are read once more.
   * @param loadedSince when the pages began to be loaded
   */
  #goOnAfter(group: string, head: string | null, loadedSince: number): void {
    const { cache, settleTime, now, again } = this.#options;
    this.#loadedSince.delete(group);
    if (!cache.tail(group)) return;
    cache.updateTail(group, (tail) => beginChanges(tail, head));
    if (head === null || decodeTime(head) < loadedSince - settleTime) return;
    this.#unsettled.set(group, now() + settleTime);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      again(group);
    }, settleTime);
    this.#timers.add(timer);
  }

  /** Reads what has changed since it was read last. Rejects when a request fails. */
  async catchUp(group: string): Promise<void> {
    const { cache, now, settleTime } = this.#options;
    await this.#begin(group);
    await this.#readPagesAgain(group);
    const begun = now();
    try {
      if (!(await this.#readLog(group))) return await this.#startAfresh(group);
    } catch (thrown) {
      if (toMessagingError(thrown).type !== 'ChangesExpired') throw thrown;
      return await this.#startAfresh(group);
    }
    if (cache.tail(group)) {
      cache.updateTail(group, (tail) => changesVerified(tail, begun - settleTime));
    }
  }

  /** @returns false where there is so much that loading afresh is quicker. */
  async #readLog(group: string): Promise<boolean> {
    const { api, cache, now } = this.#options;
    let after = cache.tail(group)?.changesTo;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      if (after === undefined) return true;
      const { items, upTo, hasMore } = await api.changesAfter(group, after);
      this.#take(group, items);
      if (cache.tail(group)) cache.updateTail(group, (tail) => readUpTo(tail, upTo, now()));
      // Nothing new although there is more: a change is being committed. The next catch-up reads it.
      if (!hasMore || upTo === after) return true;
      after = upTo;
    }
    return false;
  }

  #take(group: string, messages: readonly Message[]): void {
    if (messages.length === 0) return;
    this.#options.cache.change(group, messages, this.#options.now());
    this.#options.onChanged(messages);
  }

  /** The log does not reach back to where it was read: everything is loaded again. */
  async #startAfresh(group: string): Promise<void> {
    const { api, cache, now, reload } = this.#options;
    const begun = now();
    const row = await api.messageGroup(group);
    await reload(group);
    this.#goOnAfter(group, row?.changeUuid ?? null, begun);
    await cache.renewSingles(group);
  }

  /** Reads the loaded pages once more, where they may lack changes, once that is sure to help. */
  async #readPagesAgain(group: string): Promise<void> {
    const { api, cache, now } = this.#options;
    const until = this.#unsettled.get(group);
    if (until === undefined || until > now()) return;
    const oldest = cache.history(group)?.pages.at(-1)?.messages[0]?.uuid;
    let token: string | null = null;
    do {
      const page: Page<Message> = await api.messages(group, token);
      this.#take(group, page.items);
      const isPast = oldest === undefined || (page.items.at(-1)?.uuid ?? '') <= oldest;
      token = isPast ? null : page.nextToken;
    } while (token !== null);
    if (this.#unsettled.get(group) === until) this.#unsettled.delete(group);
  }
}
