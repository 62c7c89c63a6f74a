import {
  contextKeys,
  createDynamoDBDataSource,
  createHttpDataSource,
  createLambdaDataSource,
  createNoneDataSource,
  NotServed,
  readTarget,
  type Target,
} from '../appsync/datasources/index.js';
import type { DataSource } from '../appsync/types.js';
import type { Wire } from '../dynamodb/index.js';
import { sessionArn } from '../iam/context.js';
import { decide, type Statement } from '../iam/policy.js';
import { localCredentials } from '../iam/localCredentials.js';
import type { Log } from '../host/log.js';
import { region } from './physical.js';
import type { TemplateDataSource } from './parts/dataSources.js';
import type { HttpSource } from './parts/httpSource.js';
import { NOT_SERVED } from './parts/resolvers.js';
import type { TemplateRole } from './parts/roles.js';
import { heldRole, warnOfDenial } from './roleWarnings.js';
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
  const { name, type, logicalId, tableName, functionArn, http } = source;
  if (type === 'NONE') return createNoneDataSource();
  if (type === 'AMAZON_DYNAMODB' && tableName !== undefined && parts.wire) {
    const role = roleOf(source, parts);
    return createDynamoDBDataSource({
      wire: parts.wire,
      tableName,
      region,
      tokenKey: parts.tokenKey,
      onDenied: ({ explicit, ...what }) =>
        warnOfDenial(logicalId, { ...what, dataSource: name }, explicit, parts.log),
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
        const what = { action: INVOKE, resource: functionArn, dataSource: name };
        if (denial) warnOfDenial(logicalId, what, undefined, parts.log);
        return denial;
      },
    });
  }
  if (http) return httpSourceOf(source, http, parts);
  parts.log.warn(`${logicalId}: data sources of type ${type} are not served: it fails when asked`);
  return notServed(
    `The data source ${name} (${logicalId}) is of type ${type}, which this host does not serve.`,
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

const roleOf = ({ roleArn, logicalId }: TemplateDataSource, { roles, log }: DataSourceParts) =>
  heldRole(roles.get(roleArn ?? ''), logicalId, contextKeys, 'in the templates', log);

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

const notServed = (message: string): DataSource => ({
  execute: () => Promise.reject(new NotServed(message)),
});
