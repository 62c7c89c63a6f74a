import type { QueryClient } from '@tanstack/react-query';
import type { MessagingApi } from './api';
import { emptyInbox, inboxReducer, type Inbox, type InboxEvent } from './inbox';
import type { MessageGroup } from './types';

export interface InboxStoreOptions {
  readonly api: Pick<MessagingApi, 'messageGroups' | 'messageGroup'>;
  readonly queryClient: QueryClient;
  readonly userUuid: string;
  readonly key: readonly unknown[];
}

/** Events that are held until the inbox is loaded, which an application may never do. */
const HELD_EARLY = 1_000;

/** Keeps the inbox in the query client's cache up to date. */
export class InboxStore {
  readonly #options: InboxStoreOptions;
  /** The last events before the inbox was loaded; earlier ones are contained in what is loaded. */
  #early: InboxEvent[] = [];
  #pages = 1;
  #readingMore: Promise<void> | undefined;

  constructor(options: InboxStoreOptions) {
    this.#options = options;
  }

  get current(): Inbox | undefined {
    return this.#options.queryClient.getQueryData<Inbox>(this.#options.key);
  }

  row(messageGroupUuid: string): MessageGroup | undefined {
    return this.current?.rows.find(({ uuid }) => uuid === messageGroupUuid);
  }

  /** For the inbox's query: reads as many pages as are loaded, and merges them with pushes. */
  async read(): Promise<Inbox> {
    const rows: MessageGroup[] = [];
    let nextToken: string | null = null;
    for (let page = 0; page === 0 || (page < this.#pages && nextToken !== null); page += 1) {
      const answer = await this.#options.api.messageGroups(nextToken);
      rows.push(...answer.items);
      nextToken = answer.nextToken;
    }
    const early = this.#early;
    this.#early = [];
    const events: InboxEvent[] = [{ type: 'rows', rows, nextToken }, ...early];
    const inbox = events.reduce(inboxReducer, this.current ?? emptyInbox);
    if (inbox.doubtful.length > 0) setTimeout(() => void this.refetchRows(inbox.doubtful));
    return inbox;
  }

  /** Reads again what is loaded. */
  async refresh(): Promise<void> {
    await this.#options.queryClient.invalidateQueries({ queryKey: this.#options.key });
  }

  /** Reads the next page, towards older conversations; one at a time. */
  readMore(): Promise<void> {
    this.#readingMore ??= this.#readNext().finally(() => (this.#readingMore = undefined));
    return this.#readingMore;
  }

  async #readNext(): Promise<void> {
    const nextToken = this.current?.nextToken;
    if (!nextToken) return;
    const page = await this.#options.api.messageGroups(nextToken);
    this.#pages += 1;
    this.dispatch({ type: 'rows', rows: page.items, nextToken: page.nextToken });
  }

  dispatch(event: InboxEvent): void {
    const before = this.current;
    if (!before) {
      this.#early.push(event);
      if (this.#early.length > HELD_EARLY) this.#early.shift();
      return;
    }
    const after = inboxReducer(before, event);
    if (after === before) return;
    this.#options.queryClient.setQueryData<Inbox>(this.#options.key, after);
    if (after.doubtful.length > 0) void this.refetchRows(after.doubtful);
  }

  /** Reads single rows again. */
  async refetchRows(messageGroupUuids: readonly string[]): Promise<void> {
    this.dispatch({ type: 'refetching', messageGroupUuids });
    try {
      const rows = await Promise.all(messageGroupUuids.map(this.#options.api.messageGroup));
      this.dispatch({ type: 'rows', rows: rows.filter((row) => row !== null) });
    } catch {
      // The connection's next session reads the list.
    }
  }
}
