import type { Fetcher, FetcherParams, Observable, SyncExecutionResult } from '@graphiql/toolkit';
import { getOperationAST, Kind, parse, type DocumentNode } from 'graphql';
import { subscribe, type Observer } from './realtime';

interface FetcherOptions {
  readonly endpoint: string;
  /** Rejects when no user is signed in. */
  readonly accessToken: () => Promise<string>;
}

/** Queries and mutations by HTTP, subscriptions by AppSync's real-time protocol. */
export function createFetcher({ endpoint, accessToken }: FetcherOptions): Fetcher {
  return async (params): Promise<SyncExecutionResult> => {
    try {
      const token = await accessToken();
      return isSubscription(params)
        ? (listen(params, token) as SyncExecutionResult)
        : await post(params, token);
    } catch (error) {
      throw withoutStack(error);
    }
  };

  async function post({ query, variables, operationName: name }: FetcherParams, token: string) {
    // GraphiQL notices late that its editor has another operation.
    const operationName = hasChoice(query) ? name : undefined;
    // GraphiQL keeps in its history only what it has seen running: an answer can be too fast for it.
    const seen = new Promise((resolve) => setTimeout(resolve, 50));
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: token },
      body: JSON.stringify({ query, variables, operationName }),
    });
    await seen;
    return (await answer.json()) as SyncExecutionResult;
  }

  function listen({ query, variables }: FetcherParams, token: string): Observable<object> {
    return {
      // GraphiQL calls it with an observer, never with functions.
      subscribe: (observer: unknown) => {
        const { next, error, complete } = observer as Omit<Observer, 'acknowledged'>;
        const end = subscribe(
          { endpoint, accessToken: token, query, variables },
          {
            acknowledged: () => next({ data: null, status: 'Subscribed. Waiting for an event…' }),
            next,
            error: (reason) => error(withoutStack(reason)),
            complete,
          },
        );
        return { unsubscribe: end };
      },
    };
  }
}

/** Removes the stack: GraphiQL shows every property of an error. */
function withoutStack(error: unknown): unknown {
  if (error instanceof Error) delete error.stack;
  return error;
}

function isSubscription({ query, operationName }: FetcherParams): boolean {
  const name = hasChoice(query) ? operationName : undefined;
  const document = parsed(query);
  return document !== undefined && getOperationAST(document, name)?.operation === 'subscription';
}

/** More than one operation: then its name says which. */
const hasChoice = (query: string): boolean =>
  (parsed(query)?.definitions ?? []).filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .length > 1;

/** Undefined where it cannot be parsed: the API says what is wrong with it. */
function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query);
  } catch {
    return undefined;
  }
}
