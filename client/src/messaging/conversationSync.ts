import type { MessagingApi } from './api';
import { catchUpMessages, type CatchUpFrom, type CatchUpOptions } from './catchUpMessages';
import { ChangeSync } from './changeSync';
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
import { forgetChanges } from './tailChanges';
import { beginAfter, receive, type TimelineMessage } from './timeline';
import type { Message } from './types';

/** A push may be lost without a trace; after this many of them the log is read. */
const VERIFY_AFTER = 200;
export interface ConversationSyncOptions {
  readonly api: Pick<MessagingApi, 'messages' | 'messagesAfter' | 'messageGroup' | 'changesAfter'>;
  readonly cache: ConversationCache;
  /** Messages of one conversation have changed while this device was away. */
  readonly onChanged?: (messages: readonly Message[]) => void;
  /**
   * Milliseconds within which a transaction that has begun is committed: only older ids prove that
   * nothing before them is missing. Default 10,000.
   */
  readonly settleTime?: number;
  /** Milliseconds between a session's first catch-up and its second one. Default 5,000. */
  readonly secondCatchUp?: number;
  readonly now?: () => number;
}

/** Keeps what is loaded of conversations complete: pages, pushes and catching up. */
export class ConversationSync {
  readonly #options: CatchUpOptions & Pick<ConversationSyncOptions, 'api'>;
  readonly #secondCatchUp: number;
  readonly #cache: ConversationCache;
  readonly #now: () => number;
  readonly #changes: ChangeSync;
  readonly #compacting = new Set<string>();
  readonly #catchingUp = new Map<string, Promise<void>>();
  /** How often each conversation was reloaded: a page that was requested before is out of date. */
  readonly #reloads = new Map<string, number>();
  #stopped = true;
  #hadSession = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ConversationSyncOptions) {
    const { api, cache, settleTime = 10_000, secondCatchUp = 5_000, now = Date.now } = options;
    this.#options = { api, cache, settleTime, now, reload: (group) => this.reload(group) };
    this.#secondCatchUp = secondCatchUp;
    this.#cache = cache;
    this.#now = now;
    this.#changes = new ChangeSync({
      ...this.#options,
      again: (group) => void this.#catchUpAgain(group),
      onChanged: options.onChanged ?? (() => undefined),
    });
  }

  start(): void {
    this.#stopped = false;
  }

  /** Ends the tries of a catch-up that has failed, and the second one that is waiting. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#changes.stop();
  }

  /** For the history's query. */
  async readHistory(
    group: string,
    param: HistoryParam,
    direction: 'forward' | 'backward' = 'forward',
  ): Promise<HistoryPage> {
    const reloads = this.#reloads.get(group);
    // A tail from now on: a push that comes while the page is read may be missing in the page.
    if (param.newer === null) {
      this.#cache.updateTail(group, (tail) => tail);
      this.#changes.begin(group);
    }
    try {
      const page = await readHistory(this.#options.api, group, param);
      if (param.newer === null && this.#reloads.get(group) === reloads) {
        this.#beginTail(group, page, param.after?.uuid);
      }
      return page;
    } catch (thrown) {
      const oldest = this.#cache.history(group)?.pages.at(-1)?.messages[0]?.uuid;
      const tokenRefused = toMessagingError(thrown).type === 'InvalidNextToken';
      if (!tokenRefused || direction === 'backward' || !oldest) throw thrown;
      const page = await readOlderThan(this.#options.api, group, oldest);
      if (!page) throw thrown;
      return page;
    }
  }

  /** Replaces what is loaded of a conversation by its newest page. */
  async reload(group: string): Promise<void> {
    const begun = this.#now();
    const page = await readHistory(this.#options.api, group, newestPage);
    this.#reloads.set(group, (this.#reloads.get(group) ?? 0) + 1);
    await this.#cache.replaceHistory(group, { pages: [page], pageParams: [newestPage] });
    this.#beginTail(group, page);
    this.#cache.updateTail(group, (tail) => forgetChanges(tail, begun - this.#options.settleTime));
  }

  #beginTail(group: string, { messages }: HistoryPage, before?: string): void {
    this.#cache.updateTail(group, (tail) => beginAfter(tail, messages, this.#now(), before));
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
    this.#cache.updateTail(group, (tail) => receive(tail, [message], this.#now()));
    if (this.#cache.tail(group)!.unverified > VERIFY_AFTER) this.#verify(group);
  }

  /** Takes a message that has changed, by push or as the answer to a change. */
  change(message: Message): void {
    const group = message.messageGroupUuid;
    this.#cache.change(group, [message], this.#now());
    if ((this.#cache.tail(group)?.unverified ?? 0) > VERIFY_AFTER) this.#verify(group);
  }

  /** An open conversation is caught up; any other is loaded again when it is opened. */
  #verify(group: string): void {
    if (this.#cache.isOpen(group)) void this.catchUp(group);
    else this.#cache.remove(group);
  }

  /**
   * A session of the connection has begun. Catches up the open conversations, now and once more:
   * AppSync may lose what is written in the first moments after it has acknowledged a subscription
   * (aws-appsync-community issue 405). Removes the other conversations.
   * @param also runs before each of the two.
   */
  beginSession(also: () => void): void {
    clearTimeout(this.#timer);
    // Before the first session only what a page is about to show is loaded: it is kept.
    const which = this.#hadSession ? 'active' : 'all';
    this.#hadSession = true;
    const run = (): void => {
      also();
      this.#catchUpLoaded(which);
    };
    run();
    if (which === 'active') this.#cache.removeClosed();
    this.#timer = setTimeout(run, this.#secondCatchUp);
  }

  /** Reads what is missing of the conversations that are shown. */
  catchUpOpen(): void {
    this.#catchUpLoaded('active');
  }

  #catchUpLoaded(which: 'all' | 'active'): void {
    for (const group of this.#cache.loaded(which)) void this.#catchUpAgain(group);
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
  catchUp(group: string, from?: CatchUpFrom): Promise<void> {
    const running = this.#catchingUp.get(group);
    if (running) return running;
    const work = this.#catchUpWithRetries(group, from).finally(() =>
      this.#catchingUp.delete(group),
    );
    this.#catchingUp.set(group, work);
    return work;
  }

  /** Tries until it succeeds or is refused: nothing else would read what is missing. */
  async #catchUpWithRetries(group: string, from?: CatchUpFrom): Promise<void> {
    for (let failures = 0; !this.#stopped; failures += 1) {
      try {
        return await this.#catchUpOnce(group, from);
      } catch (thrown) {
        if (!toMessagingError(thrown).retryable) return;
        await new Promise((resolve) => setTimeout(resolve, reconnectDelay(failures)));
      }
    }
  }

  async #catchUpOnce(group: string, from?: CatchUpFrom): Promise<void> {
    if (this.#cache.tail(group)?.loadedFrom === undefined) return;
    await catchUpMessages(this.#options, group, from);
    await this.#changes.catchUp(group);
  }
}
