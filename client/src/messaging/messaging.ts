import type { QueryClient } from '@tanstack/react-query';
import { createApi, type AmplifyClient, type MessagingApi } from './api';
import { catchUp } from './catchUp';
import { reconnectDelay } from './connection';
import { deviceStorage } from './deviceStorage';
import { forgetDrafts } from './drafts';
import { toMessagingError } from './errors';
import {
  newestPage,
  reachesNewest,
  readHistory,
  readOlderThan,
  type History,
  type HistoryPage,
  type HistoryParam,
} from './history';
import { InboxStore } from './inboxStore';
import { OutboxSender, type Locks } from './outboxSender';
import { createOutboxStorage, type OutboxStorage } from './outboxStorage';
import { createQueryKeys, type QueryKeys } from './queryKeys';
import { ReadMarker } from './readMarker';
import { Realtime, type Hub } from './realtime';
import {
  beginAfter,
  caughtUp,
  cutTail,
  emptyTail,
  receive,
  unverifiedCount,
  type Tail,
  type TimelineMessage,
} from './timeline';
import type { Message } from './types';

export interface MessagingOptions {
  /** `generateClient({ authMode: 'userPool' })` of `aws-amplify/api`. */
  readonly client: AmplifyClient;
  /** `Hub` of `aws-amplify/utils`. */
  readonly hub: Hub;
  /** Cognito `sub` of who is signed in. */
  readonly userUuid: string;
  readonly queryClient: QueryClient;
  /** Gets a new token, e.g. `() => fetchAuthSession({ forceRefresh: true })`. */
  readonly refreshToken?: () => Promise<unknown>;
  /** Where the outbox lives. Default `localStorage`, or the page where that is forbidden. */
  readonly storage?: Storage;
  /** Default `navigator.locks`. */
  readonly locks?: Locks;
}

/** Pushes may be lost without a trace; after so many of them the log is asked. */
const VERIFY_AFTER = 200;
/**
 * Pages of the log that are read before the newest page is loaded anew, where there are older pages
 * with somebody who may be reading there, and would lose the place.
 */
const PAGES_WHERE_ONE_READS = 50;
/** Live messages that are held while newer pages than those that are loaded lie between. */
const HELD_APART = 100;

/**
 * One person's messaging, without React: what is known lives in the query client's cache, pushes and
 * answers go into it from here. Hooks read it; see `MessagingProvider`.
 */
export class Messaging {
  readonly userUuid: string;
  readonly queryClient: QueryClient;
  readonly api: MessagingApi;
  readonly keys: QueryKeys;
  readonly inbox: InboxStore;
  readonly outbox: OutboxSender;
  readonly realtime: Realtime;
  readonly #readMarker: ReadMarker;
  readonly #storage: OutboxStorage;
  #channel: BroadcastChannel | undefined;
  readonly #incoming = new Set<(message: Message) => void>();
  readonly #compacting = new Set<string>();
  readonly #catchingUp = new Map<string, Promise<void>>();
  /** How often each conversation was loaded anew: what was being read then is not shown any more. */
  readonly #reloads = new Map<string, number>();

  constructor({
    client,
    hub,
    userUuid,
    queryClient,
    refreshToken,
    storage,
    locks,
  }: MessagingOptions) {
    this.userUuid = userUuid;
    this.queryClient = queryClient;
    this.api = createApi({ client, refreshToken });
    this.keys = createQueryKeys(userUuid);
    this.inbox = new InboxStore({ api: this.api, queryClient, userUuid, key: this.keys.inbox });
    this.#readMarker = new ReadMarker({ api: this.api, inbox: this.inbox });
    this.#storage = createOutboxStorage(userUuid, storage ?? deviceStorage());
    this.outbox = new OutboxSender({
      userUuid,
      api: this.api,
      storage: this.#storage,
      locks: locks ?? navigator.locks,
      groupExists: (uuid) => this.inbox.row(uuid)?.lastMessageUuid != null,
      onSent: (message, clientToken) => {
        const sent = { ...message, clientToken };
        this.#receive(sent);
        this.#channel?.postMessage(sent);
      },
    });
    this.realtime = new Realtime({
      api: this.api,
      hub,
      onMessage: (message) => this.#receive(message),
      onRead: (row) => this.inbox.dispatch({ type: 'rows', rows: [row] }),
      onSession: () => this.#catchUpAll(),
    });
  }

