import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { type AppSync, createAppSync } from '../appsync/appsync.js';
import { apiKeyAuthorizer } from '../appsync/auth/apiKey.js';
import { userPoolAuthorizer } from '../appsync/auth/userPool.js';
import { createDynamoDBDataSource, createNoneDataSource } from '../appsync/datasources/index.js';
import { SchemaError } from '../appsync/graphql/errors.js';
import type { Authorizer, DataSource } from '../appsync/types.js';
import type { Cognito } from '../cognito/cognito.js';
import { openHttpServer } from '../httpServer.js';
import { type Log, silentLog } from '../log.js';
import { serve } from '../serve.js';
import { openDynamoDB, type Table } from '../table.js';
import { type AnyApiConfig, configOf } from './config.js';
import { ManifestError } from './errors.js';
import type { Manifest } from './manifest.js';
import { readCode } from './readCode.js';
import { readManifest, readText } from './readManifest.js';
import { createTables } from './tables.js';
import { openUserPool, type UserPoolMode } from './userPool.js';

export interface AnyApiOptions {
  /** File with the SDL. */
  readonly schema: string;
  /** File with the manifest, see docs/host.md. */
  readonly manifest: string;
  /** On 127.0.0.1. 0, the default: a free one. */
  readonly port?: number;
  /** Where tables, users and keys are kept. Left out: in memory. */
  readonly dataDirectory?: string;
  /** A DynamoDB that is already there. Left out: DynamoDB Local, where there are tables. */
  readonly dynamodbEndpoint?: string;
  readonly log?: Log;
}

export interface AnyApi {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** As served at `/config.json`. */
  readonly config: AnyApiConfig;
  readonly connections: number;
  /**
   * Swaps the code for what the files hold now. Rejects, and goes on with the old code, when the
   * new one is not good, or when schema or manifest have changed: that takes a new start.
   */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

export const REGION = 'us-east-1';

/**
 * Serves an API by its schema and manifest: the AppSync host behind another door.
 *
 * Rejects with a `ManifestError`, an `ApiCodeError`, a `PortError` or a `DynamoDBLocalError`, whose
 * messages say what to do; whatever was started by then is stopped.
 */
export async function startAnyApi(options: AnyApiOptions): Promise<AnyApi> {
  const { dataDirectory, dynamodbEndpoint, log = silentLog() } = options;
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
    const server = await openHttpServer(options.port ?? 0);
    stops.push(() => server.close());
    const dynamodb =
      Object.keys(manifest.tables).length > 0
        ? await openDynamoDB({
            region: REGION,
            endpoint: dynamodbEndpoint,
            dataDirectory: dataDirectory && join(dataDirectory, 'dynamodb'),
            createTables: (client) => createTables(files.manifest, manifest, client),
            log,
          })
        : undefined;
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
    const api = createApi({ files, sdl, manifest, code, dynamodb, cognito, log });
    stops.push(() => api.close());
    const config = configOf({ url: server.url, region: REGION, manifest, cognito });
    await serve({ server, api, cognito, config, log });
    return {
      url: server.url,
      config,
      get connections() {
        return api.connections;
      },
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

const isUserPool = (mode: Manifest['authentication'][number]): mode is UserPoolMode =>
  mode.authenticationType === 'AMAZON_COGNITO_USER_POOLS';

interface ApiParts {
  readonly files: { readonly schema: string };
  readonly sdl: string;
  readonly manifest: Manifest;
  readonly code: Awaited<ReturnType<typeof readCode>>;
  readonly dynamodb: Table | undefined;
  readonly cognito: Cognito | undefined;
  readonly log: Log;
}

function createApi({ files, sdl, manifest, code, dynamodb, cognito, log }: ApiParts): AppSync {
  const { environment, introspectionConfig, queryDepthLimit, resolverCountLimit } = manifest;
  try {
    return createAppSync({
      log,
      api: {
        ...code,
        schema: sdl,
        dataSources: dataSourcesOf(manifest, dynamodb),
        authorizers: manifest.authentication.map((mode) => authorizerOf(mode, cognito)),
        environment,
        introspection: introspectionConfig === 'ENABLED',
        queryDepthLimit,
        resolverCountLimit,
      },
    });
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new ManifestError([`${files.schema}: ${error.message}`]);
  }
}

function dataSourcesOf({ dataSources }: Manifest, dynamodb: Table | undefined) {
  const tokenKey = randomBytes(32);
  const made: Record<string, DataSource> = {};
  for (const [name, source] of Object.entries(dataSources)) {
    made[name] =
      source.type === 'NONE'
        ? createNoneDataSource()
        : createDynamoDBDataSource({
            client: dynamodb!.client,
            region: REGION,
            tokenKey,
            ...source,
          });
  }
  return made;
}

function authorizerOf(
  mode: Manifest['authentication'][number],
  cognito: Cognito | undefined,
): Authorizer {
  if (!isUserPool(mode)) {
    return apiKeyAuthorizer({
      keys: mode.apiKeys.map(({ id, expires }) => ({
        id,
        expiresAt: expires === undefined ? Infinity : Date.parse(expires),
      })),
    });
  }
  return userPoolAuthorizer({
    issuer: cognito!.issuer,
    jwks: cognito!.publicJwks,
    clientIds: [cognito!.userPoolClientId],
    tokenUse: ['access', 'id'],
    defaultAction: mode.defaultAction,
  });
}
