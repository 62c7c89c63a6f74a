import type { MessagingApi } from './api';
import { toMessagingError } from './errors';
import type { InboxStore } from './inboxStore';
import { Pauses } from './pauses';

export interface ReadMarkerOptions {
  readonly api: Pick<MessagingApi, 'markMessageGroupRead'>;
  readonly inbox: Pick<InboxStore, 'dispatch' | 'refetchRows' | 'row'>;
  /** Milliseconds between two requests for one conversation. Default 2,000. */
  readonly interval?: number;
  /** Milliseconds before another try. Default 3,000. */
  readonly retryDelay?: number;
}

/**
 * Marks conversations as read: at once on this device, then by one request at a time for each
 * conversation, with the newest marker only.
 */
export class ReadMarker {
  readonly #options: ReadMarkerOptions;
  readonly #pending = new Map<string, string>();
  readonly #running = new Set<string>();
  readonly #pauses = new Pauses();
  /** The newest marker of each conversation that was sent, or is waiting to be. */
  readonly #acknowledged = new Map<string, string>();
  #stopped = false;

  constructor(options: ReadMarkerOptions) {
    this.#options = options;
  }

  /** Goes on with what {@link stop} left. */
  start(): void {
    this.#stopped = false;
    for (const group of this.#pending.keys()) void this.#run(group);
  }

  /** Sends nothing more: another user may be signed in by now. */
  stop(): void {
    this.#stopped = true;
  }

  /** Sends at once what waits: the page may end. */
  flush(): void {
    this.#pauses.end();
  }

  mark(messageGroupUuid: string, upTo: string): void {
    const row = this.#options.inbox.row(messageGroupUuid);
    const known = row?.readUpTo ?? '';
    const acknowledged = this.#acknowledged.get(messageGroupUuid) ?? '';
    if (upTo <= known || upTo <= acknowledged) return;
    this.#acknowledged.set(messageGroupUuid, upTo);
    this.#pending.set(messageGroupUuid, upTo);
    this.#options.inbox.dispatch({ type: 'read', messageGroupUuid, upTo });
    void this.#run(messageGroupUuid);
  }

  async #run(group: string): Promise<void> {
    if (this.#running.has(group)) return;
    this.#running.add(group);
    try {
      for (let upTo = this.#next(group); upTo; upTo = this.#next(group)) {
        this.#pending.delete(group);
        await this.#send(group, upTo);
        await this.#pauses.wait(this.#options.interval ?? 2_000);
      }
    } finally {
      this.#running.delete(group);
    }
  }

  #next(group: string): string | undefined {
    return this.#stopped ? undefined : this.#pending.get(group);
  }

  async #send(group: string, upTo: string): Promise<void> {
    const { api, inbox, retryDelay = 3_000 } = this.#options;
    try {
      const { readUpTo } = await api.markMessageGroupRead(group, upTo);
      // Where not all was read, only the row has the count. While it blocks the other one, no marker moves.
      const isAll = readUpTo === upTo && (inbox.row(group)?.lastMessageUuid ?? '') <= upTo;
      if (!isAll) await inbox.refetchRows([group]);
    } catch (thrown) {
      if (toMessagingError(thrown).retryable) {
        if (!this.#pending.has(group)) this.#pending.set(group, upTo);
        await this.#pauses.wait(retryDelay);
      } else {
        this.#acknowledged.delete(group);
        await inbox.refetchRows([group]);
      }
    }
  }
}
