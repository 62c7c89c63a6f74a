import {
  InfiniteQueryObserver,
  QueryClient,
  QueryObserver,
  skipToken,
} from '@tanstack/react-query';
import { expect } from 'vitest';
import { Messaging, type Message, type MessagingOptions } from '../../../client/src/messaging';
import { statusOf } from '../../../client/src/messaging/connection';
import {
  newestPage,
  type History,
  type HistoryPage,
  type HistoryParam,
} from '../../../client/src/messaging/history';
import type { MessageChange } from '../../../client/src/messaging/messageChange';
import type { Observable } from '../../../client/src/messaging/observable';
import { timelineOf } from '../../../client/src/messaging/tailChanges';
import { emptyTail, type Tail } from '../../../client/src/messaging/timeline';
import { groupOf, type Person } from '../../support/person';
import { createLocks } from './locks';
import { Network } from './network';

export interface DeviceOptions {
  readonly person: Person;
  readonly recipient: Person;
  readonly catchUp: MessagingOptions['catchUp'];
}

/** A Storage of one device. */
function createStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: (at) => [...items.keys()][at] ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => void items.set(key, value),
  };
}

/** Resolves when a value is as wanted. */
function until<Value>(
  { subscribe, getSnapshot }: Observable<Value>,
  wanted: (value: Value) => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = (): void => {
      try {
        if (!wanted(getSnapshot())) return;
        resolve();
      } catch (error) {
        reject(error as Error);
      }
      end();
    };
    const end = subscribe(check);
    check();
  });
}

/** A person's device that shows one conversation. */
export class Device {
  readonly #network: Network;
  readonly #messaging: Messaging;
  readonly #group: string;
  readonly #recipient: Person;
  readonly #end: (() => void)[];

  constructor({ person, recipient, catchUp }: DeviceOptions) {
    this.#network = new Network(person.url, person.accessToken);
    this.#group = groupOf(person, recipient);
    this.#recipient = recipient;
    const { client, hub } = this.#network;
    const queryClient = new QueryClient({
      defaultOptions: { queries: { retry: 5, retryDelay: 0 } },
    });
    this.#messaging = new Messaging({
      client,
      hub,
      userUuid: person.uuid,
      queryClient,
      storage: createStorage(),
      locks: createLocks(),
      catchUp,
    });
    this.#end = [this.#showHistory(), this.#showTail()];
  }

  #showHistory(): () => void {
    const { queryClient, keys, conversations } = this.#messaging;
    const observer = new InfiniteQueryObserver<
      HistoryPage,
      Error,
      History,
      readonly unknown[],
      HistoryParam
    >(queryClient, {
      queryKey: keys.history(this.#group),
      queryFn: ({ pageParam }) => conversations.readHistory(this.#group, pageParam),
      initialPageParam: newestPage,
      getNextPageParam: () => undefined,
      staleTime: Infinity,
    });
    return observer.subscribe(() => undefined);
  }

  #showTail(): () => void {
    const { queryClient, keys } = this.#messaging;
    const tail = new QueryObserver(queryClient, {
      queryKey: keys.tail(this.#group),
      queryFn: skipToken,
    });
    return tail.subscribe(() => undefined);
  }

  async start(): Promise<void> {
    this.#messaging.start();
    await this.#live();
    await expect.poll(() => this.shown, { timeout: 20_000 }).not.toEqual([]);
  }

  /** Resolves when all subscriptions are acknowledged. */
  #live(): Promise<void> {
    return until(this.#messaging.realtime.connection, (now) => statusOf(now) === 'live');
  }

  /** The connection is lost, and the page wakes up with a new one. */
  async reconnect(): Promise<void> {
    await this.#network.cut();
    document.dispatchEvent(new Event('visibilitychange'));
    await this.#live();
  }

  send(message: string): void {
    const { uuid, handle, displayName } = this.#recipient;
    this.#messaging.outbox.add({
      messageGroupUuid: this.#group,
      recipient: { uuid, handle, displayName },
      message,
      after: null,
    });
  }

  /** Resolves when the change is stored, or when it is given up. */
  async change(uuid: string, change: MessageChange): Promise<void> {
    await this.#messaging.changes
      .make({ messageGroupUuid: this.#group, uuid }, change)
      .catch(() => undefined);
  }

  get isBusy(): boolean {
    return this.#network.isBusy;
  }

  /** Resolves when nothing is under way between this device and the table. */
  settled(): Promise<void> {
    return this.#network.settled();
  }

  /** Resolves when every message has been confirmed; rejects when one is refused. */
  async sent(): Promise<void> {
    const { state } = this.#messaging.outbox;
    await until(state, ({ entries }) => {
      const refused = entries.find(({ failure }) => failure);
      if (refused) throw new Error(JSON.stringify(refused));
      return entries.length === 0;
    });
  }

  /** The texts as the person sees them. */
  get shown(): string[] {
    return this.messages.map(({ message }) => message ?? '(unsent)');
  }

  /** The messages as the person sees them. */
  get messages(): readonly Message[] {
    const { queryClient, keys } = this.#messaging;
    const history = queryClient.getQueryData<History>(keys.history(this.#group));
    const tail = queryClient.getQueryData<Tail>(keys.tail(this.#group));
    return timelineOf(history, tail ?? emptyTail);
  }

  stop(): void {
    this.#end.forEach((end) => end());
    this.#messaging.stop();
    this.#messaging.queryClient.clear();
  }
}
