import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { bundleDirectories } from '../../lib/bundle.js';
import { type ClientConfig, clientConfig, type DemoUser } from '../../lib/clientConfig.js';
import { readApiCode } from './apiCode.js';
import type { Cognito } from '../cognito/cognito.js';
import { demoMark } from './demoMark.js';
import { findDemoUsers, makeDemoUsers } from './demoUsers.js';
import { startExpiry } from './expiry.js';
import { amplifyEndpoint } from '../host/apiConfig.js';
import { openHttpServer } from '../host/httpServer.js';
import { type Log, silentLog } from '../host/log.js';
import { createMessagingApi, type MessagingApiOptions } from './api.js';
import { root } from '../../lib/root.js';
import type { ScheduleClock } from '../host/schedule.js';
import type { ServedApi, ServedApiOptions } from '../public.js';
import { secretKey } from '../host/secretKey.js';
import { seed } from './seed/seed.js';
import { serve } from '../host/serve.js';
import { type Started, startParts } from '../host/startParts.js';
import { startSweep } from './sweep.js';
import type { Table } from '../host/openDynamoDB.js';
import { openTable } from './table.js';
import { openUserPool, type UserPoolOptions } from './userPool.js';
import { webClient } from './webClient.js';
import { startWorker } from './worker.js';

export interface HostOptions
  extends
    Pick<
      ServedApiOptions,
      'port' | 'dataDirectory' | 'dynamodbEndpoint' | 'engine' | 'log' | 'signal'
    >,
    Pick<UserPoolOptions, 'mfa' | 'triggerTimeout' | 'passwordAuth'>,
    Pick<
      MessagingApiOptions,
      | 'resolverClock'
      | 'scripts'
      | 'realtimeClock'
      | 'loseEventsAfterAck'
      | 'onRequest'
      | 'wrapDataSource'
      | 'profileCache'
      | 'messageRetentionDays'
    > {
  readonly tableName?: string;
  /** Whether to make the missing demo users and write their conversations. Default true. */
  readonly seed?: boolean;
  /** The clock of the worker, the sweep and the deletion of expired items. */
  readonly scheduleClock?: ScheduleClock;
}

export interface Host extends Pick<ServedApi, 'url' | 'connections' | 'lost' | 'reload' | 'stop'> {
  /** As served at `/config.json`. */
  readonly config: ClientConfig;
  readonly cognito: Cognito;
  readonly table: Table;
}

const REGION = 'us-east-1';
const TABLE_NAME = 'direct-messages';

/**
 * Starts everything: table, user pool, API, real time, web client. Resolves when `/health` answers
 * 200. Needs the bundles (lib/bundle.ts).
 * Rejects with a `PortError`, an `EngineError` or a `SeedError`, whose messages say what to do.
 * What was started until then is stopped.
 */
export const startHost = (options: HostOptions = {}): Promise<Host> =>
  startParts(async (started, stop) => {
    const { log = silentLog(), signal } = options;
    const parts = await openParts({ ...options, log }, started);
    const { server, cognito, table, api, config, demo, state } = parts;
    startBackground(options, parts, log, started);
    signal?.throwIfAborted();
    if (demo && !demo.isComplete) {
      state.doing = 'writing the demo conversations';
      const lost = table.lost.then((reason) => Promise.reject(reason));
      await Promise.race([writeDemoConversations(server.url, cognito, log, signal), lost]);
      demo.complete();
    }
    signal?.throwIfAborted();
    delete state.doing;
    return {
      url: server.url,
      config,
      cognito,
      table,
      get connections() {
        return api.connections;
      },
      lost: table.lost,
      reload: async () => api.swapCode(await readApiCode(bundleDirectories.resolvers)),
      stop,
    };
  });

/**
 * Opens everything that answers requests. The parts that need no DynamoDB are prepared while it
 * starts.
 */
async function openParts(options: HostOptions & { readonly log: Log }, started: Started) {
  const { dataDirectory, tableName = TABLE_NAME, log, signal } = options;
  const server = await openHttpServer(options.port ?? 0);
  started(() => server.close());
  const opening = openTable({
    tableName,
    region: REGION,
    endpoint: options.dynamodbEndpoint,
    engine: options.engine,
    dataDirectory: dataDirectory && join(dataDirectory, 'dynamodb'),
    log,
    signal,
  });
  started(() =>
    opening.then(
      (opened) => opened.stop(),
      () => undefined,
    ),
  );
  opening.catch(() => undefined); // the `await` below throws it
  const shared = { ...options, tableName, region: REGION, table: opening, log };
  const tokenKey = await secretKey(dataDirectory && join(dataDirectory, 'nextTokenKey'));
  const cognito = await openUserPool(shared);
  const api = await createMessagingApi({ ...shared, cognito, tokenKey });
  started(() => api.close());
  const state: { doing?: string } = { doing: 'waiting for DynamoDB' };
  const making = opening.then(async () =>
    options.seed === false ? undefined : await makeDemo(options, cognito, tableName),
  );
  const configuring = making.then((demo) => configOf(server.url, cognito, demo?.users ?? []));
  // A secret path for the worker. It is not kept or logged.
  const adminPath = `/${randomUUID()}`;
  const serving = serve({
    server,
    api,
    cognito,
    config: configuring,
    trouble: async () => state.doing ?? (await (await opening).trouble()),
    plugins: [
      webClient(join(root, 'build/client')),
      async (app) => {
        await app.register(cognito.adminPlugin, { prefix: adminPath });
      },
    ],
    log,
  });
  const [table, , demo, config] = await Promise.all([opening, serving, making, configuring]);
  signal?.throwIfAborted();
  return { server, cognito, table, api, config, demo, state, adminPath, tableName };
}

/** The demo users, and the mark of their conversations. Only the host's own engine has a mark. */
async function makeDemo(
  { dynamodbEndpoint, dataDirectory }: HostOptions,
  cognito: Cognito,
  tableName: string,
) {
  const own = dynamodbEndpoint === undefined ? dataDirectory : undefined;
  const { userPoolId } = cognito;
  const mark = demoMark(own && join(own, 'dynamodb'), { tableName, userPoolId });
  const found = mark.isComplete ? findDemoUsers(cognito) : undefined;
  return {
    users: found ?? (await makeDemoUsers(cognito)),
    isComplete: found !== undefined,
    complete: mark.complete,
  };
}

/** Starts the background work: the worker, the sweep, the deletion of expired items. */
function startBackground(
  { scheduleClock: clock, messageRetentionDays }: HostOptions,
  { server, cognito, table, tableName, adminPath }: Awaited<ReturnType<typeof openParts>>,
  log: Log,
  started: Started,
): void {
  const shared = { table, tableName, region: REGION, clock, log };
  const worker = startWorker({
    ...shared,
    userPool: { ...cognito, adminEndpoint: `${server.url}${adminPath}` },
  });
  started(() => worker.stop());
  if (messageRetentionDays !== undefined) {
    started(startSweep({ ...shared, messageRetentionDays }));
  }
  started(startExpiry(shared));
}

function configOf(
  baseUrl: string,
  { userPoolId, userPoolClientId }: Cognito,
  demoUsers: readonly DemoUser[],
): ClientConfig {
  return clientConfig({
    endpoint: amplifyEndpoint(baseUrl),
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
