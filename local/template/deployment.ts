import { refuseCycles } from './cycles.js';
import type { Statement } from '../iam/policy.js';
import type { TemplateSource } from '../public.js';
import { createScopes, type Scope } from './scope.js';
import { readApi, readApiKeys, readSchema, type TemplateApi } from './parts/api.js';
import { readDataSources, type TemplateDataSource } from './parts/dataSources.js';
import {
  readSchedules,
  readStreamMappings,
  type Schedule,
  type StreamMapping,
} from './parts/events.js';
import { readFunctions, type TemplateFunction } from './parts/functions.js';
import { type NotServed, readCode, type TemplateCode } from './parts/resolvers.js';
import { readRoles, readTablePolicies, type TemplateRole } from './parts/roles.js';
import { readTables, type TemplateTable } from './parts/tables.js';
import { readUserPool, type TemplateUserPool } from './parts/userPool.js';
import { notServedTypes } from './servedTypes.js';
import { readStacks, type Resource } from './stacks.js';

export interface TemplateOptions extends TemplateSource {
  /** The logical ids of the roles that callers have. */
  readonly callerRoles?: readonly string[];
}

/** Templates that are read, before the host's own ids are known. */
export interface Templates {
  readonly scopes: readonly Scope[];
  readonly api: TemplateApi;
  readonly userPool: TemplateUserPool | undefined;
  /** The ids that the host gives to user pools, app clients and API keys. */
  readonly ids: Map<Resource, string>;
  readonly callerRoles: readonly string[];
}

/** Reads templates, and finds the API in them. @throws TemplateError */
export async function readTemplates(options: TemplateOptions): Promise<Templates> {
  const { templates, parameters = {}, api: logicalId, callerRoles = [] } = options;
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
export interface Deployment {
  readonly api: TemplateApi;
  readonly schema: { readonly sdl: string; readonly file: string };
  readonly code: TemplateCode;
  readonly dataSources: readonly TemplateDataSource[];
  readonly tables: readonly TemplateTable[];
  /** By ARN: those of data sources, functions and callers. */
  readonly roles: ReadonlyMap<string, TemplateRole>;
  readonly tablePolicies: readonly Statement[];
  readonly functions: ReadonlyMap<string, TemplateFunction>;
  readonly streams: readonly StreamMapping[];
  readonly schedules: readonly Schedule[];
  readonly notServed: readonly NotServed[];
}

/**
 * Reads the rest, when the host's ids are known.
 * @throws TemplateError
 */
export async function readDeployment(templates: Templates): Promise<Deployment> {
  const { scopes, callerRoles } = templates;
  const { found } = templates.api;
  const api = readApi(scopes, found.logicalId);
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

/** The API keys of the templates, with the keys that the host has given them. @throws TemplateError */
export function readKeys({ scopes, api, ids }: Templates, keyOf: (logicalId: string) => string) {
  return readApiKeys(scopes, api).map(({ found, expiresAt }) => {
    const id = keyOf(found.logicalId);
    ids.set(found.resource, id);
    return { id, expiresAt };
  });
}
