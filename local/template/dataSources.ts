import {
  contextKeys,
  createDynamoDBDataSource,
  createHttpDataSource,
  createLambdaDataSource,
  createNoneDataSource,
  type Denial,
  NotServed,
  readTarget,
  type Target,
} from '../appsync/datasources/index.js';
import type { DataSource } from '../appsync/types.js';
import type { Wire } from '../dynamodb/index.js';
import { sessionArn } from '../iam/context.js';
import { decide, keysOf, type Statement } from '../iam/policy.js';
import { localCredentials } from '../iam/localCredentials.js';
import type { Log } from '../host/log.js';
import { region } from './physical.js';
import type { TemplateDataSource } from './parts/dataSources.js';
import type { HttpSource } from './parts/httpSource.js';
import { NOT_SERVED } from './parts/resolvers.js';
import type { TemplateRole } from './parts/roles.js';
import type { Functions } from './services.js';

interface DataSourceParts {
  readonly roles: ReadonlyMap<string, TemplateRole>;
  readonly tablePolicies: readonly Statement[];
  /** Left out: the templates have no table. */
  readonly wire: Wire | undefined;
  readonly tokenKey: Buffer;
  readonly functions: Functions;
  /** What HTTP data sources may call. */
  readonly allowHttp: readonly Target[];
  /** What is called in place of the endpoint of an HTTP data source, by its name. */
  readonly httpEndpoints: Readonly<Record<string, URL>>;
  readonly log: Log;
}

/** The data sources by name, each with its role. One that is not served fails when it is asked. */
export function dataSourcesOf(
  sources: readonly TemplateDataSource[],
  parts: DataSourceParts,
): Record<string, DataSource> {
  const made: Record<string, DataSource> = { [NOT_SERVED]: createNoneDataSource() };
  for (const source of sources) made[source.name] = dataSourceOf(source, parts);
  const web = sources.filter(({ http }) => http).map(({ name }) => name);
  for (const name of Object.keys(parts.httpEndpoints)) {
    if (web.includes(name)) continue;
    const there = web.join(', ') || 'none';
    parts.log.warn(`httpEndpoints: ${name} is no HTTP data source of the templates: ${there}`);
  }
  return made;
}

function dataSourceOf(source: TemplateDataSource, parts: DataSourceParts): DataSource {
  const { type, logicalId, tableName, functionArn, http } = source;
  if (type === 'NONE') return createNoneDataSource();
  if (type === 'AMAZON_DYNAMODB' && tableName !== undefined && parts.wire) {
    const role = roleOf(source, parts);
    return createDynamoDBDataSource({
      wire: parts.wire,
      tableName,
      region,
      tokenKey: parts.tokenKey,
      onDenied: (denial) => tellDenial(denial, source, parts),
      ...(role && {
        role: { arn: role.arn, statements: [...role.statements, ...parts.tablePolicies] },
      }),
    });
  }
  if (type === 'AWS_LAMBDA' && functionArn !== undefined) {
    const role = roleOf(source, parts);
    return createLambdaDataSource({
      invoke: (event) => parts.functions.invoke(functionArn, event),
      denied: () => {
        const denial = role && denialOf(role, functionArn);
        if (denial) tellDenial({ action: INVOKE, resource: functionArn }, source, parts);
        return denial;
      },
    });
  }
  if (http) return httpSourceOf(source, http, parts);
  parts.log.warn(`${logicalId}: data sources of type ${type} are not served: it fails when asked`);
  return notServed(
    `The data source ${source.name} (${logicalId}) is of type ${type}, which this host does not serve.`,
  );
}

/** What a role allows at other services is not held: the service itself would hold it. */
function httpSourceOf(
  { name, logicalId }: TemplateDataSource,
  http: HttpSource,
  { allowHttp, httpEndpoints, log }: DataSourceParts,
): DataSource {
  const standIn = httpEndpoints[name];
  if ('problem' in http) {
    log.warn(`${logicalId}: ${http.problem}: it fails when asked`);
    return notServed(`The data source ${name} (${logicalId}) cannot be called: ${http.problem}.`);
  }
  const { endpoint, signing } = http;
  return createHttpDataSource({
    name,
    endpoint: standIn ?? endpoint,
    // To name a stand-in is to allow it.
    allowed: standIn ? [readTarget(standIn.host)!] : allowHttp,
    signing: signing && { ...signing, credentials: localCredentials },
    onRefused: (refusal) => log.warn(`${logicalId}: ${refusal}`),
  });
}

/** The role of a data source, where its policies are all known. */
function roleOf(
  { roleArn, logicalId }: TemplateDataSource,
  { roles, log }: DataSourceParts,
): TemplateRole | undefined {
  const role = roleArn === undefined ? undefined : roles.get(roleArn);
  if (!role) {
    log.warn(`${logicalId}: its role is not in the templates: it may do everything here`);
    return undefined;
  }
  if (role.unknownPolicies.length === 0) {
    const known = contextKeys.map((key) => key.toLowerCase());
    for (const key of keysOf(role.statements)) {
      if (known.includes(key.toLowerCase())) continue;
      log.warn(`${logicalId}: a condition of its role asks for ${key}, which has no value here`);
    }
    return role;
  }
  const names = role.unknownPolicies.join(', ');
  log.warn(
    `${logicalId}: its role has policies that are not in the templates (${names}): it may do everything here`,
  );
  return undefined;
}

const INVOKE = 'lambda:InvokeFunction';

/** AppSync's error where a role may not call a function; undefined where it may. */
function denialOf({ statements, arn }: TemplateRole, resource: string) {
  const context = { 'aws:PrincipalArn': [arn] };
  if (decide(statements, { action: INVOKE, resource, context }).allowed) return undefined;
  return {
    type: 'Lambda:AWSLambdaException',
    message:
      `User: ${sessionArn(arn, 'APPSYNC_ASSUME_ROLE')} is not authorized to perform: ${INVOKE} ` +
      `on resource: ${resource}`,
  };
}

/** A missing grant shows here, and not only in what an operation answers. */
function tellDenial(
  { action, resource, explicit }: Denial,
  { name, logicalId }: TemplateDataSource,
  { log }: DataSourceParts,
): void {
  const reason = explicit ? `a policy of the ${explicit} denies it` : 'no policy allows it';
  log.warn(
    { action, resource, dataSource: name },
    `${logicalId}: its role may not do this: ${reason}`,
  );
}

const notServed = (message: string): DataSource => ({
  execute: () => Promise.reject(new NotServed(message)),
});
