import { readApiKeys } from './parts/api.js';
import type { Deployment, Templates } from './deployment.js';

/** Everything of templates but the code of resolvers and functions, as texts to compare. */
type Settings = Readonly<Record<string, string>>;

/**
 * What a running host cannot take over from changed templates, by what it is called. When an API key ends
 * is none of it: `cdk synth` counts it from the time when it runs.
 */
export function settingsOf({ scopes, userPool }: Templates, deployment: Deployment): Settings {
  const { found: _api, ...api } = deployment.api;
  const keys = readApiKeys(scopes, deployment.api).map(({ found }) => found.logicalId);
  const pool = userPool && {
    ...userPool,
    found: userPool.found.logicalId,
    clients: userPool.clients.map(({ logicalId }) => logicalId),
  };
  const parts = {
    API: [api, keys],
    schema: deployment.schema.sdl,
    'data sources': deployment.dataSources,
    tables: deployment.tables,
    policies: [[...deployment.roles], deployment.tablePolicies],
    'user pool': pool ?? null,
    'streams and schedules': [deployment.streams, deployment.schedules],
    caching: deployment.code.caching,
  };
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, JSON.stringify(part)]),
  );
}

/** The names of what is not the same. */
export const changedSettings = (before: Settings, now: Settings): string[] =>
  Object.keys(before).filter((name) => before[name] !== now[name]);
