import type { QueryClient } from '@tanstack/react-query';
import type { MessagingApi } from './api';
import { emptyInbox, inboxReducer, type Inbox, type InboxEvent } from './inbox';
import type { Folder, MessageGroup } from './types';

interface InboxStoreOptions {
  readonly api: Pick<MessagingApi, 'messageGroups'> & {
    messageGroup(uuid: string): Promise<MessageGroup | null>;
  };
  readonly queryClient: QueryClient;
  readonly key: readonly unknown[];
}

/** Folders that are loaded from the start: the requests are counted beside the inbox. */
export const keptFolders: readonly Folder[] = ['INBOX', 'REQUESTS'];

/** Events that are held until the inbox is loaded, which an application may never do. */
const HELD_EARLY = 1_000;

/** Keeps the inbox in the query client's cache up to date. */
export class InboxStore {
  readonly #options: InboxStoreOptions;
  /** The last events before the inbox was loaded; earlier ones are contained in what is loaded. */
  #early: InboxEvent[] = [];
  /** How many pages of each folder are loaded. */
  readonly #pages = new Map<Folder, number>(keptFolders.map((folder) => [folder, 1]));
  readonly #readingMore = new Map<Folder, Promise<void>>();
  /** Reads of single rows are counted; of each row, the last one that was answered. */
  #reads = 0;
  readonly #answered = new Map<string, number>();

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
    const lists = await Promise.all([...this.#pages.keys()].map((one) => this.#readList(one)));
    const early = this.#early;
    this.#early = [];
    const events: InboxEvent[] = [...lists, ...early];
    const inbox = events.reduce(inboxReducer, this.current ?? emptyInbox);
    if (inbox.doubtful.length > 0) setTimeout(() => void this.refetchRows(inbox.doubtful));
    return inbox;
  }

  async #readList(folder: Folder): Promise<InboxEvent> {
    const pages = this.#pages.get(folder) ?? 1;
    const rows: MessageGroup[] = [];
    let nextToken: string | null = null;
    for (let page = 0; page === 0 || (page < pages && nextToken !== null); page += 1) {
      const answer = await this.#options.api.messageGroups(folder, nextToken);
      rows.push(...answer.items);
      nextToken = answer.nextToken;
    }
    return { type: 'list', folder, rows, nextToken, fromStart: true };
  }

  /** Loads a folder that is not loaded from the start. */
  async open(folder: Folder): Promise<true> {
    const list = await this.#readList(folder);
    if (!this.#pages.has(folder)) this.#pages.set(folder, 1);
    this.dispatch(list);
    return true;
  }

  /** Reads again what is loaded. */
  async refresh(): Promise<void> {
    await this.#options.queryClient.invalidateQueries({ queryKey: this.#options.key });
  }

  /** Reads the next page of a folder, towards older conversations; one at a time. */
  readMore(folder: Folder): Promise<void> {
    const reading =
      this.#readingMore.get(folder) ??
      this.#readNext(folder).finally(() => this.#readingMore.delete(folder));
    this.#readingMore.set(folder, reading);
    return reading;
  }

  async #readNext(folder: Folder): Promise<void> {
    const token = this.current?.nextTokens[folder];
    if (!token) return;
    const { items: rows, nextToken } = await this.#options.api.messageGroups(folder, token);
    this.#pages.set(folder, (this.#pages.get(folder) ?? 1) + 1);
    this.dispatch({ type: 'list', folder, rows, nextToken, fromStart: false });
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
    const before = messageGroupUuids.map((uuid) => this.row(uuid));
    const read = (this.#reads += 1);
    try {
      const answers = await Promise.all(messageGroupUuids.map(this.#options.api.messageGroup));
      const answered = messageGroupUuids.map((uuid, at) => {
        // A change that was pushed meanwhile may be younger than the answer: it is read once more.
        const isStale = hasChanged(before[at], this.row(uuid));
        return { uuid, row: answers[at] ?? null, isStale };
      });
      const current = answered.filter(
        ({ uuid, isStale }) => !isStale && this.#isNewest(uuid, read),
      );
      this.dispatch({
        type: 'read rows',
        rows: current.flatMap(({ row }) => (row ? [row] : [])),
      });
      const gone = current.filter(({ row }) => row === null).map(({ uuid }) => uuid);
      if (gone.length > 0) this.dispatch({ type: 'gone', messageGroupUuids: gone });
      const again = answered.filter(({ isStale }) => isStale).map(({ uuid }) => uuid);
      if (again.length > 0) await this.refetchRows(again);
    } catch {
      // The connection's next session reads the list.
    }
  }

  /** False where a later read of the row has been answered already. */
  #isNewest(uuid: string, read: number): boolean {
    if ((this.#answered.get(uuid) ?? 0) > read) return false;
    this.#answered.set(uuid, read);
    return true;
  }
}

/** Has something changed of a row though its newest message and its marker may be the same? */
const hasChanged = (before: MessageGroup | undefined, now: MessageGroup | undefined): boolean =>
  settingsOf(before) !== settingsOf(now) ||
  (before?.lastMessageUuid === now?.lastMessageUuid && before?.lastMessage !== now?.lastMessage);

/** What the owner has set on a row, to be compared. */
const settingsOf = (row: MessageGroup | undefined): string =>
  JSON.stringify(row && [row.folder, row.muted, row.blocked, row.clearedUpTo]);
