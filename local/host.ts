import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { bundleDirectories } from '../scripts/bundle.js';
import { type ClientConfig, clientConfig, type DemoUser } from '../scripts/clientConfig.js';
import { readApiCode } from './api.js';
import type { Cognito } from './cognito/cognito.js';
import type { MfaMode } from './cognito/settings.js';
import { makeDemoUsers } from './demoUsers.js';
import type { EngineError, EngineName } from './dynamodb/index.js';
import { startExpiry } from './expiry.js';
import { openHttpServer } from './httpServer.js';
import { type Log, silentLog } from './log.js';
import { createMessagingApi, type MessagingApiOptions } from './messagingApi.js';
import { root } from './paths.js';
import type { ScheduleClock } from './schedule.js';
import { secretKey } from './secretKey.js';
import { seed } from './seed/seed.js';
import { serve } from './serve.js';
import { startSweep } from './sweep.js';
import { openTable, type Table } from './table.js';
import { openUserPool } from './userPool.js';
import { webClient } from './webClient.js';
import { startWorker } from './worker.js';

export interface HostOptions extends Pick<
  MessagingApiOptions,
  | 'resolverClock'
  | 'realtimeClock'
  | 'loseEventsAfterAck'
  | 'onRequest'
  | 'wrapDataSource'
  | 'profileCache'
  | 'messageRetentionDays'
> {
  /** On 127.0.0.1. 0, the default: a free one. */
  readonly port?: number;
  /** Where users, keys and messages are kept. Left out: in memory. */
  readonly dataDirectory?: string;
  /** A DynamoDB that is already there. Left out: one of the host's own, as a child process. */
  readonly dynamodbEndpoint?: string;
  /** Which one of its own. Left out: see `chooseEngine`. */
  readonly engine?: EngineName;
  readonly tableName?: string;
  /** Of the user pool. Left out: as `resolvers/userPool.ts` says. */
  readonly mfa?: MfaMode;
  /** How long a trigger may take, in milliseconds. Left out: as long as in Cognito. */
  readonly triggerTimeout?: number;
  /** Whether USER_PASSWORD_AUTH is taken, which the deployed client refuses. Default true. */
  readonly passwordAuth?: boolean;
  /** Make the demo users and write their conversations where they are missing. Default true. */
  readonly seed?: boolean;
  /** Drives the schedules of the worker, the sweep, and the deletion of what is past its time. */
  readonly scheduleClock?: ScheduleClock;
  readonly log?: Log;
  /** Gives up the start: what was started by then is stopped, and the signal's reason thrown. */
  readonly signal?: AbortSignal;
}

export interface Host {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** As served at `/config.json`. */
  readonly config: ClientConfig;
  readonly cognito: Cognito;
  readonly table: Table;
  /** How many real-time sockets are open. */
  readonly connections: number;
  /** Resolves when DynamoDB has ended for good, and with it what the host can serve. */
  readonly lost: Promise<EngineError>;
  /** Swaps the resolvers for what the bundles hold now; rejects and keeps the old ones when they are not good. */
  reload(): Promise<void>;
  /** Ends sockets, server and table. */
  stop(): Promise<void>;
}

const REGION = 'us-east-1';

/**
 * Starts everything: table, user pool, API, real time, web client. Resolves when `/health` answers
 * 200. Needs the bundles (scripts/bundle.ts).
 *
 * Rejects with a `PortError`, an `EngineError` or a `SeedError`, whose messages say what to
 * do; whatever was started by then is stopped.
 */
