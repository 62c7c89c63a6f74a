import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { headerValue } from './authorize.js';
import type { AuthorizedRequest, Authorizer, Caller } from './caller.js';
import { UnauthorizedError } from './errors.js';

interface LambdaAuthorizerOptions {
  /** Calls the function. Rejects with its error. */
  readonly call: (event: unknown) => Promise<unknown>;
  readonly apiId: string;
  readonly account: string;
  /** `authorizerResultTtlInSeconds`. */
  readonly ttlSeconds: number;
  /** `identityValidationExpression`: what a token looks like. */
  readonly tokenPattern?: string | undefined;
  /** Told when the function fails. */
  readonly onError: (error: unknown) => void;
  /** Epoch milliseconds. */
  readonly clock?: () => number;
}

const response = z.object({
  isAuthorized: z.boolean(),
  resolverContext: z.record(z.string(), z.unknown()).nullish(),
  deniedFields: z.array(z.string()).nullish(),
  ttlOverride: z.number().nullish(),
});

/** The most tokens whose answers are kept. */
const CACHE = 1_000;

/**
 * AWS_LAMBDA mode (developer guide, security-authz, "AWS_LAMBDA authorization"): a function decides by the
 * `Authorization` header, and may name fields that the caller does not see. Its answers are kept for as
 * long as it or the API says, by token.
 *
 * `requestContext` has no query for the handshake of a socket; what AppSync sends there is not known. A
 * function that fails, or answers something else, refuses the caller.
 */
export function lambdaAuthorizer(options: LambdaAuthorizerOptions): Authorizer {
  const { call, apiId, account, ttlSeconds, tokenPattern, onError, clock = Date.now } = options;
  const pattern = tokenPattern === undefined ? undefined : new RegExp(tokenPattern);
  const cache = new Map<string, { readonly caller: Caller; readonly until: number }>();

  const ask = async (token: string, { body }: AuthorizedRequest, headers: unknown) => {
    const event = {
      authorizationToken: token,
      requestContext: { apiId, accountId: account, requestId: randomUUID(), ...asked(body) },
      requestHeaders: headers,
    };
    const answer = await call(event).catch((error: unknown) => {
      onError(error);
      throw new UnauthorizedError();
    });
    const { success, data } = response.safeParse(answer);
    if (!success || !data.isAuthorized) throw new UnauthorizedError();
    const caller: Caller = {
      authType: 'Lambda Authorization',
      identity: { resolverContext: data.resolverContext ?? {} },
      expiresAt: Infinity,
      deniedFields: (data.deniedFields ?? []).map(fieldOf),
    };
    const seconds = data.ttlOverride ?? ttlSeconds;
    if (seconds > 0) {
      if (cache.size >= CACHE) cache.delete(cache.keys().next().value!);
      cache.set(token, { caller, until: clock() + seconds * 1_000 });
    }
    return caller;
  };
  return {
    authType: 'Lambda Authorization',
    async authorize(headers) {
      const token = headerValue(headers, 'authorization');
      if (!token) return undefined;
      if (pattern && !pattern.test(token)) throw new UnauthorizedError();
      const known = cache.get(token);
      if (known && known.until > clock()) return known.caller;
      cache.delete(token);
      return { confirm: (request) => ask(token, request, headers) };
    },
  };
}

/** `requestContext` of a request: its document and variables. */
function asked(body: string) {
  let request: { query?: unknown; operationName?: unknown; variables?: unknown } = {};
  try {
    request = (JSON.parse(body) ?? {}) as typeof request;
  } catch {
    // Not a GraphQL request: it is refused for that once the caller is known.
  }
  const { query = '', operationName, variables = {} } = request;
  return { queryString: query, ...(operationName ? { operationName } : {}), variables };
}

/** `Type.field` of `Type.field` or of `arn:…:apis/<id>/types/<Type>/fields/<field>`. */
const fieldOf = (name: string): string =>
  name.replace(/^arn:.*\/types\/([^/]+)\/fields\/([^/]+)$/, '$1.$2');
