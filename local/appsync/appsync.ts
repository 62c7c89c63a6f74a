import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyPluginAsync } from 'fastify';
import { authorize, confirmed } from './auth/authorize.js';
import { createEngine } from './graphql/engine.js';
import { createGraphQLRoute } from './http/route.js';
import { cacheResolvers } from './pipeline/cache.js';
import { createResolveField } from './pipeline/index.js';
import type { Clock } from './realtime/clock.js';
import type { RealtimeLimits } from './realtime/limits.js';
import { createSubscriptionRegistry } from './realtime/registry.js';
import { createRealtime } from './realtime/server.js';
import { loadCode } from './runtime/load.js';
import type { ScriptStore } from './runtime/scriptStore.js';
import { noticeText } from './schema/errors.js';
import type { ApiDefinition, ResolveField } from './types.js';

/** A pino logger or a similar one. It never gets a token or the text of a message. */
interface AppSyncLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface AppSyncOptions {
  readonly api: ApiDefinition;
  readonly log: AppSyncLog;
  /** The clock of resolvers (`util.time`, `util.autoUlid`), epoch milliseconds. */
  readonly resolverClock?: () => number;
  /** Scripts of code that was checked before. If left out, all code is checked. */
  readonly scripts?: ScriptStore;
  /** Timers of the real-time endpoint. */
  readonly realtimeClock?: Clock;
  readonly realtimeLimits?: Partial<RealtimeLimits>;
  /** For tests of clients: see `RealtimeOptions`. */
  readonly loseEventsAfterAck?: number;
}

/** A served API. */
export interface AppSync {
  /** `POST /graphql`. */
  readonly plugin: FastifyPluginAsync;
  /** For the HTTP server's `upgrade` event: `/graphql/realtime`. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The number of open sockets. */
  readonly connections: number;
  /**
   * Swaps the code. Requests in progress end with the code that they began with. Throws an
   * `ApiCodeError` and keeps the old code when AppSync would refuse the new one.
   */
  swapCode(code: Pick<ApiDefinition, 'functions' | 'resolvers'>): void;
  /** Closes every socket. */
  close(): Promise<void>;
}

/**
 * Serves an API as AppSync would: GraphQL over HTTP, its resolvers in APPSYNC_JS, subscriptions
 * over the real-time protocol. Throws a `SchemaError` or an `ApiCodeError` for an API that AppSync
 * would refuse.
 */
export function createAppSync({
  api,
  log,
  resolverClock,
  scripts,
  realtimeClock,
  realtimeLimits,
  loseEventsAfterAck,
}: AppSyncOptions): AppSync {
  // On AppSync these lines go to CloudWatch.
  const logger = {
    log: (message: string) => log.info({}, message),
    warn: (message: string) => log.warn({}, message),
    error: (message: string) => log.error({}, message),
  };
  const load = (code: Pick<ApiDefinition, 'functions' | 'resolvers'>): ResolveField => {
    const resolve = createResolveField({
      ...api,
      ...code,
      loadCode: (text) => loadCode(text, { now: resolverClock, logger, scripts }),
      onInternalFailure: (err, field) =>
        log.error({ err, field }, 'a resolver failed with an unexpected error'),
    });
    return api.caching ? cacheResolvers(resolve, api.caching, resolverClock) : resolve;
  };
  let resolveField = load(api);

  const registry = createSubscriptionRegistry({ limits: realtimeLimits, log });
  const engine = createEngine({
    api,
    log,
    resolveField: (...call) => resolveField(...call),
    publisher: registry.publisher,
  });
  for (const warning of engine.warnings) {
    log.warn({}, noticeText(api.schemaFile ?? 'schema', warning));
  }
  const realtime = createRealtime({
    engine,
    registry,
    authorize: async (headers, sourceIp, request) =>
      confirmed(await authorize(api.authorizers, headers, sourceIp), request),
    limits: realtimeLimits,
    clock: realtimeClock,
    loseEventsAfterAck,
    log,
  });

  return {
    plugin: createGraphQLRoute({ engine, authorizers: api.authorizers, log }),
    handleUpgrade: (request, socket, head) => realtime.handleUpgrade(request, socket, head),
    get connections() {
      return realtime.connections;
    },
    swapCode(code) {
      resolveField = load(code);
    },
    close: () => realtime.close(),
  };
}
