import { join, resolve } from 'node:path';
import { openHttpServer } from '../host/httpServer.js';
import { silentLog } from '../host/log.js';
import { secretKey } from '../host/secretKey.js';
import { serve } from '../host/serve.js';
import { type Started, startParts } from '../host/startParts.js';
import type { SchemaSource, ServedApi, ServedApiOptions } from '../public.js';
import { configOf } from '../host/apiConfig.js';
import { type ApiSource, createApi } from './createApi.js';
import { SourceError } from './errors.js';
import { readCode } from './readCode.js';
import { placeOf, readManifest, readText } from './readManifest.js';
import { definitionOf, startTables } from './tables.js';
import { openUserPool } from './userPool.js';

const REGION = 'us-east-1';

/**
 * Serves an API by its schema and manifest.
 *
 * Rejects with a `SourceError`, an `ApiCodeError`, a `PortError`, a `TableError` or an
 * `EngineError`, whose messages say what to do, or with the signal's reason; whatever was
 * started by then is stopped.
 */
export async function startManifestApi(
  options: SchemaSource & ServedApiOptions,
): Promise<ServedApi> {
  const [schemaFile, path] = [resolve(options.schema), resolve(options.manifest)];
  const [sdl, text] = await Promise.all([readText(schemaFile), readText(path)]);
  const manifest = readManifest(path, text);
  const source = { schemaFile, sdl, path, manifest, code: await readCode(path, manifest) };
  return startParts(async (started, stop) => {
    const { server, dynamodb, api, config } = await openParts({ ...options, ...source }, started);
    return {
      url: server.url,
      config,
      get connections() {
        return api.connections;
      },
      lost: dynamodb?.lost ?? new Promise(() => {}),
      async reload() {
        for (const [file, before] of [[schemaFile, sdl] as const, [path, text] as const]) {
          if ((await readText(file)) === before) continue;
          throw new SourceError([`${file}: has changed; start again for it to count`]);
        }
        api.swapCode(await readCode(path, manifest));
      },
      stop,
    };
  });
}

/** Opens what answers requests, and serves it. */
async function openParts(
  options: ServedApiOptions & ApiSource & { readonly path: string },
  started: Started,
) {
  const { dataDirectory, log = silentLog(), signal, path, manifest } = options;
  const server = await openHttpServer(options.port ?? 0);
  started(() => server.close());
  const dynamodb = await startTables(
    Object.entries(manifest.tables).map(([name, table]) => ({
      definition: definitionOf(name, table),
      timeToLiveAttribute: table.timeToLiveAttribute,
    })),
    (name) => `${path}: ${placeOf(['tables', name])}`,
    { ...options, region: REGION, log },
    started,
  );
  const cognito = await openUserPool({ path, manifest, dataDirectory, log });
  const tokenKey = await secretKey(dataDirectory && join(dataDirectory, 'nextTokenKey'));
  signal?.throwIfAborted();
  const allowHttp = [...(options.allowHttp ?? []), ...manifest.allowHttp];
  const parts = { allowHttp, region: REGION, dynamodb, tokenKey, cognito, log };
  const api = createApi({ ...options, ...parts });
  started(() => api.close());
  const modes = manifest.authentication;
  const config = configOf({ url: server.url, region: REGION, modes, cognito });
  await serve({ server, api, cognito, config, trouble: () => dynamodb?.trouble(), log });
  return { server, dynamodb, api, config };
}
