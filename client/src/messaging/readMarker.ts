import type { MessagingApi } from './api';
import { toMessagingError } from './errors';
import type { InboxStore } from './inboxStore';

export interface ReadMarkerOptions {
  readonly api: Pick<MessagingApi, 'markMessageGroupRead'>;
  readonly inbox: Pick<InboxStore, 'dispatch' | 'ask' | 'row'>;
  /** Milliseconds between two requests for one conversation: whoever reads along costs one a second. Default 1,000. */
  readonly interval?: number;
  /** Milliseconds before another try. Default 3,000. */
  readonly retryDelay?: number;
}

/**
 * Marks conversations as read: at once for this device, then one request at a time for each
 * conversation, the newest marker only.
 */
export class ReadMarker {
  readonly #options: ReadMarkerOptions;
  readonly #wanted = new Map<string, string>();
  readonly #running = new Set<string>();
  /** What this device has told the API, or is telling it. */
  readonly #told = new Map<string, string>();
  #stopped = false;

  constructor(options: ReadMarkerOptions) {
    this.#options = options;
  }

  /** Goes on with what {@link stop} left. */
  start(): void {
    this.#stopped = false;
    for (const group of this.#wanted.keys()) void this.#run(group);
  }

  /** Tells the API nothing more: somebody else may be signed in by now. */
  stop(): void {
    this.#stopped = true;
  }

  mark(messageGroupUuid: string, upTo: string): void {
    const row = this.#options.inbox.row(messageGroupUuid);
    const known = row?.readUpTo ?? '';
    const told = this.#told.get(messageGroupUuid) ?? '';
    if (upTo <= known || upTo <= told) return;
    this.#told.set(messageGroupUuid, upTo);
    this.#wanted.set(messageGroupUuid, upTo);
    this.#options.inbox.dispatch({ type: 'read', messageGroupUuid, upTo });
    void this.#run(messageGroupUuid);
  }

  async #run(group: string): Promise<void> {
    if (this.#running.has(group)) return;
    this.#running.add(group);
    try {
      for (let upTo = this.#next(group); upTo; upTo = this.#next(group)) {
        this.#wanted.delete(group);
        await this.#tell(group, upTo);
        await pause(this.#options.interval ?? 1_000);
      }
    } finally {
      this.#running.delete(group);
    }
  }

  #next(group: string): string | undefined {
    return this.#stopped ? undefined : this.#wanted.get(group);
  }

  async #tell(group: string, upTo: string): Promise<void> {
    const { api, inbox, retryDelay = 3_000 } = this.#options;
    try {
      inbox.dispatch({ type: 'rows', rows: [await api.markMessageGroupRead(group, upTo)] });
    } catch (thrown) {
      if (toMessagingError(thrown).retryable) {
        if (!this.#wanted.has(group)) this.#wanted.set(group, upTo);
        await pause(retryDelay);
      } else {
        this.#told.delete(group);
        await inbox.ask([group]);
      }
    }
  }
}

const pause = (duration: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, duration));