  /** Connects, and sends what was left from before. May be called again after {@link stop}. */
  start(): void {
    // Another tab's answer: it is gone from the outbox, and its push may be lost.
    this.#channel = new BroadcastChannel(`messaging.${this.userUuid}`);
    this.#channel.onmessage = ({ data }: MessageEvent<TimelineMessage>) => this.#receive(data);
    this.realtime.start();
    this.outbox.start();
    this.#readMarker.start();
  }

  stop(): void {
    this.#channel?.close();
    this.#channel = undefined;
    this.realtime.stop();
    this.outbox.stop();
    this.#readMarker.stop();
  }

  /** Forgets everything of this person on this device, unsent messages and drafts too. For signing out. */
  forget(): void {
    this.stop();
    this.#storage.clear();
    forgetDrafts(this.userUuid);
    this.queryClient.removeQueries({ queryKey: this.keys.all });
  }

  /** Calls with each message of somebody else's as it arrives; answers with how to stop. */
  onIncoming(listener: (message: Message) => void): () => void {
    this.#incoming.add(listener);
    return () => this.#incoming.delete(listener);
  }

  markRead(messageGroupUuid: string, upTo: string): void {
    this.#readMarker.mark(messageGroupUuid, upTo);
  }

  /** For the history's query. */
  async readHistory(
    messageGroupUuid: string,
    param: HistoryParam,
    direction: 'forward' | 'backward' = 'forward',
  ): Promise<HistoryPage> {
    const reloads = this.#reloads.get(messageGroupUuid);
    try {
      const page = await readHistory(this.api, messageGroupUuid, param);
      if (param.newer === null && this.#reloads.get(messageGroupUuid) === reloads) {
        const newest = page.messages.at(-1)?.uuid ?? param.after?.uuid ?? null;
        this.#updateTail(messageGroupUuid, (tail) => beginAfter(tail, newest));
      }
      return page;
    } catch (thrown) {
      const oldest = this.#history(messageGroupUuid)?.pages.at(-1)?.messages[0]?.uuid;
      const voided = toMessagingError(thrown).type === 'InvalidNextToken';
      if (!voided || direction === 'backward' || !oldest) throw thrown;
      const page = await readOlderThan(this.api, messageGroupUuid, oldest);
      if (!page) throw thrown;
      return page;
    }
  }

  /** Throws away what is loaded of a conversation and begins at its newest page. */
  async reload(messageGroupUuid: string): Promise<void> {
    const page = await readHistory(this.api, messageGroupUuid, newestPage);
    const queryKey = this.keys.history(messageGroupUuid);
    // A page that is on its way would bring back all that were there when it was asked for, and take
    // out of the tail what it alone holds.
    await this.queryClient.cancelQueries({ queryKey });
    this.#reloads.set(messageGroupUuid, (this.#reloads.get(messageGroupUuid) ?? 0) + 1);
    this.queryClient.setQueryData<History>(queryKey, {
      pages: [page],
      pageParams: [newestPage],
    });
    const newest = page.messages.at(-1)?.uuid ?? null;
    this.#updateTail(messageGroupUuid, (tail) => beginAfter(tail, newest));
  }

  /** As `reload`, one at a time, where it can be done: what is loaded is good as it is. */
  compact(messageGroupUuid: string): void {
    if (this.#compacting.has(messageGroupUuid)) return;
    this.#compacting.add(messageGroupUuid);
    this.reload(messageGroupUuid)
      .catch(() => undefined)
      .finally(() => this.#compacting.delete(messageGroupUuid));
  }

  /**
   * Asks the log for what is missing of a conversation; nothing, where it is not loaded, or where its
   * reader is far back: going down loads what came meanwhile, and the place stays.
   */
  catchUp(messageGroupUuid: string): Promise<void> {
    const running = this.#catchingUp.get(messageGroupUuid);
    if (running) return running;
    const work = this.#catchUpWhole(messageGroupUuid).finally(() =>
      this.#catchingUp.delete(messageGroupUuid),
    );
    this.#catchingUp.set(messageGroupUuid, work);
    return work;
  }

  /** Tries until it is done, or refused: nothing else would ask for what is missing. */
  async #catchUpWhole(group: string): Promise<void> {
    for (let failures = 0; this.#channel !== undefined; failures += 1) {
      try {
        return await this.#catchUp(group);
      } catch (thrown) {
        if (!toMessagingError(thrown).retryable) return;
        await new Promise((resolve) => setTimeout(resolve, reconnectDelay(failures)));
      }
    }
  }

