import { randomBytes } from 'node:crypto';
import { createDynamoDBDataSource } from '../../local/appsync/datasources/index.js';
import type {
  DynamoDBDataSourceOptions,
  ObservedRequest,
} from '../../local/appsync/datasources/index.js';
import type { TestDynamoDB } from './dynamodb.js';

export const tokenKey = randomBytes(32);

/** A data source on the test's table, and the names of the requests that it made. */
export const testDataSource = (
  dynamoDB: TestDynamoDB,
  options: Partial<DynamoDBDataSourceOptions> = {},
) => {
  const requests: ObservedRequest[] = [];
  const dataSource = createDynamoDBDataSource({
    wire: dynamoDB.wire,
    tableName: dynamoDB.tableName,
    tokenKey,
    onRequest: (request) => requests.push(request),
    ...options,
  });
  return {
    execute: (request: unknown, scope = { resolver: 'Query.test' }) =>
      dataSource.execute(request, scope),
    /** DynamoDB's names of the requests so far. */
    made: () => requests.map(({ operation }) => operation),
    requests,
  };
};
