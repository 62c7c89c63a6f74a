import { join } from 'node:path';
import { configOf } from '../host/apiConfig.js';
import type { ServedApi, ServedApiOptions, TemplateSource } from '../public.js';
import type { Cognito } from '../cognito/cognito.js';
import type { Authorizer } from '../appsync/types.js';
import { openHttpServer } from '../host/httpServer.js';
import { silentLog } from '../host/log.js';
import { secretKey } from '../host/secretKey.js';
import { serve } from '../host/serve.js';
import { type Started, startParts } from '../host/startParts.js';
import type { Table } from '../host/openDynamoDB.js';
import { authorizersOf } from './authorizers.js';
import { type NamedSigner, rolesOfCallers, signersOf } from './callers.js';
import { apiKeyOf } from './credentials.js';
import { dataSourcesOf } from './dataSources.js';
import { readDeployment, readKeys, readTemplates, type Templates } from './deployment.js';
import { doorsOf, doorVariables } from './doors.js';
import { createSourceApi } from '../manifest/createApi.js';
import { startTables } from '../manifest/tables.js';
import { seedUsers } from '../manifest/userPool.js';
import { refuseUnreadable, speakersOf } from './functionRoles.js';
import { type Overlay, readOverlay } from './overlay.js';
import type { TemplateMode } from './parts/api.js';
import { region } from './physical.js';
import { reload } from './reload.js';
import { type Functions, openFunctions, startEvents } from './services.js';
import { openPool } from './userPool.js';

export interface TemplateApiOptions extends TemplateSource, ServedApiOptions {
  /** The clock of resolvers, epoch milliseconds. Left out: the machine's. */
  readonly resolverClock?: (() => number) | undefined;
  /** How long a trigger of the user pool may take, in milliseconds. Left out: as long as in Cognito. */
  readonly triggerTimeout?: number | undefined;
}

/** A served API, and what is behind it. */
export interface TemplateApi extends ServedApi {
  readonly cognito: Cognito | undefined;
  readonly callers: NonNullable<ServedApi['callers']>;
  /** Left out: the templates have no table. */
  readonly table: Table | undefined;
}

/**
 * Serves the API of CloudFormation templates, with their tables, user pool, functions and roles.
 *
 * Rejects with a `SourceError`, an `ApiCodeError`, a `PortError`, a `TableError` or an `EngineError`,
 * whose messages say what to do, or with the signal's reason; whatever was started by then is stopped.
 */
export const startTemplateApi = (options: TemplateApiOptions): Promise<TemplateApi> =>
  startParts(async (started, stop) => {
    const overlay = await readOverlay(options.manifest);
    const callerRoles = rolesOfCallers(overlay);
    const templates = await readTemplates({ ...options, callerRoles });
    const services = await openServices(templates, overlay, options, started);
    const { server, table, deployment, cognito } = services;
    const { api, config } = await serveApi(services, options);
    started(() => api.close());
    const events = startEvents(deployment, { ...services, endpoint: table?.endpoint });
    started(() => events.stop());
    return {
      url: server.url,
      config,
      cognito,
      ...callersOf(deployment.api.modes, services.signers),
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

/** What each caller signs with, where AWS_IAM is one of the modes. */
function callersOf(modes: readonly TemplateMode[], [own, ...others]: readonly NamedSigner[]) {
  const isIam = modes.some(({ AuthenticationType }) => AuthenticationType === 'AWS_IAM');
  return {
    credentials: isIam ? own!.credentials : undefined,
    callers: Object.fromEntries(
      (isIam ? others : []).map(({ name, credentials }) => [name, credentials]),
    ),
  };
}

type Services = Awaited<ReturnType<typeof openServices>>;

/** What the API needs: a place to listen, user pool, tables, functions. */
async function openServices(
  templates: Templates,
  overlay: Overlay,
  options: TemplateApiOptions,
  started: Started,
) {
  const { dataDirectory, log = silentLog(), signal } = options;
  const tokenKey = await secretKey(dataDirectory && join(dataDirectory, 'nextTokenKey'));
  const keys = readKeys(templates, (logicalId) => apiKeyOf(tokenKey, logicalId));
  const server = await openHttpServer(options.port ?? 0);
  started(() => server.close());
  // Functions and authorization need the user pool's id, and its triggers are functions.
  const holder: { functions?: Functions } = {};
  const functionsOf = () => holder.functions!;
  const cognito = await openPool(templates, { ...options, log, functionsOf });
  const deployment = await readDeployment(templates);
  for (const { logicalId, text } of deployment.notServed) log.warn(`${logicalId}: ${text}`);
  const speakers = speakersOf(deployment, log);
  refuseUnreadable(deployment, speakers);
  const { api, roles } = deployment;
  const signers = signersOf({ overlay, apiId: api.id, secret: tokenKey, roles, log });
  const table = await startTables(
    deployment.tables,
    (name) => name,
    { ...options, region, log },
    started,
  );
  signal?.throwIfAborted();
  const environment = doorVariables(server.url, table);
  const functions = openFunctions(deployment, { environment, speakers, log });
  holder.functions = functions;
  started(() => functions.stop());
  return {
    server,
    overlay,
    tokenKey,
    keys,
    signers,
    speakers,
    cognito,
    deployment,
    table,
    functions,
    log,
  };
}

/** Serves it all, and makes the users that the overlay adds. */
async function serveApi(services: Services, options: TemplateApiOptions) {
  const { server, deployment, table, cognito, overlay, log } = services;
  const { authorizers, config: modes } = await authorizersOf(deployment.api, services);
  const api = createApi(services, authorizers, options);
  const config = configOf({ url: server.url, region, modes, cognito });
  await serve({
    server,
    api,
    cognito,
    config,
    trouble: () => table?.trouble(),
    plugins: doorsOf(deployment, services),
    log,
  });
  if (cognito) {
    await seedUsers(cognito, overlay.users, (index) => `${overlay.file}: users.${index}`);
  }
  return { api, config };
}

function createApi(
  services: Services,
  authorizers: readonly Authorizer[],
  { resolverClock, allowHttp = [] }: Pick<TemplateApiOptions, 'resolverClock' | 'allowHttp'>,
) {
  const { deployment, overlay, table, log } = services;
  const { api, schema, code, dataSources, roles, tablePolicies } = deployment;
  return createSourceApi({
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
        wire: table?.wire,
      }),
      authorizers,
      environment: { ...api.environment, ...overlay.environment },
      introspection: api.introspection,
      queryDepthLimit: api.queryDepthLimit,
      resolverCountLimit: api.resolverCountLimit,
    },
  });
}
