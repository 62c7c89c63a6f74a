import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { asBoolean, asObject, at, ifGiven, onlyFields, required } from '../requestObject.js';
import type { Fields } from '../requestObject.js';
import { toItem, toPlain, toPlainOrNull } from './attributeValues.js';
import type { Item } from './attributeValues.js';
import { currentItem, readCondition, rejected, sameItem } from './condition.js';
import { common } from './connection.js';
import type { Operation } from './connection.js';
import { placeholders, projectionIfGiven, readExpression } from './expressions.js';
import { ResolverFault } from '../resolverFault.js';

const readKey = (request: Fields): Item => toItem(required(request, '$', 'key'), at('$', 'key'));

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
export const getItem: Operation = async (request, { client, tableName, observe }) => {
  onlyFields(request, '$', [...common, 'key', 'consistentRead', 'projection']);
  const projection = projectionIfGiven(request, '$');
  const input = {
    TableName: tableName,
    Key: readKey(request),
    ConsistentRead: ifGiven(request, '$', 'consistentRead', asBoolean) ?? false,
    ProjectionExpression: projection?.expression,
    ExpressionAttributeNames: placeholders(projection).ExpressionAttributeNames,
  };
  const { Item: item } = await observe('GetItem', input, () =>
    client.send(new GetItemCommand(input)),
  );
  return toPlainOrNull(item);
};

/**
 * `ctx.result`: the new item. When the condition fails and the stored item equals the new one, apart
 * from `equalsIgnore`, the operation succeeds with the stored item.
 */
export const putItem: Operation = async (request, connection) => {
  const { client, tableName, observe } = connection;
  writeFields(request, ['attributeValues']);
  const key = readKey(request);
  const attributes = toItem(
    asObject(required(request, '$', 'attributeValues'), '$[attributeValues]'),
    '$[attributeValues]',
  );
  const condition = readCondition(request);
  const item = { ...attributes, ...key };
  const input = {
    TableName: tableName,
    Item: item,
    ConditionExpression: condition?.expression,
    ...placeholders(condition),
  };
  try {
    await observe('PutItem', input, () => client.send(new PutItemCommand(input)));
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
  const { client, tableName, observe } = connection;
  writeFields(request, ['update']);
  const key = readKey(request);
  const update = readExpression(required(request, '$', 'update'), '$[update]');
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
    const { Attributes } = await observe('UpdateItem', input, () =>
      client.send(new UpdateItemCommand(input)),
    );
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
  const { client, tableName, observe } = connection;
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
    const { Attributes } = await observe('DeleteItem', input, () =>
      client.send(new DeleteItemCommand(input)),
    );
    return toPlainOrNull(Attributes);
  } catch (error) {
    const stored = await currentItem(error, condition, key, connection);
    if (stored === undefined) return null;
    throw rejected(error, stored);
  }
};
