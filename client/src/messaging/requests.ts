import type { Operation } from '../operation';
import { toMessagingError, type MessagingError } from './errors';

/** The part of `generateClient()` of `aws-amplify/api` that is used here. */
export interface AmplifyClient {
  graphql(options: { query: string; variables?: Record<string, unknown> }): unknown;
  cancel(request: Promise<unknown>, message?: string): boolean;
}

export interface Subscription<Payload> {
  next(payload: Payload): void;
  /** The subscription has ended and is not restarted. */
  error(error: MessagingError): void;
}

/** Carries out a query or a mutation. Rejects with a {@link MessagingError}. */
export type Request = <Result, Variables>(
  operation: Operation<Result, Variables>,
  variables: Variables,
) => Promise<Result>;

/** Begins a subscription. Returns a function that ends it. */
export type Subscribe = <Result, Variables extends Record<string, unknown>, Payload>(
  operation: Operation<Result, Variables>,
  variables: Variables,
  subscription: Subscription<Payload>,
  payloadOf: (data: Result) => Payload | null | undefined,
) => () => void;

/** Milliseconds to wait for an answer. */
const TIMEOUT = 20_000;

export interface RequestOptions {
  readonly client: AmplifyClient;
  /** Gets a new token after the API has refused one that was still valid here. */
  readonly refreshToken?: () => Promise<unknown>;
}

/** Requests that wait a limited time, and try once more with a new token where theirs is refused. */
export function createRequest({ client, refreshToken }: RequestOptions): Request {
  const attempt: Request = async <Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
  ) => {
    const answer = client.graphql({
      query: operation.toString(),
      variables: variables as Record<string, unknown>,
    }) as Promise<{ data: Result }>;
    const timer = setTimeout(() => client.cancel(answer, 'No answer in time'), TIMEOUT);
    try {
      return (await answer).data;
    } catch (thrown) {
      throw toMessagingError(thrown);
    } finally {
      clearTimeout(timer);
    }
  };
  return async (operation, variables) => {
    try {
      return await attempt(operation, variables);
    } catch (thrown) {
      const error = toMessagingError(thrown);
      if (error.type !== 'Unauthorized' || !refreshToken) throw error;
      await refreshToken().catch(() => undefined);
      return await attempt(operation, variables);
    }
  };
}

/** Subscriptions that get a new token before they report that theirs was refused. */
export function createSubscribe({ client, refreshToken }: RequestOptions): Subscribe {
  return (operation, variables, { next, error }, payloadOf) => {
    type Data = Parameters<typeof payloadOf>[0];
    const observable = client.graphql({ query: operation.toString(), variables }) as {
      subscribe(observer: {
        next(event: { data?: Data | null }): void;
        error(thrown: unknown): void;
      }): { unsubscribe(): void };
    };
    let active = true;
    const end = async (ended: MessagingError): Promise<void> => {
      // With the same token, the next subscription would be refused again.
      if (ended.type === 'Unauthorized') await refreshToken?.().catch(() => undefined);
      if (active) error(ended);
    };
    const subscription = observable.subscribe({
      next: ({ data }) => {
        const payload = data && payloadOf(data);
        if (payload) next(payload);
      },
      error: (thrown) => void end(toMessagingError(thrown)),
    });
    return () => {
      active = false;
      subscription.unsubscribe();
    };
  };
}
