import { monotonicFactory } from 'ulid';
import type { MessagingError } from './errors';
import { nextToSend, type OutboxEntry } from './outbox';
import type { OutboxStorage } from './outboxStorage';
import { Observable } from './observable';
import type { Recipient } from './types';

export interface NewMessage {
  readonly messageGroupUuid: string;
  readonly recipient: Recipient;
  readonly message: string;
  /** The message that this one answers. */
  readonly replyToUuid?: string;
  /** Newest message of the conversation that the writer has; null: none; undefined: not known. */
  readonly after: string | null | undefined;
}

export interface OutboxSnapshot {
  readonly entries: readonly OutboxEntry[];
  /** Tokens of the entries that this tab is sending now. */
  readonly sending: ReadonlySet<string>;
}

/** The entries of the outbox and their states. Every change is stored before it is shown. */
export class OutboxStore {
  readonly state: Observable<OutboxSnapshot>;
  readonly #storage: OutboxStorage;
  readonly #now: () => number;
  readonly #newToken = monotonicFactory();
  readonly #sending = new Set<string>();

  constructor(storage: OutboxStorage, now: () => number = Date.now) {
    this.#storage = storage;
    this.#now = now;
    this.state = new Observable<OutboxSnapshot>({ entries: storage.list(), sending: new Set() });
  }

  add(message: NewMessage): OutboxEntry {
    const now = this.#now();
    const entry: OutboxEntry = {
      ...message,
      clientToken: this.#newToken(now),
      createdAt: new Date(now).toISOString(),
    };
    this.#storage.put(entry);
    this.reload();
    return entry;
  }

  /** Makes a refused entry ready to send: as a new message where the API has forgotten its token. */
  retry(clientToken: string): void {
    const entry = this.find(clientToken);
    if (!entry) return;
    const { failure, triedAt, ...again } = entry;
    if (failure?.type === 'Expired') {
      this.#storage.remove(clientToken);
      this.#storage.put({ ...again, clientToken: this.#newToken() });
    } else {
      this.#storage.put({ ...again, triedAt });
    }
    this.reload();
  }

  remove(clientToken: string): void {
    this.#storage.remove(clientToken);
    this.reload();
  }

  /** Notes the refusal, unless the writer has discarded the entry meanwhile. */
  refuse(entry: OutboxEntry, { type, message }: MessagingError): void {
    if (this.find(entry.clientToken)) {
      this.#storage.put({ ...entry, triedAt: undefined, failure: { type, message } });
    }
    this.reload();
  }

  /** Notes the first try and that the request is under way. */
  beginSending(entry: OutboxEntry): void {
    this.#storage.put({ ...entry, triedAt: entry.triedAt ?? this.#now() });
    this.#sending.add(entry.clientToken);
    this.reload();
  }

  endSending(entry: OutboxEntry): void {
    this.#sending.delete(entry.clientToken);
    this.reload();
  }

  /** The entry to send next into a conversation. */
  next(messageGroupUuid: string): OutboxEntry | undefined {
    return nextToSend(this.#storage.list(), messageGroupUuid);
  }

  find(clientToken: string): OutboxEntry | undefined {
    return this.#storage.list().find((entry) => entry.clientToken === clientToken);
  }

  /** Shows what is in the storage now; another tab may have changed it. */
  reload(): void {
    this.state.set({ entries: this.#storage.list(), sending: new Set(this.#sending) });
  }
}
