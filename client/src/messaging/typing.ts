import { OnTypingDocument, SetTypingDocument } from '../generated/graphql';
import type { MessagingApi } from './api';
import { toMessagingError } from './errors';
import { Observable } from './observable';

/** Milliseconds between two requests that say that this person is typing. */
const SAY_EVERY = 5_000;
/** Milliseconds after which it is forgotten that the other person was typing. */
const FORGET_AFTER = 10_000;
/** After these the API is not asked again. */
const REFUSALS = new Set(['TypingIsOff', 'NotAccepted', 'RecipientBlocked']);

interface TypingOptions {
  readonly api: Pick<MessagingApi, 'request' | 'subscribe'>;
  readonly messageGroupUuid: string;
}

/** Who is typing in one conversation, for as long as it is shown. */
export class Typing {
  readonly #options: TypingOptions;
  #saidAt: number | undefined;
  /** Why the API is not asked. */
  #refusal: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly isOtherTyping = new Observable(false);

  constructor(options: TypingOptions) {
    this.#options = options;
  }

  /** Call at each keystroke. */
  typed(): void {
    const now = Date.now();
    if (this.#saidAt !== undefined && now - this.#saidAt < SAY_EVERY) return;
    this.#saidAt = now;
    void this.#say(true);
  }

  /** Call when the writing has ended. Says so, where anything was said. */
  stopped(): void {
    if (this.#saidAt === undefined) return;
    this.#saidAt = undefined;
    void this.#say(false);
  }

  async #say(typing: boolean): Promise<void> {
    const { api, messageGroupUuid } = this.#options;
    if (this.#refusal !== undefined) return;
    try {
      await api.request(SetTypingDocument, { messageGroupUuid, typing });
    } catch (error) {
      // Anything else passes: a later keystroke says it again.
      const { type } = toMessagingError(error);
      if (REFUSALS.has(type)) this.#refusal = type;
    }
  }

  /** Listens to the other person. Returns what ends it. */
  listen(): () => void {
    const { api, messageGroupUuid } = this.#options;
    // The conversation may have been accepted, or the block have ended; a stage stays without typing.
    if (this.#refusal !== 'TypingIsOff') this.#refusal = undefined;
    const end = api.subscribe(
      OnTypingDocument,
      { messageGroupUuid },
      {
        next: ({ typing }) => this.heard(typing),
        // The next session of the connection listens again.
        error: () => this.heard(false),
      },
      (data) => data.onTyping,
    );
    return () => {
      end();
      this.heard(false);
    };
  }

  /** The other person is typing or not; with a message of theirs they have ended. */
  heard(typing: boolean): void {
    clearTimeout(this.#timer);
    if (typing) this.#timer = setTimeout(() => this.isOtherTyping.set(false), FORGET_AFTER);
    this.isOtherTyping.set(typing);
  }
}
