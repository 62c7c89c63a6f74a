import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { configOf } from '../anyApi/config.js';
import { createTableAs } from '../anyApi/tables.js';
import type { AnyApi, AnyApiOptions } from '../anyApi/anyApi.js';
import { createAppSync } from '../appsync/appsync.js';
import { noticeText, SchemaError } from '../appsync/schema/errors.js';
import { type Cognito, createCognito } from '../cognito/cognito.js';
import { openHttpServer } from '../httpServer.js';
import { type Log, silentLog } from '../log.js';
import { secretKey } from '../secretKey.js';
import { serve } from '../serve.js';
import { openDynamoDB, type Table } from '../table.js';
import { authorizersOf } from './authorizers.js';
import { dataSourcesOf } from './dataSources.js';
import {
  type Deployment,
  readDeployment,
  readKeys,
  readTemplates,
  type TemplateOptions,
  type Templates,
} from './deployment.js';
import { TemplateError } from './errors.js';
import { type Overlay, readOverlay } from './overlay.js';
import { region } from './physical.js';
import { type Functions, openFunctions, startEvents } from './services.js';

export interface TemplateApiOptions
  extends TemplateOptions, Omit<AnyApiOptions, 'schema' | 'manifest'> {
  /** A manifest that adds users, keys and values. */
  readonly manifest?: string | undefined;
}

/**
 * Serves the API of CloudFormation templates, with their tables, user pool, functions and roles.
 *
 * Rejects with a `TemplateError`, an `ApiCodeError`, a `PortError`, a `TableError` or an `EngineError`,
 * whose messages say what to do, or with the signal's reason; whatever was started by then is stopped.
 */
