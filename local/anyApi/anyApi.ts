import { join, resolve } from 'node:path';
import type { Target } from '../appsync/datasources/index.js';
import type { EngineError, EngineName } from '../dynamodb/index.js';
import { openHttpServer } from '../httpServer.js';
import { type Log, silentLog } from '../log.js';
import { secretKey } from '../secretKey.js';
import { serve } from '../serve.js';
import { openDynamoDB, type Table } from '../table.js';
import { type AnyApiConfig, configOf } from './config.js';
import { createApi } from './createApi.js';
import { ManifestError } from './errors.js';
import type { Manifest } from './manifest.js';
import { readCode } from './readCode.js';
import { readManifest, readText } from './readManifest.js';
import { createTables } from './tables.js';
import { isUserPool, openUserPool } from './userPool.js';

export interface AnyApiOptions {
  /** File with the SDL. */
  readonly schema: string;
  /** File with the manifest, see docs/host.md. */
  readonly manifest: string;
  /** On 127.0.0.1. 0, the default: a free one. */
  readonly port?: number;
  /** Where tables, users and keys are kept. Left out: in memory. */
  readonly dataDirectory?: string;
  /** A DynamoDB that is already there. Left out: one of the host's own, where there are tables. */
  readonly dynamodbEndpoint?: string;
  /** Which one of its own. Left out: see `chooseEngine`. */
  readonly engine?: EngineName;
  /** What HTTP data sources may call. Left out: nothing. */
  readonly allowHttp?: readonly Target[];
  readonly log?: Log;
  /** Ends the start. */
  readonly signal?: AbortSignal;
}

export interface AnyApi {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** As served at `/config.json`. */
  readonly config: AnyApiConfig;
  readonly connections: number;
  /** Resolves when DynamoDB has ended for good, and with it what the host can serve. */
  readonly lost: Promise<EngineError>;
  /**
   * Swaps the code for what the files hold now. Rejects, and goes on with the old code, when the
   * new one is not good, or when schema or manifest have changed: that takes a new start.
   */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

const REGION = 'us-east-1';

/**
 * Serves an API by its schema and manifest: the AppSync host behind another door.
 *
 * Rejects with a `ManifestError`, an `ApiCodeError`, a `PortError`, a `TableError` or an
 * `EngineError`, whose messages say what to do, or with the signal's reason; whatever was
 * started by then is stopped.
 */
export async function startAnyApi(options: AnyApiOptions): Promise<AnyApi> {
  const { dataDirectory, log = silentLog(), signal } = options;
  const files = { schema: resolve(options.schema), manifest: resolve(options.manifest) };
  const [sdl, text, manifest] = await Promise.all([
    readText(files.schema),
    readText(files.manifest),
    readManifest(files.manifest),
  ]);
  const code = await readCode(files.manifest, manifest);
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const server = await openHttpServer(options.port ?? 0, 'npm run host');
    stops.push(() => server.close());
    const dynamodb = await openTables({ ...options, path: files.manifest, manifest, log });
    if (dynamodb) stops.push(() => dynamodb.stop());
    const mode = manifest.authentication.find(isUserPool);
    const cognito =
      mode &&
      (await openUserPool({
        path: files.manifest,
        manifest,
        mode,
        dataDirectory: dataDirectory && join(dataDirectory, 'cognito'),
        log,
      }));
    const tokenKey = await secretKey(dataDirectory && join(dataDirectory, 'nextTokenKey'));
    signal?.throwIfAborted();
    const api = createApi({
      schemaFile: files.schema,
      sdl,
      region: REGION,
      manifest,
      allowHttp: [...(options.allowHttp ?? []), ...manifest.allowHttp],
      code,
      dynamodb,
      tokenKey,
      cognito,
      log,
    });
    stops.push(() => api.close());
    const config = configOf({
      url: server.url,
      region: REGION,
      modes: manifest.authentication,
      cognito,
    });
    await serve({ server, api, cognito, config, trouble: () => dynamodb?.trouble(), log });
    return {
      url: server.url,
      config,
      get connections() {
        return api.connections;
      },
      lost: dynamodb?.lost ?? new Promise(() => {}),
      async reload() {
        for (const [path, before] of [
          [files.schema, sdl],
          [files.manifest, text],
        ] as const) {
          if ((await readText(path)) === before) continue;
          throw new ManifestError([`${path}: has changed; start again for it to count`]);
        }
        api.swapCode(await readCode(files.manifest, manifest));
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The manifest's tables; undefined where it has none. */
async function openTables(
  options: Pick<AnyApiOptions, 'dynamodbEndpoint' | 'engine' | 'dataDirectory' | 'signal'> & {
    readonly path: string;
    readonly manifest: Manifest;
    readonly log: Log;
  },
): Promise<Table | undefined> {
  const { path, manifest, dynamodbEndpoint, engine, dataDirectory, signal, log } = options;
  if (Object.keys(manifest.tables).length === 0) return undefined;
  let problems: string[] = [];
  const dynamodb = await openDynamoDB({
    region: REGION,
    endpoint: dynamodbEndpoint,
    engine,
    dataDirectory: dataDirectory && join(dataDirectory, 'dynamodb'),
    createTables: async (client) => {
      problems = await createTables(path, manifest, client);
    },
    log,
    signal,
  });
  if (problems.length === 0) return dynamodb;
  await dynamodb.stop();
  throw new ManifestError(problems);
}
