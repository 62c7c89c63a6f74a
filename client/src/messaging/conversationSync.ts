import type { MessagingApi } from './api';
import { catchUp } from './catchUp';
import { reconnectDelay } from './connection';
import type { ConversationCache } from './conversationCache';
import { toMessagingError } from './errors';
import {
  newestPage,
  readHistory,
  readOlderThan,
  type HistoryPage,
  type HistoryParam,
} from './history';
import {
  beginAfter,
  caughtUp,
  cutTail,
  receive,
  unverifiedCount,
  type TimelineMessage,
} from './timeline';

/** A push may be lost without a trace; after this many of them the log is read. */
const VERIFY_AFTER = 200;
/**
 * Pages of the log that are read before the newest page is loaded instead, where older pages are
 * loaded: loading the newest page would lose the reader's place in them.
 */
const MAX_PAGES_WITH_OLDER = 50;
/** Live messages that are held while newer pages than the loaded ones exist. */
const MAX_DETACHED_TAIL = 100;

/** Keeps what is loaded of conversations complete: pages, pushes and catching up. */
export class ConversationSync {
  readonly #api: Pick<MessagingApi, 'messages' | 'messagesAfter'>;
  readonly #cache: ConversationCache;
  readonly #compacting = new Set<string>();
  readonly #catchingUp = new Map<string, Promise<void>>();
  /** How often each conversation was reloaded: a page that was asked for before is out of date. */
  readonly #reloads = new Map<string, number>();
  #stopped = true;

  constructor(api: Pick<MessagingApi, 'messages' | 'messagesAfter'>, cache: ConversationCache) {
    this.#api = api;
    this.#cache = cache;
  }

  start(): void {
    this.#stopped = false;
  }

  /** Ends the tries of a catch-up that has failed. */
  stop(): void {
    this.#stopped = true;
  }

  /** For the history's query. */
  async readHistory(
    group: string,
    param: HistoryParam,
    direction: 'forward' | 'backward' = 'forward',
  ): Promise<HistoryPage> {
    const reloads = this.#reloads.get(group);
    try {
      const page = await readHistory(this.#api, group, param);
      if (param.newer === null && this.#reloads.get(group) === reloads) {
        const newest = page.messages.at(-1)?.uuid ?? param.after?.uuid ?? null;
        this.#cache.updateTail(group, (tail) => beginAfter(tail, newest));
      }
      return page;
    } catch (thrown) {
      const oldest = this.#cache.history(group)?.pages.at(-1)?.messages[0]?.uuid;
      const tokenRefused = toMessagingError(thrown).type === 'InvalidNextToken';
      if (!tokenRefused || direction === 'backward' || !oldest) throw thrown;
      const page = await readOlderThan(this.#api, group, oldest);
      if (!page) throw thrown;
      return page;
    }
  }

  /** Replaces what is loaded of a conversation by its newest page. */
  async reload(group: string): Promise<void> {
    const page = await readHistory(this.#api, group, newestPage);
    this.#reloads.set(group, (this.#reloads.get(group) ?? 0) + 1);
    await this.#cache.replaceHistory(group, { pages: [page], pageParams: [newestPage] });
    const newest = page.messages.at(-1)?.uuid ?? null;
    this.#cache.updateTail(group, (tail) => beginAfter(tail, newest));
  }

  /** As `reload`, one at a time. A failure is ignored: what is loaded is good as it is. */
  compact(group: string): void {
    if (this.#compacting.has(group)) return;
    this.#compacting.add(group);
    this.reload(group)
      .catch(() => undefined)
      .finally(() => this.#compacting.delete(group));
  }

  /** Takes a pushed or sent message into its conversation, where that is loaded. */
  receive(message: TimelineMessage): void {
    const group = message.messageGroupUuid;
    if (!this.#cache.tail(group)) return;
    this.#cache.updateTail(group, (tail) => receive(tail, [message]));
    if (unverifiedCount(this.#cache.tail(group)!) > VERIFY_AFTER) this.#verify(group);
  }

  /** An open conversation is caught up; any other is loaded again when it is opened. */
  #verify(group: string): void {
    if (this.#cache.isOpen(group)) void this.catchUp(group);
    else this.#cache.remove(group);
  }

  /** Catches up the open conversations and removes the others. */
  catchUpOpen(): void {
    const open = this.#cache.open();
    this.#cache.removeClosed();
    for (const group of open) void this.#catchUpAgain(group);
  }

  /** Waits for a catch-up that is running: it may have begun before the session did. */
  async #catchUpAgain(group: string): Promise<void> {
    await this.#catchingUp.get(group);
    await this.catchUp(group);
  }

  /**
   * Reads what is missing of a conversation from the log. Does nothing where it is not loaded, or
   * where the reader is far back: then scrolling down loads the rest, and the reader's place stays.
   */
  catchUp(group: string): Promise<void> {
    const running = this.#catchingUp.get(group);
    if (running) return running;
    const work = this.#catchUpWithRetries(group).finally(() => this.#catchingUp.delete(group));
    this.#catchingUp.set(group, work);
    return work;
  }

  /** Tries until it succeeds or is refused: nothing else would read what is missing. */
  async #catchUpWithRetries(group: string): Promise<void> {
    for (let failures = 0; !this.#stopped; failures += 1) {
      try {
        return await this.#catchUpOnce(group);
      } catch (thrown) {
        if (!toMessagingError(thrown).retryable) return;
        await new Promise((resolve) => setTimeout(resolve, reconnectDelay(failures)));
      }
    }
  }

  async #catchUpOnce(group: string): Promise<void> {
    const cache = this.#cache;
    if (cache.isFarBack(group)) {
      return cache.updateTail(group, (tail) => cutTail(tail, MAX_DETACHED_TAIL));
    }
    const syncedTo = cache.tail(group)?.syncedTo;
    if (syncedTo === undefined) return;
    const hasOlder = (cache.history(group)?.pages.length ?? 0) > 1;
    const outcome = await catchUp({
      read: (after, nextToken) => this.#api.messagesAfter(group, after, nextToken),
      after: syncedTo,
      take: (messages) => cache.updateTail(group, (tail) => caughtUp(tail, messages)),
      maxPages: hasOlder ? MAX_PAGES_WITH_OLDER : undefined,
    });
    if (outcome === 'complete' || cache.isFarBack(group)) return;
    await this.reload(group);
    // The page's read is eventually consistent, unlike the log's: it may lack the newest messages.
    await this.#catchUpOnce(group);
  }
}