export async function startTemplateApi(options: TemplateApiOptions): Promise<AnyApi> {
  const { dataDirectory, log = silentLog(), signal } = options;
  const templates = await readTemplates(options);
  const overlay = await readOverlay(options.manifest);
  const tokenKey = await secretKey(dataDirectory && join(dataDirectory, 'nextTokenKey'));
  const keys = readKeys(templates, (logicalId) => apiKeyOf(tokenKey, logicalId));
  const stops: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const server = await openHttpServer(options.port ?? 0, 'npm run host');
    stops.push(() => server.close());
    const holder: { functions?: Functions } = {};
    const cognito = await openPool(templates, {
      ...options,
      log,
      functionsOf: () => holder.functions!,
    });
    const adminPath = `/${randomUUID()}`;
    const dynamodb: { endpoint: string } = { endpoint: '' };
    const before = await readDeployment(templates, {});
    const table = await openTables(before, { ...options, log });
    if (table) stops.push(() => table.stop());
    dynamodb.endpoint = table?.endpoint ?? '';
    signal?.throwIfAborted();
    const deployment = await readDeployment(templates, {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `${server.url}${adminPath}`,
    });
    for (const { logicalId, text } of deployment.notServed) log.warn(`${logicalId}: ${text}`);
    const functions = (holder.functions = openFunctions(deployment, log));
    stops.push(() => functions.stop());
    const modes = authorizersOf(deployment.api, { cognito, keys, overlay, functions, log });
    const api = createApi(deployment, { ...modes, overlay, tokenKey, table, functions, log });
    stops.push(() => api.close());
    const config = configOf({ url: server.url, region, modes: modes.config, cognito });
    await serve({
      server,
      api,
      cognito,
      config,
      trouble: () => table?.trouble(),
      plugins: cognito
        ? [async (app) => void (await app.register(cognito.adminPlugin, { prefix: adminPath }))]
        : [],
      log,
    });
    if (cognito) await makeUsers(cognito, overlay, options.manifest ?? '');
    if (table) {
      const events = startEvents(deployment, { endpoint: table.endpoint, functions, log });
      stops.push(() => events.stop());
    }
    return {
      url: server.url,
      config,
      get connections() {
        return api.connections;
      },
      lost: table?.lost ?? new Promise(() => {}),
      async reload() {
        const again = await readTemplates(options);
        for (const [resource, id] of idsFor(templates, again)) again.ids.set(resource, id);
        api.swapCode((await readDeployment(again, {})).code);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As AppSync's look: the host's secret makes it, so it is the same at each start and in no other place. */
const apiKeyOf = (secret: Buffer, logicalId: string): string =>
  `da2-${createHmac('sha256', secret).update(logicalId).digest('hex').slice(0, 26)}`;

/** The host's ids of the resources of the same logical ids. */
function* idsFor(before: Templates, now: Templates) {
  for (const [index, { resources }] of before.scopes.entries()) {
    for (const [logicalId, resource] of resources) {
      const [id, same] = [before.ids.get(resource), now.scopes[index]?.resources.get(logicalId)];
      if (id !== undefined && same) yield [same, id] as const;
    }
  }
}

async function openPool(
  { userPool, ids }: Templates,
  options: { dataDirectory?: string; log: Log; functionsOf: () => Functions },
): Promise<Cognito | undefined> {
  if (!userPool) return undefined;
  const { dataDirectory, log, functionsOf } = options;
  const { settings, triggers, found, clients, otherTriggers } = userPool;
  for (const name of otherTriggers)
    log.warn(`${found.logicalId}: the trigger ${name} is not called`);
  for (const { logicalId } of clients.slice(1)) {
    log.warn(
      `${logicalId}: is served as ${clients[0]!.logicalId}: the user pool has one app client`,
    );
  }
  const call = (arn: string | undefined) =>
    arn === undefined ? undefined : (event: unknown) => functionsOf().call(arn, event);
  const cognito = await createCognito({
    dataDirectory: dataDirectory && join(dataDirectory, 'cognito'),
    settings,
    triggers: {
      preSignUp: call(triggers.preSignUp),
      postConfirmation: call(triggers.postConfirmation),
      preTokenGeneration: call(triggers.preTokenGeneration),
    },
    log,
  });
  ids.set(found.resource, cognito.userPoolId);
  for (const { resource } of clients) ids.set(resource, cognito.userPoolClientId);
  return cognito;
}

async function openTables(
  { tables }: Deployment,
  options: Pick<AnyApiOptions, 'dynamodbEndpoint' | 'engine' | 'dataDirectory' | 'signal'> & {
    readonly log: Log;
  },
): Promise<Table | undefined> {
  if (tables.length === 0) return undefined;
  const { dynamodbEndpoint, engine, dataDirectory, signal, log } = options;
  const problems: string[] = [];
  const opened = await openDynamoDB({
    region,
    endpoint: dynamodbEndpoint,
    engine,
    dataDirectory: dataDirectory && join(dataDirectory, 'dynamodb'),
    createTables: async (client) => {
      for (const { definition, timeToLiveAttribute } of tables) {
        const problem = await createTableAs(client, definition, timeToLiveAttribute);
        if (problem) problems.push(`${definition.TableName}: ${problem}`);
      }
    },
    log,
    signal,
  });
  if (problems.length === 0) return opened;
  await opened.stop();
  throw new TemplateError(problems);
}

function createApi(
  { api, schema, code, dataSources, roles, tablePolicies }: Deployment,
  parts: Pick<ReturnType<typeof authorizersOf>, 'authorizers'> & {
    readonly overlay: Overlay;
    readonly tokenKey: Buffer;
    readonly table: Table | undefined;
    readonly functions: Functions;
    readonly log: Log;
  },
) {
  const { overlay, tokenKey, table, functions, log, authorizers } = parts;
  try {
    return createAppSync({
      log,
      api: {
        schema: schema.sdl,
        schemaFile: schema.file,
        functions: code.functions,
        resolvers: code.resolvers,
        caching: Object.keys(code.caching).length > 0 ? code.caching : undefined,
        dataSources: dataSourcesOf(dataSources, {
          roles,
          tablePolicies,
          client: table?.client,
          tokenKey,
          functions,
          log,
        }),
        authorizers,
        environment: { ...api.environment, ...overlay.environment },
        introspection: api.introspection,
        queryDepthLimit: api.queryDepthLimit,
        resolverCountLimit: api.resolverCountLimit,
      },
    });
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new TemplateError(error.problems.map((problem) => noticeText(schema.file, problem)));
  }
}

async function makeUsers(cognito: Cognito, { users }: Overlay, file: string): Promise<void> {
  const problems: string[] = [];
  for (const [index, user] of users.entries()) {
    try {
      await cognito.seedUser(user);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push(`${file}: users.${index}: ${reason.trim()}`);
    }
  }
  if (problems.length > 0) throw new TemplateError(problems);
}
