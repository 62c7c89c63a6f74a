import { topics } from '../../../client/src/messaging/connection';
import { QueryClient } from '@tanstack/react-query';
import { onTestFinished } from 'vitest';
import {
  Messaging,
  type Message,
  type MessageGroup,
  type MessagingOptions,
} from '../../../client/src/messaging';
import type { AmplifyClient } from '../../../client/src/messaging/api';
import type { Hub } from '../../../client/src/messaging/realtime';
import { ada } from './messages';
import { createLocks } from './locks';

type Variables = Record<string, unknown>;
type Answer = Record<string, unknown>;
interface Observer {
  next(event: { data: Answer }): void;
  error(thrown: unknown): void;
}

/** What Amplify rejects with when nothing came back. */
export const networkError = { errors: [{ originalError: { name: 'NetworkError' } }] };

/**
 * In place of Amplify's client and Hub: an API for Ada that holds what the test put into
 * it, and pushes what the test pushes.
 */
export class Backend {
  /** Messages of all conversations, oldest first. */
  readonly log: Message[] = [];
  readonly rows = new Map<string, MessageGroup>();
  /** Names of the requested operations, in order. */
  readonly asked: string[] = [];
  /** Called before each answer; may wait, and may throw what Amplify would. */
  before: (operation: string, variables: Variables) => unknown = () => undefined;
  readonly #subscribers = new Map<string, Set<Observer>>();
  readonly #listeners = new Set<
    (capsule: { payload: { event: string; data?: unknown } }) => void
  >();

  readonly hub: Hub = {
    listen: (_channel, listener) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
  };

  readonly client: AmplifyClient = {
    cancel: () => true,
    graphql: ({ query, variables = {} }) => {
      const [, kind, name = ''] = /(query|mutation|subscription) (\w+)/.exec(query)!;
      return kind === 'subscription' ? this.#observable(name) : this.#answer(name, variables);
    },
  };

  /** A new subscription of each kind has been acknowledged. */
  acknowledge(): void {
    for (const name of topics) {
      this.say('Subscription ack', { query: `subscription { ${name} }` });
    }
  }

  /** An event of Amplify's Hub. */
  say(event: string, data: unknown): void {
    this.#listeners.forEach((listener) => listener({ payload: { event, data } }));
  }

  /** A message that is stored and pushed. */
  push(message: Message): void {
    this.log.push(message);
    this.#observers('OnCreateMessage').forEach(({ next }) =>
      next({ data: { onCreateMessage: message } }),
    );
  }

  /** Open subscriptions to new messages. */
  get subscribers(): number {
    return this.#observers('OnCreateMessage').size;
  }

  /** Ends the subscriptions to new messages with an error. */
  end(thrown: unknown): void {
    this.#observers('OnCreateMessage').forEach(({ error }) => error(thrown));
  }

  #observers(name: string): Set<Observer> {
    const observers = this.#subscribers.get(name) ?? new Set();
    this.#subscribers.set(name, observers);
    return observers;
  }

  #observable(name: string): unknown {
    return {
      subscribe: (observer: Observer) => {
        this.asked.push(name);
        this.#observers(name).add(observer);
        return { unsubscribe: () => this.#observers(name).delete(observer) };
      },
    };
  }

  async #answer(name: string, variables: Variables): Promise<{ data: Answer }> {
    this.asked.push(name);
    await this.before(name, variables);
    return { data: this.#data(name, variables) };
  }

  #data(name: string, variables: Variables): Answer {
    const { messageGroupUuid, after, nextToken, limit, uuid, upTo, folder } = variables;
    const ofGroup = this.log.filter((message) => message.messageGroupUuid === messageGroupUuid);
    /** A token is the last item before it, as DynamoDB's is: what is written meanwhile moves nothing. */
    const page = (messages: readonly Message[]): Answer => {
      const from = messages.findIndex((message) => message.uuid === nextToken) + 1;
      const items = messages.slice(from, from + Number(limit));
      const more = from + items.length < messages.length;
      return { items, nextToken: more ? items.at(-1)!.uuid : null };
    };
    switch (name) {
      case 'MessageGroups':
        return {
          messageGroups: {
            items: [...this.rows.values()].filter((row) => row.folder === folder),
            nextToken: null,
          },
        };
      case 'MessageGroup':
        return { messageGroup: this.rows.get(uuid as string) ?? null };
      case 'User':
        return { user: null };
      case 'Messages':
        return { messages: page(ofGroup.toReversed()) };
      case 'MessagesAfter':
        return {
          messagesAfter: page(ofGroup.filter((message) => !after || message.uuid > String(after))),
        };
      case 'MarkMessageGroupRead': {
        const row = this.rows.get(messageGroupUuid as string)!;
        const read = { ...row, unreadCount: 0, readUpTo: upTo as string };
        this.rows.set(row.uuid, read);
        return { markMessageGroupRead: read };
      }
      default:
        throw new Error(`The test's API has no ${name}`);
    }
  }
}

/** Ada's messaging on an API of the test's; stopped with the test. */
export function openMessaging(
  backend: Backend,
  options: Pick<Partial<MessagingOptions>, 'refreshToken'> = {},
): Messaging {
  const messaging = new Messaging({
    client: backend.client,
    hub: backend.hub,
    userUuid: ada,
    queryClient: new QueryClient({ defaultOptions: { queries: { retryDelay: 0 } } }),
    storage: localStorage,
    locks: createLocks(),
    ...options,
  });
  onTestFinished(() => {
    messaging.stop();
    messaging.queryClient.clear();
    localStorage.clear();
  });
  return messaging;
}
