import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ensureTable } from '../dynamodb/index.js';
import { configOf } from '../host/apiConfig.js';
import { openTables, type ServedApi, type ServedApiOptions } from '../host/servedApi.js';
import type { Cognito } from '../cognito/cognito.js';
import { createAppSync } from '../appsync/appsync.js';
import type { Authorizer } from '../appsync/types.js';
import { noticeText, SchemaError } from '../appsync/schema/errors.js';
import { openHttpServer } from '../host/httpServer.js';
import { silentLog } from '../host/log.js';
import { secretKey } from '../host/secretKey.js';
import { serve } from '../host/serve.js';
import { type Started, startParts } from '../host/startParts.js';
import type { Table } from '../host/openDynamoDB.js';
import { authorizersOf, type LocalCredentials } from './authorizers.js';
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
import { localCredentials } from '../host/localCredentials.js';
import { readOverlay } from './overlay.js';

import type { TemplateMode } from './parts/api.js';
import { region } from './physical.js';
import { reload } from './reload.js';
import { type Functions, openFunctions, startEvents } from './services.js';
import { makeUsers, openPool } from './userPool.js';

export interface TemplateApiOptions extends TemplateOptions, ServedApiOptions {
  /** A manifest that adds users, keys and values. */
  readonly manifest?: string | undefined;
  /** The clock of resolvers, epoch milliseconds. Left out: the machine's. */
  readonly resolverClock?: (() => number) | undefined;
  /** How long a trigger of the user pool may take, in milliseconds. Left out: as long as in Cognito. */
  readonly triggerTimeout?: number | undefined;
}

/** A served API, and what is behind it. */
export interface TemplateApi extends ServedApi {
  readonly cognito: Cognito | undefined;
  /** What signs requests, where AWS_IAM is one of the modes. */
  readonly credentials: LocalCredentials | undefined;
  /** Left out: the templates have no table. */
  readonly table: Table | undefined;
}

/**
 * Serves the API of CloudFormation templates, with their tables, user pool, functions and roles.
 *
 * Rejects with a `TemplateError`, an `ApiCodeError`, a `PortError`, a `TableError` or an `EngineError`,
 * whose messages say what to do, or with the signal's reason; whatever was started by then is stopped.
 */
export const startTemplateApi = (options: TemplateApiOptions): Promise<TemplateApi> =>
  startParts(async (started, stop) => {
    const templates = await readTemplates(options);
    const services = await openServices(templates, options, started);
    const { server, table, deployment, cognito } = services;
    const { api, config } = await serveApi(services, options);
    started(() => api.close());
    const events = startEvents(deployment, { ...services, endpoint: table?.endpoint });
    started(() => events.stop());
    return {
      url: server.url,
      config,
      cognito,
      credentials: deployment.api.modes.some(isIam) ? services.credentials : undefined,
      table,
      get connections() {
        return api.connections;
      },
      lost: table?.lost ?? new Promise(() => {}),
      reload: () =>
        reload(
          { api, functions: services.functions },
          { templates, deployment },
          { ...options, log: services.log },
        ),
      stop,
    };
  });

const isIam = ({ AuthenticationType }: TemplateMode): boolean => AuthenticationType === 'AWS_IAM';

type Services = Awaited<ReturnType<typeof openServices>>;

/** What the API needs: a place to listen, user pool, tables, functions. */
async function openServices(templates: Templates, options: TemplateApiOptions, started: Started) {
  const { dataDirectory, log = silentLog(), signal } = options;
  const overlay = await readOverlay(options.manifest);
  const tokenKey = await secretKey(dataDirectory && join(dataDirectory, 'nextTokenKey'));
  const keys = readKeys(templates, (logicalId) => apiKeyOf(tokenKey, logicalId));
  const server = await openHttpServer(options.port ?? 0, 'npm run host');
  started(() => server.close());
  // The user pool's id is part of what functions and authorization are told, and its triggers are functions.
  const holder: { functions?: Functions } = {};
  const functionsOf = () => holder.functions!;
  const cognito = await openPool(templates, { ...options, log, functionsOf });
  const deployment = await readDeployment(templates);
  for (const { logicalId, text } of deployment.notServed) log.warn(`${logicalId}: ${text}`);
  const table =
    deployment.tables.length === 0
      ? undefined
      : await openTables({
          ...options,
          region,
          createTables: (client) => createTables(client, deployment.tables),
          refuse: (problems) => new TemplateError(problems),
          log,
        });
  if (table) started(() => table.stop());
  signal?.throwIfAborted();
  const adminPath = `/${randomUUID()}`;
  const functions = openFunctions(deployment, {
    environment: {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
      ...(table && { AWS_ENDPOINT_URL_DYNAMODB: table.endpoint }),
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `${server.url}${adminPath}`,
    },
    log,
  });
  holder.functions = functions;
  started(() => functions.stop());
  const credentials = credentialsOf(tokenKey);
  return {
    server,
    overlay,
    tokenKey,
    keys,
    credentials,
    cognito,
    deployment,
    table,
    adminPath,
    functions,
    log,
  };
}

/** Serves it all, and makes the users that the overlay adds. */
async function serveApi(services: Services, options: TemplateApiOptions) {
  const { server, deployment, table, cognito, adminPath, overlay, log } = services;
  const { authorizers, config: modes } = authorizersOf(deployment.api, services);
  const api = createApi(services, authorizers, options);
  const config = configOf({ url: server.url, region, modes, cognito });
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
  return { api, config };
}

/** As AppSync's look: the host's secret makes it, so it is the same at each start and in no other place. */
const apiKeyOf = (secret: Buffer, logicalId: string): string =>
  `da2-${createHmac('sha256', secret).update(logicalId).digest('hex').slice(0, 26)}`;

/** What signs requests for AWS_IAM: the host's own, the same at each start. */
const credentialsOf = (secret: Buffer): LocalCredentials => {
  const hash = createHmac('sha256', secret).update('AWS_IAM').digest();
  return {
    accessKeyId: `AKIA${hash.toString('hex').slice(0, 16).toUpperCase()}`,
    secretAccessKey: hash.toString('base64').slice(0, 40),
  };
};

/** Makes the tables. @returns a line for each that cannot be made */
async function createTables(
  client: DynamoDBClient,
  tables: Deployment['tables'],
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { definition, timeToLiveAttribute } of tables) {
    const problem = await ensureTable(client, definition, timeToLiveAttribute);
    if (problem) problems.push(`${definition.TableName}: ${problem}`);
  }
  return problems;
}

function createApi(
  services: Services,
  authorizers: readonly Authorizer[],
  { resolverClock, allowHttp = [] }: Pick<TemplateApiOptions, 'resolverClock' | 'allowHttp'>,
) {
  const { deployment, overlay, table, log } = services;
  const { api, schema, code, dataSources, roles, tablePolicies } = deployment;
  try {
    return createAppSync({
      log,
      resolverClock,
      api: {
        schema: schema.sdl,
        schemaFile: schema.file,
        functions: code.functions,
        resolvers: code.resolvers,
        caching: Object.keys(code.caching).length > 0 ? code.caching : undefined,
        dataSources: dataSourcesOf(dataSources, {
          ...services,
          allowHttp: [...allowHttp, ...overlay.allowHttp],
          httpEndpoints: overlay.httpEndpoints,
          roles,
          tablePolicies,
          client: table?.client,
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
