import type { MessagingApi } from './api';
import { MessagingError, toMessagingError } from './errors';
import type { Observable } from './observable';
import { inputOf, isExpired, pendingGroups, type OutboxEntry } from './outbox';
import type { OutboxStorage } from './outboxStorage';
import { retryDelay as defaultDelay } from './retryDelay';
import { OutboxStore, type NewMessage, type OutboxSnapshot } from './outboxStore';
import type { Message } from './types';

/** The part of `navigator.locks` that keeps two tabs from sending into one conversation at once. */
export type Locks = Pick<LockManager, 'request'>;

export interface OutboxSenderOptions {
  readonly userUuid: string;
  readonly api: Pick<MessagingApi, 'createMessage'>;
  readonly storage: OutboxStorage;
  /** Left out where the browser has none: then two tabs may send at the same time. */
  readonly locks?: Locks;
  /** Is it known that the conversation exists? */
  readonly groupExists: (messageGroupUuid: string) => boolean;
  /** The API has confirmed a message; called before other tabs see the entry leave the storage. */
  readonly onSent: (message: Message, clientToken: string) => void;
  /** The API has refused a message for good. */
  readonly onRefused?: (error: MessagingError) => void;
  /** Milliseconds before the n-th try after a failure, n from 0. */
  readonly retryDelay?: (failures: number) => number;
  /** Milliseconds after which this tab sends what another tab wrote. Default 2,000. */
  readonly takeOverDelay?: number;
  readonly now?: () => number;
}

/**
 * Sends the outbox: conversation by conversation, in the order of writing, one at a time, with the
 * same `clientToken` at each try, until the API confirms or refuses a message. It also sends entries
 * that were stored before a reload or by a tab that was closed.
 */
export class OutboxSender {
  readonly #options: OutboxSenderOptions;
  readonly #store: OutboxStore;
  readonly #draining = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #stopped = true;
  #unsubscribe: (() => void) | undefined;

  constructor(options: OutboxSenderOptions) {
    this.#options = options;
    this.#store = new OutboxStore(options.storage, options.now);
  }

  get state(): Observable<OutboxSnapshot> {
    return this.#store.state;
  }

  /** Stores a message and sends it as soon as possible. The message is safe once this returns. */
  add(message: NewMessage): OutboxEntry {
    const entry = this.#store.add(message);
    void this.#drain(entry.messageGroupUuid);
    return entry;
  }

  /** Tries a refused message again: as a new one where the API has forgotten its token. */
  retry(clientToken: string): void {
    this.#store.retry(clientToken);
    this.flush();
  }

  discard(clientToken: string): void {
    this.#store.remove(clientToken);
  }

  /** Sends everything that is waiting, without a delay. For when the network is back. */
  flush(): void {
    this.#failures.clear();
    this.#clearTimers();
    for (const group of pendingGroups(this.#options.storage.list())) void this.#drain(group);
  }

  /** Begins to send, what was left from before first. */
  start(): void {
    this.#stopped = false;
    this.#unsubscribe ??= this.#options.storage.subscribe(() => this.#takeOver());
    this.flush();
  }

  /** Ends sending; the API may still confirm what is under way. */
  stop(): void {
    this.#stopped = true;
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#clearTimers();
  }

  /**
   * Another tab has changed the storage. That tab sends its own entries and holds the lock meanwhile;
   * when it is closed before it has finished, this tab gets the lock and sends them.
   */
  #takeOver(): void {
    this.#store.reload();
    const { locks, takeOverDelay = 2_000 } = this.#options;
    if (!locks) return;
    for (const group of pendingGroups(this.state.current.entries)) {
      if (!this.#timers.has(group)) this.#drainIn(takeOverDelay, group);
    }
  }

  #clearTimers(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #drainIn(delay: number, group: string): void {
    clearTimeout(this.#timers.get(group));
    const drain = (): void => {
      this.#timers.delete(group);
      if (this.#store.next(group)) void this.#drain(group);
    };
    this.#timers.set(group, setTimeout(drain, delay));
  }

  async #drain(group: string): Promise<void> {
    if (this.#draining.has(group) || this.#stopped) return;
    this.#draining.add(group);
    const work = async (): Promise<void> => {
      // The check and the end are in the same turn: an entry that is added later drains again.
      while (!this.#stopped && this.#store.next(group) && (await this.#sendNext(group)));
      this.#draining.delete(group);
    };
    const { locks, userUuid } = this.#options;
    try {
      await (locks ? locks.request(`messaging.outbox.${userUuid}.${group}`, work) : work());
    } finally {
      this.#draining.delete(group);
    }
  }

  /** @returns whether to go on with the next one. */
  async #sendNext(group: string): Promise<boolean> {
    const { now = Date.now } = this.#options;
    const entry = this.#store.next(group);
    if (!entry) return false;
    if (isExpired(entry, now())) {
      this.#store.refuse(entry, new MessagingError('Expired', 'It may have been sent a day ago'));
      return true;
    }
    this.#store.beginSending(entry);
    try {
      this.#confirm(entry, await this.#create(entry));
      return true;
    } catch (thrown) {
      return this.#failed(entry, toMessagingError(thrown));
    } finally {
      this.#store.endSending(entry);
    }
  }

  /**
   * The message is shown as sent before its entry is removed. Should the page end between the two, it
   * is sent once more, and the API answers with the message that it has for the token.
   */
  #confirm(entry: OutboxEntry, message: Message): void {
    this.#failures.delete(entry.messageGroupUuid);
    try {
      this.#options.onSent(message, entry.clientToken);
    } finally {
      this.#options.storage.remove(entry.clientToken);
    }
  }

  /** @returns whether to go on with the next one. */
  #failed(entry: OutboxEntry, error: MessagingError): boolean {
    if (error.type === 'SignedOut') return false;
    if (error.retryable) {
      this.#retryLater(entry.messageGroupUuid);
      return false;
    }
    this.#store.refuse(entry, error);
    this.#options.onRefused?.(error);
    return true;
  }

  /** A conversation that is said not to exist any more is created again. */
  async #create(entry: OutboxEntry): Promise<Message> {
    const { api, groupExists } = this.#options;
    const exists = groupExists(entry.messageGroupUuid);
    try {
      return await api.createMessage(inputOf(entry, exists));
    } catch (thrown) {
      const gone = exists && toMessagingError(thrown).type === 'MessageGroupNotFound';
      if (!gone) throw thrown;
      return api.createMessage(inputOf(entry, false));
    }
  }

  #retryLater(group: string): void {
    if (this.#stopped) return;
    const failures = this.#failures.get(group) ?? 0;
    this.#failures.set(group, failures + 1);
    const { retryDelay = defaultDelay } = this.#options;
    this.#drainIn(retryDelay(failures), group);
  }
}
