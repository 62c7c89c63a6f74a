/** A person of the smoke test, at an unmodified aws-amplify 6. */
import { setTimeout } from 'node:timers/promises';
import { generateClient } from 'aws-amplify/api';
import { confirmSignIn, signIn, signOut } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { Hub } from 'aws-amplify/utils';
import { TOTP } from 'otpauth';
import type { Message, Mutation, Query } from '../../generated/schema.js';
import { operations } from './operations.js';

/** How long one push or acknowledgement may take before the API counts as broken. */
const timeLimit = 20_000; // milliseconds

export interface Credentials {
  /** What signs in: an e-mail address. */
  readonly username: string;
  readonly password: string;
  /** The key of the person's authenticator app, base 32. */
  readonly totpKey?: string | undefined;
}

/** An answer with errors, as the API gave it. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';

  constructor(
    readonly errorType: string | undefined,
    message: string,
  ) {
    super(`${errorType ?? 'error'}: ${message}`);
  }
}

type Fields = Query & Mutation;

interface Subscription {
  /** Resolves with the next message that was pushed, in order. */
  next(): Promise<Message>;
  end(): void;
}

/** Amplify knows one signed-in person at a time; each of ours keeps their tokens in a place of their own. */
export class Person {
  readonly #tokens = new Map<string, string>();

  constructor(readonly credentials: Credentials) {}

  /** By SRP, as Amplify does by default. */
  async signIn(): Promise<void> {
    this.#act();
    const { username, password, totpKey } = this.credentials;
    let { isSignedIn, nextStep } = await signIn({ username, password });
    if (nextStep.signInStep === 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' && totpKey) {
      const challengeResponse = new TOTP({ secret: totpKey }).generate();
      ({ isSignedIn, nextStep } = await confirmSignIn({ challengeResponse }));
    }
    if (!isSignedIn) throw new Error(`${username}: ${needOf(nextStep.signInStep)}`);
  }

  async signOut(): Promise<void> {
    this.#act();
    await signOut();
  }

  /**
   * Asks for a field of the API. Only `me` may be null.
   *
   * @throws AnswerError
   */
  async ask<Name extends keyof typeof operations & keyof Fields>(
    name: Name,
    variables: Record<string, unknown> = {},
  ): Promise<NonNullable<Fields[Name]>> {
    this.#act();
    const query: string = operations[name];
    try {
      const answer = await generateClient().graphql({ query, variables });
      return (answer as unknown as { readonly data: Required<Fields> }).data[name]!;
    } catch (error) {
      const { errors } = error as {
        readonly errors?: readonly { readonly errorType?: string; readonly message: string }[];
      };
      if (!errors?.[0]) throw error;
      throw new AnswerError(errors[0].errorType, errors[0].message);
    }
  }

  /** Resolves when the API has acknowledged the subscription to new messages. */
  async subscribe(): Promise<Subscription> {
    this.#act();
    const received: Message[] = [];
    const waiting: ((message: Message) => void)[] = [];
    let refuse: (error: Error) => void = () => {};
    const refused = new Promise<never>((_resolve, reject) => (refuse = reject));
    refused.catch(() => {}); // the waiting caller receives the rejection
    const acknowledged = new Promise<void>((resolve) => {
      const stop = Hub.listen('api', ({ payload }) => {
        if (payload.event !== 'Subscription ack') return;
        stop();
        resolve();
      });
    });
    const observable = generateClient().graphql({
      query: operations.onCreateMessage,
    }) as unknown as {
      subscribe(observer: {
        next(value: { readonly data: { readonly onCreateMessage: Message } }): void;
        error(error: unknown): void;
      }): { unsubscribe(): void };
    };
    const subscription = observable.subscribe({
      next: ({ data }) => {
        const wake = waiting.shift();
        if (wake) wake(data.onCreateMessage);
        else received.push(data.onCreateMessage);
      },
      error: (error) => refuse(new Error(`Subscription refused: ${JSON.stringify(error)}`)),
    });
    const inTime = <T>(what: string, promise: Promise<T>): Promise<T> =>
      Promise.race([promise, refused, rejectAfter(what)]);
    await inTime('The subscription was not acknowledged', acknowledged);
    return {
      next: () => {
        const message = received.shift();
        if (message) return Promise.resolve(message);
        return inTime('No message was pushed', new Promise((resolve) => waiting.push(resolve)));
      },
      end: () => subscription.unsubscribe(),
    };
  }

  #act(): void {
    const tokens = this.#tokens;
    cognitoUserPoolsTokenProvider.setKeyValueStorage({
      getItem: (key) => Promise.resolve(tokens.get(key) ?? null),
      setItem: (key, value) => Promise.resolve(void tokens.set(key, value)),
      removeItem: (key) => Promise.resolve(void tokens.delete(key)),
      clear: () => Promise.resolve(tokens.clear()),
    });
  }
}

function needOf(step: string): string {
  if (step === 'CONFIRM_SIGN_IN_WITH_TOTP_CODE') {
    return 'has a second factor: set SMOKE_TOTP_KEY or SMOKE_OTHER_TOTP_KEY';
  }
  if (step === 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP') {
    return 'has to enrol a second factor first: sign in by the client, and keep the key that it shows';
  }
  return `sign-in asks for ${step}`;
}

async function rejectAfter(what: string): Promise<never> {
  await setTimeout(timeLimit, undefined, { ref: false });
  throw new Error(`${what} within ${timeLimit / 1000} seconds`);
}
