import type { QueryClient } from '@tanstack/react-query';
import { createApi, type MessagingApi } from './api';
import { ChangeSender } from './changeSender';
import { ConversationCache } from './conversationCache';
import { ConversationSync, type ConversationSyncOptions } from './conversationSync';
import { deviceStorage } from './deviceStorage';
import { forgetDrafts } from './drafts';
import { rings } from './inbox';
import { InboxStore } from './inboxStore';
import { otherUserUuidOf } from './messageGroupUuid';
import { OutboxSender, type Locks } from './outboxSender';
import { createOutboxStorage, type OutboxStorage } from './outboxStorage';
import { historyQuery, inboxQuery } from './queries';
import { createQueryKeys, type QueryKeys } from './queryKeys';
import { ReadMarker } from './readMarker';
import { Realtime, type Hub } from './realtime';
import { Receipts } from './receipts';
import type { AmplifyClient } from './requests';
import { RowChanges } from './rowChanges';
import type { TimelineMessage } from './timeline';
import type { Message, ReadMarker as Marker } from './types';

export interface MessagingOptions {
  /** `generateClient({ authMode: 'userPool' })` of `aws-amplify/api`. */
  readonly client: AmplifyClient;
  /** `Hub` of `aws-amplify/utils`. */
  readonly hub: Hub;
  /** Cognito `sub` of the user who is signed in. */
  readonly userUuid: string;
  readonly queryClient: QueryClient;
  /** Gets a new token, e.g. `() => fetchAuthSession({ forceRefresh: true })`. */
  readonly refreshToken?: () => Promise<unknown>;
  /** Where the outbox lives. Default `localStorage`, or the page where that is forbidden. */
  readonly storage?: Storage;
  /** Default `navigator.locks`. */
  readonly locks?: Locks;
  /** The times of catching up, and the clock that they are of. */
  readonly catchUp?: Pick<ConversationSyncOptions, 'settleTime' | 'secondCatchUp' | 'now'>;
}

/**
 * One user's messaging, without React. Loaded data lives in the query client's cache; pushes and
 * answers are put into it from here. Hooks read it; see `MessagingProvider`.
 */
export class Messaging {
  readonly userUuid: string;
  readonly queryClient: QueryClient;
  readonly api: MessagingApi;
  readonly keys: QueryKeys;
  readonly inbox: InboxStore;
  readonly rows: RowChanges;
  /** What is loaded of conversations. */
  readonly cache: ConversationCache;
  readonly conversations: ConversationSync;
  readonly outbox: OutboxSender;
  readonly changes: ChangeSender;
  readonly receipts: Receipts;
  readonly realtime: Realtime;
  readonly #readMarker: ReadMarker;
  readonly #storage: OutboxStorage;
  #channel: BroadcastChannel | undefined;
  readonly #listeners = new Set<(message: Message) => void>();

  constructor(options: MessagingOptions) {
    const { client, hub, userUuid, queryClient, refreshToken } = options;
    this.userUuid = userUuid;
    this.queryClient = queryClient;
    this.api = createApi({ client, refreshToken });
    this.keys = createQueryKeys(userUuid);
    this.inbox = new InboxStore({ api: this.api, queryClient, key: this.keys.inbox });
    this.rows = new RowChanges({ api: this.api, inbox: this.inbox });
    this.cache = new ConversationCache(queryClient, this.keys);
    this.receipts = new Receipts({ api: this.api, queryClient, keys: this.keys });
    this.conversations = new ConversationSync({
      ...options.catchUp,
      api: { ...this.api, messageGroup: this.receipts.readRow },
      cache: this.cache,
      onChanged: (messages) => this.inbox.dispatch({ type: 'changes', messages, userUuid }),
    });
    this.changes = new ChangeSender({
      api: this.api,
      onChanged: (changed) => this.#change(changed),
    });
    this.#readMarker = new ReadMarker({ api: this.api, inbox: this.inbox });
    this.#storage = createOutboxStorage(userUuid, options.storage ?? deviceStorage());
    this.outbox = new OutboxSender({
      userUuid,
      api: this.api,
      storage: this.#storage,
      locks: options.locks ?? navigator.locks,
      groupExists: (uuid) => this.inbox.row(uuid)?.lastMessageUuid != null,
      onSent: (message, clientToken) => {
        const sent = { ...message, clientToken };
        this.#receive(sent);
        this.#channel?.postMessage(sent);
      },
      onRefused: ({ type }) => {
        // The profile says until when, and why.
        if (type === 'AccountSuspended')
          void queryClient.invalidateQueries({ queryKey: this.keys.me });
      },
    });
    this.realtime = new Realtime({
      api: this.api,
      hub,
      onMessage: (message) => this.#receive(message),
      onChange: (changed) => this.#change(changed),
      onMarker: (marker) => this.#mark(marker),
      onRow: (row) => this.inbox.dispatch({ type: 'rows', rows: [row] }),
      onSession: () => this.#catchUp(),
    });
  }

