import { monotonicFactory } from 'ulid';
import type { MessagingApi } from './api';
import { MessagingError, toMessagingError } from './errors';
import { inputOf, isExpired, nextToSend, pendingGroups, type OutboxEntry } from './outbox';
import type { OutboxStorage } from './outboxStorage';
import type { Message, Recipient } from './types';

/** The part of `navigator.locks` that keeps two tabs from sending into one conversation at once. */
export type Locks = Pick<LockManager, 'request'>;

export interface OutboxSenderOptions {
  readonly userUuid: string;
  readonly api: Pick<MessagingApi, 'createMessage'>;
  readonly storage: OutboxStorage;
  /** Left out where the browser has none: then two tabs may send in each other's way. */
  readonly locks?: Locks;
  /** Is it known that the conversation exists? */
  readonly groupExists: (messageGroupUuid: string) => boolean;
  /** The API has confirmed it; called before the entry leaves the storage, where other tabs see it. */
  readonly onSent: (message: Message, clientToken: string) => void;
  /** Milliseconds before the n-th try after a failure, n from 0. */
  readonly retryDelay?: (failures: number) => number;
  /** Milliseconds after which what another tab wrote is sent from here. Default 2,000. */
  readonly takeOverDelay?: number;
  readonly now?: () => number;
}

export interface NewMessage {
  readonly messageGroupUuid: string;
  readonly recipient: Recipient;
  readonly message: string;
  /** Newest message of the conversation that the writer has; null: none; undefined: not known. */
  readonly after: string | null | undefined;
}

export interface OutboxSnapshot {
  readonly entries: readonly OutboxEntry[];
  /** Tokens of those that are under way from this tab. */
  readonly sending: ReadonlySet<string>;
}

/** Doubled each time up to 30 s, and spread by half. */
const defaultDelay = (failures: number): number =>
  Math.min(30_000, 500 * 2 ** failures) * (0.5 + Math.random() / 2);

/**
 * Sends what was written: conversation by conversation, in the order of writing, one at a time, with
 * the same `clientToken` at each try, until the API confirms or refuses it. What is in the storage
 * is sent whoever put it there: before a reload, or in another tab that was closed.
 */
export class OutboxSender {
  readonly #options: OutboxSenderOptions;
  readonly #newToken = monotonicFactory();
  readonly #draining = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();
  readonly #sending = new Set<string>();
  #snapshot: OutboxSnapshot;
  #stopped = true;
  #unsubscribe: (() => void) | undefined;

  constructor(options: OutboxSenderOptions) {
    this.#options = options;
    this.#snapshot = { entries: options.storage.list(), sending: new Set() };
  }

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly getSnapshot = (): OutboxSnapshot => this.#snapshot;

