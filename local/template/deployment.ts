import { refuseCycles } from './cycles.js';
import type { TemplateSource } from '../public.js';
import { createScopes } from './scope.js';
import { readApi, readApiKeys, readSchema } from './parts/api.js';
import { readDataSources } from './parts/dataSources.js';
import { readSchedules, readStreamMappings } from './parts/events.js';
import { readFunctions } from './parts/functions.js';
import { readCode } from './parts/resolvers.js';
import { readRoles, readTablePolicies } from './parts/roles.js';
import { readTables } from './parts/tables.js';
import { readUserPool } from './parts/userPool.js';
import { notServedTypes } from './servedTypes.js';
import { readStacks, type Resource } from './stacks.js';

export interface TemplateOptions extends TemplateSource {
  /** The logical ids of the roles that callers have. */
  readonly callerRoles?: readonly string[];
}

/** Templates that are read, before the host's own ids are known. */
export type Templates = Awaited<ReturnType<typeof readTemplates>>;

/** Reads templates, and finds the API in them. @throws SourceError */
export async function readTemplates(options: TemplateOptions) {
  const { templates, parameters = {}, api: logicalId, callerRoles = [] } = options;
  /** The ids that the host gives to user pools, app clients and API keys. */
  const ids = new Map<Resource, string>();
  const stacks = await readStacks(templates);
  stacks.forEach(refuseCycles);
  const scopes = createScopes(stacks, { parameters, ids });
  const api = readApi(scopes, logicalId);
  const poolId = api.modes.find(({ UserPoolConfig }) => UserPoolConfig)?.UserPoolConfig?.UserPoolId;
  const userPool = poolId === undefined ? undefined : readUserPool(scopes, poolId);
  return { scopes, api, userPool, ids, callerRoles };
}

/** Everything of the templates that the host makes. */
export type Deployment = Awaited<ReturnType<typeof readDeployment>>;

/** Reads the rest, when the host's ids are known. @throws SourceError */
export async function readDeployment(templates: Templates) {
  const { scopes, callerRoles } = templates;
  const api = readApi(scopes, templates.api.found.logicalId);
  const dataSources = readDataSources(scopes, api);
  const code = await readCode(scopes, api, dataSources);
  const notServed = [...code.notServed, ...notServedTypes(scopes)];
  const functions = readFunctions(scopes, notServed);
  return {
    api,
    schema: await readSchema(scopes, api),
    code,
    dataSources,
    tables: readTables(scopes),
    /** By ARN: those of data sources, functions and callers. */
    roles: readRoles(scopes, {
      dataSources: dataSources.map(({ roleArn }) => roleArn),
      functions: [...functions.values()].map((one) =>
        'definition' in one ? one.roleArn : undefined,
      ),
      callers: callerRoles,
    }),
    tablePolicies: readTablePolicies(scopes),
    functions,
    streams: readStreamMappings(scopes, notServed),
    schedules: readSchedules(scopes, notServed),
    notServed,
  };
}

/** The API keys of the templates, with the keys that the host has given them. @throws SourceError */
export function readKeys({ scopes, api, ids }: Templates, keyOf: (logicalId: string) => string) {
  return readApiKeys(scopes, api).map(({ found, expiresAt }) => {
    const id = keyOf(found.logicalId);
    ids.set(found.resource, id);
    return { id, expiresAt };
  });
}