  /** Begins to read the inbox, and one of this person's conversations, before a component shows them. */
  prefetch(messageGroupUuid?: string): void {
    void this.queryClient.prefetchQuery(inboxQuery(this));
    if (messageGroupUuid && otherUserUuidOf(messageGroupUuid, this.userUuid)) {
      void this.queryClient.prefetchInfiniteQuery(historyQuery(this, messageGroupUuid));
    }
  }

  /** Connects, and sends what was left from before. May be called again after {@link stop}. */
  start(): void {
    // Another tab's answer to a send: the entry has left the outbox, and its push may be lost.
    this.#channel = new BroadcastChannel(`messaging.${this.userUuid}`);
    this.#channel.onmessage = ({ data }: MessageEvent<TimelineMessage>) => this.#receive(data);
    this.conversations.start();
    this.realtime.start();
    this.outbox.start();
    this.changes.start();
    this.#readMarker.start();
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  stop(): void {
    this.#channel?.close();
    this.#channel = undefined;
    this.conversations.stop();
    this.realtime.stop();
    this.outbox.stop();
    this.changes.stop();
    this.#readMarker.stop();
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  readonly #onVisibility = (): void => {
    if (document.visibilityState === 'hidden') this.#readMarker.flush();
    else {
      // Nothing is pushed when a person changes their names or deletes their account.
      this.#readRows();
      this.conversations.catchUpOpen();
    }
  };

  /** Deletes all data of this user on this device, unsent messages and drafts too. For signing out. */
  deleteData(): void {
    this.stop();
    this.#storage.clear();
    forgetDrafts(this.userUuid);
    this.queryClient.removeQueries({ queryKey: this.keys.all });
  }

  /**
   * Calls with each message of another person as it arrives, but for muted ones and requests.
   * @returns a function that ends it.
   */
  onIncoming(listener: (message: Message) => void): () => void {
    return this.onMessage((message) => {
      const row = this.inbox.row(message.messageGroupUuid);
      if (message.userUuid !== this.userUuid && row && rings(row)) listener(message);
    });
  }

  /** Calls with each message as it arrives or is sent. Returns a function that ends it. */
  readonly onMessage = (listener: (message: Message) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  markRead(messageGroupUuid: string, upTo: string): void {
    this.#readMarker.mark(messageGroupUuid, upTo);
  }

  /** A session of the connection has begun: what was missed before it is read. */
  #catchUp(): void {
    this.outbox.flush();
    this.changes.flush();
    this.conversations.beginSession(() => this.#readRows());
    // A query that has given up may succeed now.
    void this.queryClient.refetchQueries({
      queryKey: this.keys.all,
      type: 'active',
      predicate: ({ state }) => state.status === 'error' && state.data === undefined,
    });
  }

  /** Reads the rows again, also for how far others have read. */
  #readRows(): void {
    void this.inbox.refresh();
    void this.queryClient.invalidateQueries({ queryKey: this.keys.rows });
  }

  #receive(message: TimelineMessage): void {
    this.conversations.receive(message);
    this.inbox.dispatch({ type: 'message', message, userUuid: this.userUuid });
    this.#listeners.forEach((listener) => listener(message));
  }

  /** Takes a message that has changed. */
  #change(message: Message): void {
    this.conversations.change(message);
    this.inbox.dispatch({ type: 'changes', messages: [message], userUuid: this.userUuid });
  }

  /** Takes a read marker: of this person, by whatever device, or of the other one. */
  #mark(marker: Marker): void {
    const { messageGroupUuid, userUuid, readUpTo } = marker;
    if (userUuid !== this.userUuid) this.receipts.push(marker);
    else if (readUpTo !== null) {
      this.inbox.dispatch({ type: 'read', messageGroupUuid, upTo: readUpTo, elsewhere: true });
    }
  }
}
