import { isDeepStrictEqual } from 'node:util';
import {
  asBoolean,
  asObject,
  asString,
  at,
  ifGiven,
  listOf,
  onlyFields,
  required,
} from '../requestObject.js';
import type { Fields, Path } from '../requestObject.js';
import { ResolverFault } from '../resolverFault.js';
import { toPlainOrNull } from './attributeValues.js';
import { DynamoDBError, type Item } from '../../../dynamodb/wire/index.js';
import type { Connection } from './connection.js';
import { readExpression, type Expression } from './expressions.js';
import { toFailure, type Failure } from './failure.js';

/**
 * `condition` of PutItem, UpdateItem and DeleteItem (AppSync developer guide,
 * js-aws-appsync-resolver-reference-dynamodb-condition-expressions).
 */
interface Condition extends Expression {
  readonly equalsIgnore: readonly string[];
  /** Consistency of the GetItem that follows a failed condition. */
  readonly consistentRead: boolean;
}

const onlyReject = (value: unknown, path: Path): void => {
  const handler = asObject(value, path);
  onlyFields(handler, path, ['strategy', 'lambdaArn']);
  const strategy = required(handler, path, 'strategy', asString);
  if (strategy === 'Reject') return;
  throw new ResolverFault(
    strategy === 'Custom'
      ? `'${at(path, 'strategy')}' Custom calls a Lambda function, which is not supported by this host.`
      : `Unsupported strategy '${strategy}'.`,
  );
};

export const readCondition = (request: Fields): Condition | undefined =>
  ifGiven(request, '$', 'condition', (value, path) => {
    const own = ['equalsIgnore', 'consistentRead', 'conditionalCheckFailedHandler'];
    const expression = readExpression(value, path, own);
    const fields = asObject(value, path);
    ifGiven(fields, path, 'conditionalCheckFailedHandler', onlyReject);
    return {
      ...expression,
      equalsIgnore: ifGiven(fields, path, 'equalsIgnore', listOf(asString)) ?? [],
      consistentRead: ifGiven(fields, path, 'consistentRead', asBoolean) ?? true,
    };
  });

/**
 * Reads the stored item after a failed condition, as AppSync does: by a GetItem with the permissions
 * of the role. Undefined when there is no item. Rethrows any other error.
 */
export const currentItem = async (
  error: unknown,
  condition: Condition | undefined,
  key: Item,
  { tableName, send }: Connection,
): Promise<Item | undefined> => {
  const isFailed =
    error instanceof DynamoDBError && error.name === 'ConditionalCheckFailedException';
  if (!isFailed || condition === undefined) throw error;
  const input = { TableName: tableName, Key: key, ConsistentRead: condition.consistentRead };
  const { Item: item } = await send('GetItem', input);
  return item;
};

/** The failure of a write: `ctx.error`, with the stored item as `ctx.result`. */
export const rejected = (error: unknown, stored: Item | undefined): Failure =>
  toFailure(error, toPlainOrNull(stored));

/** Whether two items are equal, apart from the ignored attributes. */
export const sameItem = (stored: Item, item: Item, ignored: readonly string[] = []): boolean => {
  const comparable = (of: Item) =>
    toPlainOrNull(
      Object.fromEntries(Object.entries(of).filter(([name]) => !ignored.includes(name))),
    );
  return isDeepStrictEqual(comparable(stored), comparable(item));
};
