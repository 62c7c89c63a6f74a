import { QueryClient } from '@tanstack/react-query';
import { Messaging, type Message, type MessagingOptions } from '../../../client/src/messaging';
import { statusOf } from '../../../client/src/messaging/connection';
import type { MessageChange } from '../../../client/src/messaging/messageChange';
import { groupOf, type Person } from '../../support/person';
import { createLocks } from './locks';
import { Network } from './network';
import { showConversation, type ShownConversation } from './shownConversation';
import { createStorage } from './storage';
import { until } from './until';

export interface DeviceOptions {
  readonly person: Person;
  readonly recipient: Person;
  readonly catchUp: MessagingOptions['catchUp'];
}

/** A person's device that shows one conversation. */
export class Device {
  readonly #network: Network;
  readonly #messaging: Messaging;
  readonly #group: string;
  readonly #recipient: Person;
  readonly #shown: ShownConversation;

  constructor({ person, recipient, catchUp }: DeviceOptions) {
    this.#network = new Network(person.url, () => Promise.resolve(person.accessToken));
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
    this.#shown = showConversation(this.#messaging, this.#group);
  }

  async start(): Promise<void> {
    this.#messaging.start();
    await this.#live();
    await this.#shown.loaded();
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

  /** The messages as the person sees them. */
  get messages(): readonly Message[] {
    return this.#shown.messages;
  }

  stop(): void {
    this.#shown.end();
    this.#messaging.stop();
    this.#messaging.queryClient.clear();
  }
}
