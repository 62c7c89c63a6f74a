import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  createDynamoDBDataSource,
  createLambdaDataSource,
  createNoneDataSource,
} from '../appsync/datasources/index.js';
import type { DataSource } from '../appsync/types.js';
import { decide, type Statement } from '../iam/policy.js';
import type { Log } from '../log.js';
import { region } from './physical.js';
import type { TemplateDataSource } from './parts/dataSources.js';
import { NOT_SERVED } from './parts/resolvers.js';
import type { TemplateRole } from './parts/roles.js';
import type { Functions } from './services.js';

export interface DataSourceParts {
  readonly roles: ReadonlyMap<string, TemplateRole>;
  readonly tablePolicies: readonly Statement[];
  /** Left out: the templates have no table. */
  readonly client: DynamoDBClient | undefined;
  readonly tokenKey: Buffer;
  readonly functions: Functions;
  readonly log: Log;
}

/** The data sources by name, each with its role. One that is not served fails when it is asked. */
export function dataSourcesOf(
  sources: readonly TemplateDataSource[],
  parts: DataSourceParts,
): Record<string, DataSource> {
  const made: Record<string, DataSource> = { [NOT_SERVED]: createNoneDataSource() };
  for (const source of sources) made[source.name] = dataSourceOf(source, parts);
  return made;
}

function dataSourceOf(source: TemplateDataSource, parts: DataSourceParts): DataSource {
  const { type, logicalId, tableName, functionArn } = source;
  if (type === 'NONE') return createNoneDataSource();
  if (type === 'AMAZON_DYNAMODB' && tableName !== undefined && parts.client) {
    const role = roleOf(source, parts);
    return createDynamoDBDataSource({
      client: parts.client,
      tableName,
      region,
      tokenKey: parts.tokenKey,
      ...(role && {
        role: { arn: role.arn, statements: [...role.statements, ...parts.tablePolicies] },
      }),
    });
  }
  if (type === 'AWS_LAMBDA' && functionArn !== undefined) {
    const role = roleOf(source, parts);
    return createLambdaDataSource({
      invoke: (event) => parts.functions.invoke(functionArn, event),
      denied: role && (() => denial(role, functionArn)),
    });
  }
  parts.log.warn(`${logicalId}: data sources of type ${type} are not served: it fails when asked`);
  return notServed(
    `The data source ${source.name} (${logicalId}) is of type ${type}, which this host does not serve.`,
  );
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
  if (role.unknownPolicies.length === 0) return role;
  const names = role.unknownPolicies.join(', ');
  log.warn(
    `${logicalId}: its role has policies that are not in the templates (${names}): it may do everything here`,
  );
  return undefined;
}

function denial({ statements, arn, name }: TemplateRole, resource: string) {
  const action = 'lambda:InvokeFunction';
  const decision = decide(statements, { action, resource, context: { 'aws:PrincipalArn': [arn] } });
  if (decision.allowed) return undefined;
  return {
    type: 'Lambda:AWSLambdaException',
    message:
      `User: arn:aws:sts::${arn.split(':')[4]}:assumed-role/${name}/APPSYNC_ASSUME_ROLE is not ` +
      `authorized to perform: ${action} on resource: ${resource}`,
  };
}

const notServed = (message: string): DataSource => ({
  execute: async () => ({ result: null, error: { type: 'NotServed', message } }),
});