  async #catchUp(group: string): Promise<void> {
    if (this.#isFarBack(group)) return this.#updateTail(group, (tail) => cutTail(tail, HELD_APART));
    const syncedTo = this.#tail(group)?.syncedTo;
    if (syncedTo === undefined) return;
    const hasOlder = (this.#history(group)?.pages.length ?? 0) > 1;
    const outcome = await catchUp({
      read: (after, nextToken) => this.api.messagesAfter(group, after, nextToken),
      after: syncedTo,
      take: (messages) => this.#updateTail(group, (tail) => caughtUp(tail, messages)),
      maxPages: hasOlder ? PAGES_WHERE_ONE_READS : undefined,
    });
    if (outcome === 'complete' || this.#isFarBack(group)) return;
    await this.reload(group);
    // That page is not read consistently, as the log is: the newest messages may be missing in it.
    await this.#catchUp(group);
  }

  #catchUpAll(): void {
    void this.inbox.refresh();
    this.outbox.flush();
    const open = this.queryClient.getQueryCache().findAll({
      queryKey: this.keys.histories,
      type: 'active',
    });
    // What nobody looks at is loaded anew when somebody does.
    this.queryClient.removeQueries({ queryKey: this.keys.histories, type: 'inactive' });
    this.queryClient.removeQueries({
      queryKey: this.keys.tails,
      predicate: (tail) => tail.getObserversCount() === 0,
    });
    // What had been given up may well be had now.
    void this.queryClient.refetchQueries({
      queryKey: this.keys.all,
      type: 'active',
      predicate: ({ state }) => state.status === 'error' && state.data === undefined,
    });
    for (const { queryKey } of open) void this.#after(this.keys.groupOf(queryKey));
  }

  /** A session may begin while a catch-up of the one before is still reading. */
  async #after(group: string): Promise<void> {
    await this.#catchingUp.get(group);
    await this.catchUp(group);
  }

  #receive(message: TimelineMessage): void {
    const group = message.messageGroupUuid;
    const known = this.#tail(group);
    if (known) {
      this.#updateTail(group, (tail) => receive(tail, [message]));
      if (unverifiedCount(this.#tail(group)!) > VERIFY_AFTER) this.#verify(group);
    }
    this.inbox.dispatch({ type: 'message', message, userUuid: this.userUuid });
    if (message.userUuid !== this.userUuid) {
      this.#incoming.forEach((listener) => listener(message));
    }
  }

  /** A conversation that is open is caught up; any other is loaded anew when somebody opens it. */
  #verify(group: string): void {
    const [history, tail] = [this.keys.history(group), this.keys.tail(group)];
    if (this.queryClient.getQueryCache().find({ queryKey: history })?.isActive()) {
      return void this.catchUp(group);
    }
    this.queryClient.removeQueries({ queryKey: history });
    this.queryClient.removeQueries({ queryKey: tail });
  }

  /** Are there newer pages than those that are loaded? */
  #isFarBack(group: string): boolean {
    const history = this.#history(group);
    return history !== undefined && !reachesNewest(history);
  }

  #history(group: string): History | undefined {
    return this.queryClient.getQueryData<History>(this.keys.history(group));
  }

  #tail(group: string): Tail | undefined {
    return this.queryClient.getQueryData<Tail>(this.keys.tail(group));
  }

  #updateTail(group: string, update: (tail: Tail) => Tail): void {
    this.queryClient.setQueryData<Tail>(this.keys.tail(group), (tail) => update(tail ?? emptyTail));
  }
}
