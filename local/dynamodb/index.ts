export { connect } from './connect.js';
export { createTable, makeTable } from './createTable.js';
export type { TableDefinition } from './createTable.js';
export { DynamoDBLocalError } from './errors.js';
export type { DynamoDBLocalErrorCode } from './errors.js';
export { startDynamoDBLocal } from './startDynamoDBLocal.js';
export type {
  DynamoDBLocal,
  DynamoDBLocalExit,
  DynamoDBLocalOptions,
} from './startDynamoDBLocal.js';
