import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyPluginAsync } from 'fastify';
import { authorize } from './auth/authorize.js';
import { createEngine } from './graphql/engine.js';
import { createGraphQLRoute } from './http/route.js';
import { cacheResolvers } from './pipeline/cache.js';
import { createResolveField } from './pipeline/index.js';
import type { Clock } from './realtime/clock.js';
import type { RealtimeLimits } from './realtime/limits.js';
import { createRealtime } from './realtime/server.js';
import { loadCode } from './runtime/load.js';
import type { ApiDefinition, ResolveField } from './types.js';

/** A pino logger, or what is like one. Never told a token or what people wrote. */
export interface AppSyncLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface AppSyncOptions {
  readonly api: ApiDefinition;
  readonly log: AppSyncLog;
  /** What resolvers take for the time (`util.time`, `util.autoUlid`), epoch milliseconds. */
  readonly resolverClock?: () => number;
  /** Timers of the real-time endpoint. */
  readonly realtimeClock?: Clock;
  readonly realtimeLimits?: Partial<RealtimeLimits>;
}

/** One API, served. */
export interface AppSync {
  /** `POST /graphql`. */
  readonly plugin: FastifyPluginAsync;
  /** For the HTTP server's `upgrade` event: `/graphql/realtime`. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** How many sockets are open. */
  readonly connections: number;
  /**
   * Swaps the code; what is under way ends on the code it began with. Throws an `ApiCodeError` and
   * goes on with the old code when the new one is not good.
   */
  swapCode(code: Pick<ApiDefinition, 'functions' | 'resolvers'>): void;
  /** Closes every socket. */
  close(): Promise<void>;
}

/**
 * Serves an API as AppSync would: GraphQL over HTTP, its resolvers in APPSYNC_JS, subscriptions
 * over the real-time protocol. Throws a `SchemaError` or an `ApiCodeError` for what AppSync would
 * not take.
 */
export function createAppSync({
  api,
  log,
  resolverClock,
  realtimeClock,
  realtimeLimits,
}: AppSyncOptions): AppSync {
  // CloudWatch would have them; here they stand in the host's log.
  const logger = {
    log: (message: string) => log.info({}, message),
    error: (message: string) => log.error({}, message),
  };
  const load = (code: Pick<ApiDefinition, 'functions' | 'resolvers'>): ResolveField => {
    const resolve = createResolveField({
      ...api,
      ...code,
      loadCode: (text) => loadCode(text, { now: resolverClock, logger }),
      onInternalFailure: (err, field) => log.error({ err, field }, 'a resolver failed unforeseen'),
    });
    return api.caching ? cacheResolvers(resolve, api.caching, resolverClock) : resolve;
  };
  let resolveField = load(api);

  const engine = createEngine({
    api,
    log,
    resolveField: (...call) => resolveField(...call),
    publisher: {
      publish: (event) => realtime.publisher.publish(event),
      invalidate: (field, payload) => realtime.publisher.invalidate(field, payload),
    },
  });
  const realtime = createRealtime({
    engine,
    authorize: (headers, sourceIp) => authorize(api.authorizers, headers, sourceIp),
    limits: realtimeLimits,
    clock: realtimeClock,
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
