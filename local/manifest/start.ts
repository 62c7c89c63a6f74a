import { join, resolve } from 'node:path';
import { openHttpServer } from '../host/httpServer.js';
import { silentLog } from '../host/log.js';
import { secretKey } from '../host/secretKey.js';
import { serve } from '../host/serve.js';
import { type Started, startParts } from '../host/startParts.js';
import type { SchemaSource, ServedApi, ServedApiOptions } from '../public.js';
import { configOf } from '../host/apiConfig.js';
import { createApi } from './createApi.js';
import { SourceError } from './errors.js';
import type { Manifest } from './manifest.js';
import { readCode } from './readCode.js';
import { placeOf, readManifest, readText } from './readManifest.js';
import { definitionOf, startTables } from './tables.js';
import { isUserPool, openUserPool } from './userPool.js';

const REGION = 'us-east-1';

/**
 * Serves an API by its schema and manifest:
 *
 * Rejects with a `SourceError`, an `ApiCodeError`, a `PortError`, a `TableError` or an
 * `EngineError`, whose messages say what to do, or with the signal's reason; whatever was
 * started by then is stopped.
 */
export async function startManifestApi(
  options: SchemaSource & ServedApiOptions,
): Promise<ServedApi> {
  const files = { schema: resolve(options.schema), manifest: resolve(options.manifest) };
  const [sdl, text, manifest] = await Promise.all([
    readText(files.schema),
    readText(files.manifest),
    readManifest(files.manifest),
  ]);
  const code = await readCode(files.manifest, manifest);
  return startParts(async (started, stop) => {
    const parts = await openParts({ ...options, files, sdl, manifest, code }, started);
    const { server, dynamodb, api, config } = parts;
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
          throw new SourceError([`${path}: has changed; start again for it to count`]);
        }
        api.swapCode(await readCode(files.manifest, manifest));
      },
      stop,
    };
  });
}

/** Opens what answers requests, and serves it. */
async function openParts(
  options: ServedApiOptions & {
    readonly files: { readonly schema: string; readonly manifest: string };
    readonly sdl: string;
    readonly manifest: Manifest;
    readonly code: Awaited<ReturnType<typeof readCode>>;
  },
  started: Started,
) {
  const { dataDirectory, log = silentLog(), signal, files, manifest } = options;
  const server = await openHttpServer(options.port ?? 0);
  started(() => server.close());
  const dynamodb = await startTables(
    Object.entries(manifest.tables).map(([name, table]) => ({
      definition: definitionOf(name, table),
      timeToLiveAttribute: table.timeToLiveAttribute,
    })),
    (name) => `${files.manifest}: ${placeOf(['tables', name])}`,
    { ...options, region: REGION, log },
    started,
  );
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
  const allowHttp = [...(options.allowHttp ?? []), ...manifest.allowHttp];
  const shared = { ...options, allowHttp, region: REGION, dynamodb, tokenKey, cognito, log };
  const api = createApi({ ...shared, schemaFile: files.schema });
  started(() => api.close());
  const modes = manifest.authentication;
  const config = configOf({ url: server.url, region: REGION, modes, cognito });
  await serve({ server, api, cognito, config, trouble: () => dynamodb?.trouble(), log });
  return { server, dynamodb, api, config };
}