export async function startHost(options: HostOptions = {}): Promise<Host> {
  const { dataDirectory, tableName = 'direct-messages', log = silentLog(), signal } = options;
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const server = await openHttpServer(options.port ?? 0);
    stops.push(() => server.close());
    const opening = openTable({
      tableName,
      region: REGION,
      endpoint: options.dynamodbEndpoint,
      engine: options.engine,
      dataDirectory: dataDirectory && join(dataDirectory, 'dynamodb'),
      log,
      signal,
    });
    opening.catch(() => undefined); // told where it is waited for, which is later
    stops.push(() =>
      opening.then(
        (opened) => opened.stop(),
        () => undefined,
      ),
    );
    // DynamoDB takes its time to start: what does not need it is made ready meanwhile.
    const parts = { tableName, region: REGION, table: opening, log };
    const tokenKey = await secretKey(dataDirectory && join(dataDirectory, 'nextTokenKey'));
    const cognito = await openUserPool({ ...options, ...parts });
    const api = await createMessagingApi({ ...options, ...parts, cognito, tokenKey });
    stops.push(() => api.close());
    // The worker's own, and nobody else's: it is not said anywhere.
    const adminPath = `/${randomUUID()}`;
    const state: { doing?: string } = { doing: 'waiting for DynamoDB' };
    const config = opening.then(async () =>
      configOf(server.url, cognito, options.seed === false ? [] : await makeDemoUsers(cognito)),
    );
    const serving = serve({
      server,
      api,
      cognito,
      config,
      trouble: async () => state.doing ?? (await (await opening).trouble()),
      plugins: [
        webClient(join(root, 'build/client')),
        async (app) => {
          await app.register(cognito.adminPlugin, { prefix: adminPath });
        },
      ],
      log,
    });
    const [table] = await Promise.all([opening, serving, config]);
    signal?.throwIfAborted();
    const worker = await startWorker({
      table,
      tableName,
      region: REGION,
      userPool: { ...cognito, adminEndpoint: `${server.url}${adminPath}` },
      clock: options.scheduleClock,
      log,
    });
    stops.push(() => worker.stop());
    stops.push(...(await startSchedules({ ...options, table, tableName, log })));
    signal?.throwIfAborted();

    state.doing = 'writing the demo conversations';
    const seeding =
      options.seed === false ? undefined : writeDemoConversations(server.url, cognito, log, signal);
    const lost = table.lost.then((reason) => Promise.reject(reason));
    await Promise.race([seeding, lost]);
    signal?.throwIfAborted();
    delete state.doing;
    return {
      url: server.url,
      config: await config,
      cognito,
      table,
      get connections() {
        return api.connections;
      },
      lost: table.lost,
      reload: async () => api.swapCode(await readApiCode(bundleDirectories.resolvers)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What runs by a schedule beside the worker. @returns what ends each */
async function startSchedules({
  scheduleClock: clock,
  messageRetentionDays,
  ...parts
}: Pick<HostOptions, 'scheduleClock' | 'messageRetentionDays'> & {
  table: Table;
  tableName: string;
  log: Log;
}): Promise<(() => Promise<void>)[]> {
  const sweep =
    messageRetentionDays === undefined
      ? []
      : [await startSweep({ ...parts, region: REGION, messageRetentionDays, clock })];
  return [...sweep, startExpiry({ ...parts, clock })];
}

function configOf(
  baseUrl: string,
  { userPoolId, userPoolClientId }: Cognito,
  demoUsers: readonly DemoUser[],
): ClientConfig {
  return clientConfig({
    // In capitals, so that Amplify leaves it alone: it turns `http://` into `wss://`.
    endpoint: `${baseUrl.replace('http:', 'HTTP:')}/graphql`,
    region: REGION,
    userPoolId,
    userPoolClientId,
    userPoolEndpoint: `${baseUrl}/cognito`,
    demoUsers,
  });
}

async function writeDemoConversations(
  baseUrl: string,
  cognito: Cognito,
  log: Log,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { stored } = await seed({
    baseUrl,
    signal,
    accessTokenOf: ({ email }) => cognito.accessTokenOf(email),
    onProgress: ({ conversation, stored: at, total }) =>
      log.debug({ conversation, at, total }, 'writing the demo conversations'),
  });
  if (stored > 0) log.info({ messages: stored }, 'wrote the demo conversations');
}