  /** Keeps a message, and sends it as soon as it can be. It is safe once this returns. */
  add(message: NewMessage): OutboxEntry {
    const now = (this.#options.now ?? Date.now)();
    const entry: OutboxEntry = {
      ...message,
      clientToken: this.#newToken(now),
      createdAt: new Date(now).toISOString(),
    };
    this.#options.storage.put(entry);
    this.#changed();
    void this.#drain(entry.messageGroupUuid);
    return entry;
  }

  /** Tries a refused message again: as a new one where the API has forgotten its token. */
  retry(clientToken: string): void {
    const entry = this.#entry(clientToken);
    if (!entry) return;
    const { failure, triedAt, ...again } = entry;
    if (failure?.type === 'Expired') {
      this.#options.storage.remove(clientToken);
      this.#options.storage.put({ ...again, clientToken: this.#newToken() });
    } else {
      this.#options.storage.put({ ...again, triedAt });
    }
    this.#changed();
    this.flush();
  }

  discard(clientToken: string): void {
    this.#options.storage.remove(clientToken);
    this.#changed();
  }

  /** Sends all that is waiting, now: there is reason to believe that it will arrive. */
  flush(): void {
    this.#failures.clear();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    for (const group of pendingGroups(this.#options.storage.list())) void this.#drain(group);
  }

  /** Begins to send; what was left from before first. */
  start(): void {
    this.#stopped = false;
    this.#unsubscribe ??= this.#options.storage.subscribe(() => this.#takeOver());
    this.flush();
  }

  /** Ends it; what is under way may still be confirmed. */
  stop(): void {
    this.#stopped = true;
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /**
   * Another tab has changed something. It sends what it wrote by itself, and holds the lock while it
   * does; should it be closed before it has, the lock comes here.
   */
  #takeOver(): void {
    this.#changed();
    const { locks, takeOverDelay = 2_000 } = this.#options;
    if (!locks) return;
    for (const group of pendingGroups(this.#snapshot.entries)) {
      if (!this.#timers.has(group)) this.#drainIn(takeOverDelay, group);
    }
  }

  #drainIn(delay: number, group: string): void {
    clearTimeout(this.#timers.get(group));
    const drain = (): void => {
      this.#timers.delete(group);
      if (this.#next(group)) void this.#drain(group);
    };
    this.#timers.set(group, setTimeout(drain, delay));
  }

  async #drain(group: string): Promise<void> {
    if (this.#draining.has(group) || this.#stopped) return;
    this.#draining.add(group);
    const work = async (): Promise<void> => {
      // Asked in the same turn in which it ends: what is written later begins it anew.
      while (!this.#stopped && this.#next(group) && (await this.#sendNext(group)));
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
    const { storage, api, groupExists, onSent, now = Date.now } = this.#options;
    const entry = this.#next(group);
    if (!entry) return false;
    if (isExpired(entry, now())) {
      this.#refuse(entry, new MessagingError('Expired', 'It may have been sent a day ago'));
      return true;
    }
    storage.put({ ...entry, triedAt: entry.triedAt ?? now() });
    this.#sending.add(entry.clientToken);
    this.#changed();
    try {
      const message = await this.#create(entry, groupExists(group), api);
      this.#failures.delete(group);
      // Known as sent before it is gone. Should the page end between the two, it is sent once more,
      // and the API answers with the message that it has for the token.
      try {
        onSent(message, entry.clientToken);
      } finally {
        storage.remove(entry.clientToken);
      }
      return true;
    } catch (thrown) {
      const error = toMessagingError(thrown);
      if (error.type === 'SignedOut') return false;
      if (!error.retryable) {
        this.#refuse(entry, error);
        return true;
      }
      this.#retryLater(group);
      return false;
    } finally {
      this.#sending.delete(entry.clientToken);
      this.#changed();
    }
  }

  async #create(
    entry: OutboxEntry,
    groupExists: boolean,
    api: OutboxSenderOptions['api'],
  ): Promise<Message> {
    try {
      return await api.createMessage(inputOf(entry, groupExists));
    } catch (thrown) {
      const gone = groupExists && toMessagingError(thrown).type === 'MessageGroupNotFound';
      if (!gone) throw thrown;
      return api.createMessage(inputOf(entry, false));
    }
  }

  #refuse(entry: OutboxEntry, { type, message }: MessagingError): void {
    // Discarded meanwhile: it stays so.
    if (this.#entry(entry.clientToken)) {
      this.#options.storage.put({ ...entry, triedAt: undefined, failure: { type, message } });
    }
    this.#changed();
  }

  #retryLater(group: string): void {
    if (this.#stopped) return;
    const failures = this.#failures.get(group) ?? 0;
    this.#failures.set(group, failures + 1);
    const { retryDelay = defaultDelay } = this.#options;
    this.#drainIn(retryDelay(failures), group);
  }

  #next(group: string): OutboxEntry | undefined {
    return nextToSend(this.#options.storage.list(), group);
  }

  #entry(clientToken: string): OutboxEntry | undefined {
    return this.#options.storage.list().find((entry) => entry.clientToken === clientToken);
  }

  #changed(): void {
    this.#snapshot = {
      entries: this.#options.storage.list(),
      sending: new Set(this.#sending),
    };
    this.#listeners.forEach((listener) => listener());
  }
}
