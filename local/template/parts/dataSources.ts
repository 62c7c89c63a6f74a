import { z } from 'zod';
import type { Scope } from '../scope.js';
import { allOf, propertiesOf } from '../read.js';
import type { TemplateApi } from './api.js';
import { readHttpSource } from './httpSource.js';

const dataSource = z.object({
  ApiId: z.string(),
  Name: z.string(),
  Type: z.string(),
  ServiceRoleArn: z.string().optional(),
  DynamoDBConfig: z.object({ TableName: z.string() }).optional(),
  LambdaConfig: z.object({ LambdaFunctionArn: z.string() }).optional(),
});

/** A data source as its template says it. */
export type TemplateDataSource = ReturnType<typeof readDataSources>[number];

/** The data sources of an API. @throws SourceError */
export const readDataSources = (scopes: readonly Scope[], { id }: TemplateApi) =>
  allOf(scopes, 'AWS::AppSync::DataSource')
    .map((found) => ({ found, ...propertiesOf(found, dataSource) }))
    .filter(({ ApiId }) => ApiId === id)
    .map(({ found, Name, Type, ServiceRoleArn, DynamoDBConfig, LambdaConfig }) => ({
      logicalId: found.logicalId,
      name: Name,
      type: Type,
      roleArn: ServiceRoleArn,
      tableName: DynamoDBConfig?.TableName,
      functionArn: LambdaConfig?.LambdaFunctionArn,
      http: Type === 'HTTP' ? readHttpSource(found) : undefined,
    }));
