import { setMaxListeners } from 'node:events';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { Messaging } from '../../client/src/messaging/messaging.js';
import type { MessageChange } from '../../client/src/messaging/messageChange.js';
import { queryDefaults } from '../../client/src/messaging/queryDefaults.js';
import { statusOf } from '../../client/src/messaging/connection.js';
import { readClientId, signIn } from '../../local/messaging/seed/api.js';
import { createLocks } from '../../test/client/support/locks.js';
import { Network, type NetworkWatch } from '../../test/client/support/network.js';
import {
  showConversation,
  type ShownConversation,
} from '../../test/client/support/shownConversation.js';
import { createStorage } from '../../test/client/support/storage.js';
import { until } from '../../test/client/support/until.js';
import { groupOf } from '../../test/support/person.js';
import type { RemotePerson } from '../lib/hostProcess.js';
import type { Shown } from './history.js';

/** As much of a browser as the web client's messaging asks for. Once in a process. */
export function standInForBrowser(): void {
  setMaxListeners(0); // each client listens to the one page
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  for (const [name, value] of [
    ['window', new EventTarget()],
    ['document', page],
    ['navigator', { onLine: true }],
  ] as const) {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }
}

const RENEW_AFTER = 10 * 60_000; // ms: a token is good for 15 minutes

/** Gives a person's access token, and signs in again while the one before is still valid. */
function renewed(url: string, { username, password, accessToken }: RemotePerson) {
  let signedInAt = Date.now();
  let token = Promise.resolve(accessToken);
  const again = async (): Promise<string> => {
    const api = { baseUrl: url, userPoolClientId: await readClientId(url) };
    return signIn(api, { username, password });
  };
  return (): Promise<string> => {
    if (Date.now() > signedInAt + RENEW_AFTER) {
      signedInAt = Date.now();
      token = again();
    }
    return token;
  };
}

/** A person with the web client's messaging, which shows the conversations with some others. */
export class SoakClient {
  readonly person: RemotePerson;
  readonly #network: Network;
  readonly #messaging: Messaging;
  readonly #shown = new Map<string, { other: RemotePerson; conversation: ShownConversation }>();
  #endInbox: (() => void) | undefined;

  constructor(url: string, person: RemotePerson, watch: NetworkWatch) {
    this.person = person;
    this.#network = new Network(url, renewed(url, person), watch);
    const { client, hub } = this.#network;
    this.#messaging = new Messaging({
      client,
      hub,
      userUuid: person.uuid,
      queryClient: new QueryClient({ defaultOptions: { queries: queryDefaults } }),
      storage: createStorage(),
      locks: createLocks(),
    });
  }

  /** The conversations that it shows. */
  get groups(): string[] {
    return [...this.#shown.keys()];
  }

  /** Asks past the web client. Rejects with an answer that has errors. */
  async ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
    const answer = this.#network.client.graphql({ query, variables });
    return ((await answer) as { data: Data }).data;
  }

  /** Connects, and shows the conversations with these others. Resolves when they are there, and live. */
  async start(others: readonly RemotePerson[]): Promise<void> {
    const { queryClient, keys, inbox } = this.#messaging;
    this.#messaging.start();
    const rows = new QueryObserver(queryClient, {
      queryKey: keys.inbox,
      queryFn: () => inbox.read(),
    });
    this.#endInbox = rows.subscribe(() => undefined);
    for (const other of others) {
      const group = groupOf(this.person, other);
      const conversation = showConversation(this.#messaging, group);
      this.#shown.set(group, { other, conversation });
    }
    await this.live();
    await Promise.all([...this.#shown.values()].map((of) => of.conversation.loaded()));
  }

  /** Resolves when all subscriptions are acknowledged. */
  live(): Promise<void> {
    return until(this.#messaging.realtime.connection, (now) => statusOf(now) === 'live');
  }

  /** The connection breaks. The web client makes a new one by itself. */
  cut(): Promise<void> {
    return this.#network.cut();
  }

  send(group: string, message: string): void {
    const { uuid, handle, displayName } = this.#shown.get(group)!.other;
    const recipient = { uuid, handle, displayName };
    this.#messaging.outbox.add({ messageGroupUuid: group, recipient, message, after: null });
  }

  /** Resolves when the change is stored or given up. */
  change(group: string, uuid: string, change: MessageChange): Promise<void> {
    const changed = { messageGroupUuid: group, uuid };
    return this.#messaging.changes.make(changed, change).catch(() => undefined);
  }

  /** Marks what is shown as read. */
  read(group: string): void {
    const newest = this.shown(group).messages.at(-1);
    if (newest) this.#messaging.markRead(group, newest.uuid);
  }

  /** Resolves when the host has confirmed or refused every message. */
  sent(): Promise<void> {
    return until(this.#messaging.outbox.state, ({ entries }) =>
      entries.every(({ failure }) => failure !== undefined),
    );
  }

  get isBusy(): boolean {
    return this.#network.isBusy;
  }

  /** Resolves when no request is under way. */
  settled(): Promise<void> {
    return this.#network.settled();
  }

  shown(group: string): Shown {
    const { messages } = this.#shown.get(group)!.conversation;
    return { person: this.person.uuid, group, messages, row: this.#messaging.inbox.row(group) };
  }

  /** Ends the connection and everything that waits. */
  async stop(): Promise<void> {
    this.#endInbox?.();
    for (const { conversation } of this.#shown.values()) conversation.end();
    this.#messaging.stop();
    await this.#network.cut();
    this.#messaging.queryClient.clear();
  }
}
