import { asBoolean, at, ifGiven, onlyFields, required, type Fields } from '../requestObject.js';
import { toItem, toPlain, toPlainOrNull } from './attributeValues.js';
import type { Item } from '../../../dynamodb/wire/index.js';
import { currentItem, readCondition, rejected, sameItem } from './condition.js';
import { common, type Operation } from './connection.js';
import { placeholders, projectionIfGiven, readExpression } from './expressions.js';
import { ResolverFault } from '../resolverFault.js';

const readKey = (request: Fields): Item => required(request, '$', 'key', toItem);

/** Fields for conflict detection, which this host does not support. */
const versioned = ['_version', 'customPartitionKey', 'populateIndexFields'];

const writeFields = (request: Fields, own: readonly string[]): void => {
  for (const field of versioned) {
    if ((request[field] ?? undefined) !== undefined) {
      throw new ResolverFault(
        `'${at('$', field)}' (conflict detection) is not supported by this host.`,
      );
    }
  }
  onlyFields(request, '$', [...common, 'key', 'condition', ...versioned, ...own]);
};

/** `ctx.result`: the item; null when there is none. */
export const getItem: Operation = async (request, { tableName, send }) => {
  onlyFields(request, '$', [...common, 'key', 'consistentRead', 'projection']);
  const projection = projectionIfGiven(request, '$');
  const input = {
    TableName: tableName,
    Key: readKey(request),
    ConsistentRead: ifGiven(request, '$', 'consistentRead', asBoolean) ?? false,
    ProjectionExpression: projection?.expression,
    ExpressionAttributeNames: placeholders(projection).ExpressionAttributeNames,
  };
  const { Item: item } = await send('GetItem', input);
  return toPlainOrNull(item);
};

/**
 * `ctx.result`: the new item. When the condition fails and the stored item equals the new one, apart
 * from `equalsIgnore`, the operation succeeds with the stored item.
 */
export const putItem: Operation = async (request, connection) => {
  const { tableName, send } = connection;
  writeFields(request, ['attributeValues']);
  const key = readKey(request);
  const attributes = required(request, '$', 'attributeValues', toItem);
  const condition = readCondition(request);
  const item = { ...attributes, ...key };
  const input = {
    TableName: tableName,
    Item: item,
    ConditionExpression: condition?.expression,
    ...placeholders(condition),
  };
  try {
    await send('PutItem', input);
    return toPlain(item);
  } catch (error) {
    const stored = await currentItem(error, condition, key, connection);
    if (stored !== undefined && sameItem(stored, item, condition?.equalsIgnore)) {
      return toPlain(stored);
    }
    throw rejected(error, stored);
  }
};

/** `ctx.result`: the whole item after the update. */
export const updateItem: Operation = async (request, connection) => {
  const { tableName, send } = connection;
  writeFields(request, ['update']);
  const key = readKey(request);
  const update = required(request, '$', 'update', readExpression);
  const condition = readCondition(request);
  const input = {
    TableName: tableName,
    Key: key,
    UpdateExpression: update.expression,
    ConditionExpression: condition?.expression,
    ReturnValues: 'ALL_NEW' as const,
    ...placeholders(update, condition),
  };
  try {
    const { Attributes } = await send('UpdateItem', input);
    return toPlainOrNull(Attributes);
  } catch (error) {
    throw rejected(error, await currentItem(error, condition, key, connection));
  }
};

/**
 * `ctx.result`: the deleted item; null when there was none. When the condition fails because there is
 * no item, the operation succeeds.
 */
export const deleteItem: Operation = async (request, connection) => {
  const { tableName, send } = connection;
  writeFields(request, []);
  const key = readKey(request);
  const condition = readCondition(request);
  const input = {
    TableName: tableName,
    Key: key,
    ConditionExpression: condition?.expression,
    ReturnValues: 'ALL_OLD' as const,
    ...placeholders(condition),
  };
  try {
    const { Attributes } = await send('DeleteItem', input);
    return toPlainOrNull(Attributes);
  } catch (error) {
    const stored = await currentItem(error, condition, key, connection);
    if (stored === undefined) return null;
    throw rejected(error, stored);
  }
};
