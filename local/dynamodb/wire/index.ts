export { createHeaders, JSON_TYPE, TARGET } from './headers.js';
export { createWire, type Wire } from './wire.js';
export { DynamoDBError, NoAnswer } from './errors.js';
export type { AttributeValue, Item, OperationName, Operations } from './operations.js';
