import { monotonicFactory } from 'ulid';
import { MessagingError, type Message } from '../../../client/src/messaging';
import type { ConversationSyncOptions } from '../../../client/src/messaging/conversationSync';
import { row } from './messages';

/** What a reader can see from a moment on, in ms. */
interface Late<Value> {
  readonly value: Value;
  readonly visibleAt: number;
}

/** An entry of the change log, as the API stores it. */
interface Entry {
  readonly changeUuid: string;
  readonly messageUuid: string;
  readonly previous: string | null;
}

/** How late the items of one transaction can be read, in ms. */
export interface Lateness {
  readonly message: number;
  readonly entry: number;
  readonly head: number;
}

export interface LateTableOptions {
  readonly pageSize: number;
  /** By how much a page of messages may be behind the other reads, in ms. */
  readonly staleness?: number;
}

const byId = (one: string, other: string): number => (one < other ? -1 : 1);

/**
 * A table of one conversation that shows each item from its own moment on: also a later item before an
 * earlier one, and a change in the log before the message that it is about. Its clock is `Date.now`.
 */
export class LateTable {
  readonly #pageSize: number;
  readonly #staleness: number;
  /** All states that each message had, oldest first. */
  readonly #messages = new Map<string, Late<Message>[]>();
  readonly #log: Late<Entry>[] = [];
  readonly #heads: Late<string>[] = [];
  readonly #newId = monotonicFactory();
  /** Where the log was asked for messages from, and where for changes. */
  readonly requests: (string | null)[] = [];
  readonly changeRequests: (string | null)[] = [];

  constructor({ pageSize, staleness = 0 }: LateTableOptions) {
    this.#pageSize = pageSize;
    this.#staleness = staleness;
  }

  /** A message is committed. */
  put(message: Message, lateness = 0): void {
    this.#messages.set(message.uuid, [{ value: message, visibleAt: Date.now() + lateness }]);
  }

  /** A change is committed. @returns the message after it */
  change(change: Partial<Message> & Pick<Message, 'uuid'>, late: Partial<Lateness> = {}): Message {
    const previous = this.#heads.at(-1)?.value ?? null;
    const changeUuid = this.#newId(Date.now());
    const states = this.#messages.get(change.uuid)!;
    const message = { ...states.at(-1)!.value, ...change, changeUuid };
    const at = (lateness = 0): number => Date.now() + lateness;
    states.push({ value: message, visibleAt: at(late.message) });
    const entry = { changeUuid, messageUuid: message.uuid, previous };
    this.#log.push({ value: entry, visibleAt: at(late.entry) });
    this.#heads.push({ value: changeUuid, visibleAt: at(late.head) });
    return message;
  }

  /** Changes before the last one are no longer kept. */
  forgetLog(): void {
    this.#log.splice(0, this.#log.length - 1);
  }

  /** The messages as they are, whether or not a reader can see that yet, oldest first. */
  get messages(): readonly Message[] {
    return [...this.#messages.values()]
      .map((states) => states.at(-1)!.value)
      .toSorted((one, other) => byId(one.uuid, other.uuid));
  }

  readonly api: ConversationSyncOptions['api'] = {
    messageGroup: async () => {
      const changeUuid = lastVisible(this.#heads, Date.now()) ?? null;
      await latency();
      return { ...row({ at: 0 }), otherUserReadUpTo: null, changeUuid };
    },
    messages: async (_group, nextToken) => {
      const before = this.#visible(Date.now() - this.#staleness).filter(
        ({ uuid }) => nextToken === null || uuid < nextToken,
      );
      await latency();
      const page = before.slice(-this.#pageSize).reverse();
      return { items: page, nextToken: before.length > this.#pageSize ? page.at(-1)!.uuid : null };
    },
    messagesAfter: async (_group, after, nextToken) => {
      if (nextToken !== null) throw new Error('A page was asked for by its token');
      this.requests.push(after);
      const rest = this.#visible(Date.now()).filter(({ uuid }) => after === null || uuid > after);
      await latency();
      const more = rest.length > this.#pageSize ? 'more' : null;
      return { items: rest.slice(0, this.#pageSize), nextToken: more };
    },
    changesAfter: async (_group, after) => {
      this.changeRequests.push(after);
      const chain = this.#chainAfter(after);
      const now = new Map(this.#visible(Date.now()).map((message) => [message.uuid, message]));
      await latency();
      return { ...chain, items: chain.uuids.flatMap((uuid) => now.get(uuid) ?? []) };
    },
  };

  #visible(at: number): Message[] {
    return [...this.#messages.values()]
      .flatMap((states) => lastVisible(states, at) ?? [])
      .toSorted((one, other) => byId(one.uuid, other.uuid));
  }

  /** As `readChain` of the resolvers: it ends before a change whose predecessor cannot be seen. */
  #chainAfter(after: string | null): { uuids: string[]; upTo: string | null; hasMore: boolean } {
    const entries = this.#log
      .filter(({ visibleAt, value }) => visibleAt <= Date.now() && value.changeUuid > (after ?? ''))
      .map(({ value }) => value)
      .toSorted((one, other) => byId(one.changeUuid, other.changeUuid));
    const page: Entry[] = [];
    let upTo = after;
    for (const entry of entries.slice(0, this.#pageSize)) {
      if (entry.previous !== upTo) break;
      page.push(entry);
      upTo = entry.changeUuid;
    }
    const isKept = page.length > 0 || this.#log.some(({ value }) => value.previous === after);
    if (entries.length > 0 && !isKept) throw new MessagingError('ChangesExpired', 'too long ago');
    const head = lastVisible(this.#heads, Date.now()) ?? '';
    const uuids = page.map(({ messageUuid }) => messageUuid);
    return {
      uuids: uuids.filter((uuid, at) => uuids.lastIndexOf(uuid) === at),
      upTo,
      hasMore: page.length < entries.length || head > (upTo ?? ''),
    };
  }
}

const latency = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

const lastVisible = <Value>(states: readonly Late<Value>[], at: number): Value | undefined =>
  states.findLast(({ visibleAt }) => visibleAt <= at)?.value;
