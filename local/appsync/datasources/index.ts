export { createDynamoDBDataSource } from './createDynamoDBDataSource.js';
export type { DynamoDBDataSourceOptions } from './createDynamoDBDataSource.js';
export { createLambdaDataSource } from './createLambdaDataSource.js';
export { createNoneDataSource } from './createNoneDataSource.js';
export type { Denial } from './dynamodb/access.js';
export { contextKeys } from './dynamodb/iamQuestions.js';
export type { ObservedRequest } from './dynamodb/connection.js';
export { NotServed, ResolverFault } from './resolverFault.js';
