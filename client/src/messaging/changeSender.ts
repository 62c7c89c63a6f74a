import { decodeTime } from 'ulid';
import {
  DeleteMessageDocument,
  SetReactionDocument,
  UpdateMessageDocument,
  type UpdateMessageMutation,
} from '../generated/graphql';
import type { MessagingApi } from './api';
import { MessagingError, toMessagingError } from './errors';
import type { MessageChange, PendingChange } from './messageChange';
import { Observable } from './observable';
import { Pauses } from './pauses';
import { retryDelay as defaultDelay } from './retryDelay';
import type { Message } from './types';

/** Tries of one change, the first one included. */
const MAX_TRIES = 6;
/** Milliseconds in which the API may not find a message that has just been stored. */
const FRESH = 10_000;

interface ChangeSenderOptions {
  readonly api: Pick<MessagingApi, 'request'>;
  /** The API has stored a change; called before it is pending no more. */
  readonly onChanged: (message: Message) => void;
  /** Milliseconds before the n-th try after a failure, n from 0. */
  readonly retryDelay?: (failures: number) => number;
  readonly now?: () => number;
}

/** The message that is changed. */
type Changed = Pick<Message, 'uuid' | 'messageGroupUuid'>;

/**
 * Changes stored messages: shown at once, as `pending`, and taken back when the API refuses. Changes of
 * one message are made one after the other, so that the last one that a person made is the one that stays.
 */
export class ChangeSender {
  readonly #options: ChangeSenderOptions;
  readonly #now: () => number;
  /** Of each message with pending changes: ends with the last one. */
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #pauses = new Pauses();
  #stopped = false;
  /** Oldest first. */
  readonly pending = new Observable<readonly PendingChange[]>([]);

  constructor(options: ChangeSenderOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  start(): void {
    this.#stopped = false;
  }

  /** Tries nothing again: another user may be signed in by now. */
  stop(): void {
    this.#stopped = true;
    this.flush();
  }

  /** Tries again at once. For when the network is back. */
  flush(): void {
    this.#pauses.end();
  }

  /** Rejects with the {@link MessagingError} of the refusal or of the last try; `SignedOut` after `stop`. */
  async make(changed: Changed, change: MessageChange): Promise<void> {
    const { uuid } = changed;
    const pending = { uuid, change, at: new Date(this.#now()).toISOString() };
    this.pending.set([...this.pending.current, pending]);
    const before = this.#queues.get(uuid);
    const work = (async () => {
      await before;
      await this.#send(changed, change);
    })();
    const end = work.catch(() => undefined);
    this.#queues.set(uuid, end);
    try {
      await work;
    } finally {
      this.pending.set(this.pending.current.filter((one) => one !== pending));
      if (this.#queues.get(uuid) === end) this.#queues.delete(uuid);
    }
  }

  async #send(changed: Changed, change: MessageChange): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      if (this.#stopped) throw new MessagingError('SignedOut', 'The change was not tried again');
      try {
        return this.#options.onChanged(await this.#request(changed, change));
      } catch (thrown) {
        const error = toMessagingError(thrown);
        if (tries === MAX_TRIES || !this.#mayPass(error, changed)) throw error;
        const { retryDelay = defaultDelay } = this.#options;
        await this.#pauses.wait(retryDelay(tries - 1));
      }
    }
  }

  /** The API finds a message by an eventually consistent read. */
  #mayPass({ retryable, type }: MessagingError, { uuid }: Changed): boolean {
    return retryable || (type === 'MessageNotFound' && this.#now() - decodeTime(uuid) < FRESH);
  }

  async #request(changed: Changed, change: MessageChange): Promise<Message> {
    const { request } = this.#options.api;
    const { uuid, messageGroupUuid } = changed;
    const input = { uuid, messageGroupUuid };
    switch (change.type) {
      case 'edit': {
        const edit = { input: { ...input, message: change.text } };
        return toMessage((await request(UpdateMessageDocument, edit)).updateMessage);
      }
      case 'unsend':
        return toMessage((await request(DeleteMessageDocument, { input })).deleteMessage);
      case 'react': {
        const reaction = { input: { ...input, emoji: change.emoji } };
        return toMessage((await request(SetReactionDocument, reaction)).setReaction);
      }
    }
  }
}

/** The answer never has these two: only a send looks the recipient up. */
const toMessage = (changed: UpdateMessageMutation['updateMessage']): Message => ({
  ...changed!,
  recipientDisplayName: null,
  recipientHandle: null,
});
