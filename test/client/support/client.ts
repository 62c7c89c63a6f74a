import { topics, type Topic } from '../../../client/src/messaging/connection';
import { QueryClient } from '@tanstack/react-query';
import { onTestFinished } from 'vitest';
import {
  Messaging,
  type Message,
  type MessageGroup,
  type MessagingOptions,
} from '../../../client/src/messaging';
import type { AmplifyClient } from '../../../client/src/messaging/requests';
import type { MessageChanges } from '../../../client/src/messaging/types';
import type { Hub } from '../../../client/src/messaging/realtime';
import { ada, uuidAt } from './messages';
import { createLocks } from './locks';
import { networkError } from './networkError';

type Variables = Record<string, unknown>;
type Answer = Record<string, unknown>;
interface ChangeInput {
  readonly uuid: string;
  readonly message?: string;
  readonly emoji?: string | null;
}
interface Observer {
  next(event: { data: Answer }): void;
  error(thrown: unknown): void;
}

export { networkError };

/**
 * In place of Amplify's client and Hub: an API for Ada that holds what the test put into
 * it, and pushes what the test pushes.
 */
export class Backend {
  /** Messages of all conversations, oldest first. */
  readonly log: Message[] = [];
  readonly rows = new Map<string, MessageGroup>();
  /** How far Ben has read. */
  otherReadUpTo: string | null = null;
  /** Names of the requested operations, in order. */
  readonly asked: string[] = [];
  /** Called before each answer; may wait, and may throw what Amplify would. */
  before: (operation: string, variables: Variables) => unknown = () => undefined;
  /** Messages of one conversation as each change left them, oldest first. */
  readonly #changes: Message[] = [];
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
    this.tell('onCreateMessage', message);
  }

  /** A stored message changes; nothing is pushed. @returns it after the change */
  change(message: Message): Message {
    const changed = { ...message, changeUuid: uuidAt(1_000_000 + this.#changes.length) };
    const at = this.log.findIndex(({ uuid }) => uuid === message.uuid);
    this.log.splice(at, 1, changed);
    this.#changes.push(changed);
    return changed;
  }

  /** Pushes to the subscriptions of a kind. */
  tell(topic: Topic | 'onTyping', payload: object): void {
    this.#observers(`O${topic.slice(1)}`).forEach(({ next }) =>
      next({ data: { [topic]: payload } }),
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

  #changed({ uuid }: ChangeInput, change: Partial<Message>): Message {
    const known = this.log.find((message) => message.uuid === uuid)!;
    return this.change({ ...known, ...change });
  }

  #changesAfter(after: string | null, limit: number): MessageChanges {
    const later = this.#changes.filter(({ changeUuid }) => !after || changeUuid! > after);
    const page = later.slice(0, limit);
    const uuids = new Set(page.map(({ uuid }) => uuid));
    return {
      items: this.log.filter(({ uuid }) => uuids.has(uuid)),
      upTo: page.at(-1)?.changeUuid ?? after,
      hasMore: later.length > limit,
    };
  }

  #data(name: string, variables: Variables): Answer {
    const { messageGroupUuid, after, nextToken, limit, uuid, upTo, folder } = variables;
    const input = variables.input as ChangeInput | undefined;
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
      case 'MessageGroup': {
        const row = this.rows.get(uuid as string);
        const changeUuid = this.#changes.at(-1)?.changeUuid ?? null;
        const rest = { otherUserReadUpTo: this.otherReadUpTo, changeUuid };
        return { messageGroup: row ? { ...row, ...rest } : null };
      }
      case 'Message':
        return { message: ofGroup.find((message) => message.uuid === uuid) ?? null };
      case 'ChangesAfter':
        return { changesAfter: this.#changesAfter(after as string | null, Number(limit)) };
      case 'UpdateMessage':
        return {
          updateMessage: this.#changed(input!, { message: input!.message!, editedAt: 'now' }),
        };
      case 'DeleteMessage':
        return { deleteMessage: this.#changed(input!, { message: null, deletedAt: 'now' }) };
      case 'SetReaction': {
        const reactions = input!.emoji ? [{ userUuid: ada, emoji: input!.emoji }] : [];
        return { setReaction: this.#changed(input!, { reactions }) };
      }
      case 'SetTyping':
        return { setTyping: { ...variables, userUuid: ada } };
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
        this.rows.set(row.uuid, { ...row, unreadCount: 0, readUpTo: upTo as string });
        const marker = { messageGroupUuid, userUuid: ada, recipientUuid: null, readUpTo: upTo };
        return { markMessageGroupRead: marker };
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
