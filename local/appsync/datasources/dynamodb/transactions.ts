import {
  asBoolean,
  asObject,
  asString,
  ifGiven,
  listOf,
  onlyFields,
  required,
} from '../requestObject.js';
import type { Fields, Path } from '../requestObject.js';
import { ResolverFault } from '../resolverFault.js';
import { toItem, toPlain, toPlainOrNull } from './attributeValues.js';
import type { Item, Operations } from '../../../dynamodb/wire/index.js';
import { cancelled } from './cancellation.js';
import { common, type Operation } from './connection.js';
import { askedProjection, projected, transactionError } from './engineGaps.js';
import { placeholders, projectionIfGiven, readExpression, type Expression } from './expressions.js';

interface Target {
  readonly fields: Fields;
  readonly path: Path;
  readonly table: string;
  readonly key: Item;
}

const readTargets = (request: Fields): Target[] => {
  onlyFields(request, '$', [...common, 'transactItems']);
  return required(request, '$', 'transactItems', listOf(readTarget));
};

const readTarget = (value: unknown, path: Path): Target => {
  const fields = asObject(value, path);
  const table = required(fields, path, 'table', asString);
  return { fields, path, table, key: required(fields, path, 'key', toItem) };
};

/** `ctx.result`: `{ items, cancellationReasons }`. Items are in the order of the request, null for a missing one. */
export const transactGetItems: Operation = async (request, { wire, send }) => {
  const targets = readTargets(request);
  const projections = targets.map(({ fields, path }) => {
    onlyFields(fields, path, ['table', 'key', 'projection']);
    return projectionIfGiven(fields, path);
  });
  const input = {
    TransactItems: targets.map(({ table, key }, index) => {
      const projection = askedProjection(projections[index]);
      return {
        Get: {
          TableName: table,
          Key: key,
          ProjectionExpression: projection?.expression,
          ExpressionAttributeNames: placeholders(projection).ExpressionAttributeNames,
        },
      };
    }),
  };
  try {
    const { Responses = [] } = await send('TransactGetItems', input);
    return {
      items: projections.map((projection, index) =>
        toPlainOrNull(projected(Responses[index]?.Item, projection)),
      ),
      cancellationReasons: null,
    };
  } catch (error) {
    throw cancelled(await transactionError(error, targets, wire), 'items');
  }
};

interface TransactCondition {
  readonly expression: Expression;
  readonly returnValues: boolean;
}

/** `returnValuesOnConditionCheckFailure` defaults to true (AppSync developer guide,
 * js-aws-appsync-resolver-reference-dynamodb-transact-write-items). */
const readTransactCondition = (value: unknown, path: Path): TransactCondition => {
  const flag = 'returnValuesOnConditionCheckFailure';
  return {
    expression: readExpression(value, path, [flag]),
    returnValues: ifGiven(asObject(value, path), path, flag, asBoolean) ?? true,
  };
};

type TransactWriteItem = NonNullable<
  Operations['TransactWriteItems']['input']['TransactItems']
>[number];

/** Reads the write of one item. */
const readWrite = (target: Target): TransactWriteItem => {
  const { fields, path, table, key } = target;
  const operation = required(fields, path, 'operation', asString);
  const own = { PutItem: ['attributeValues'], UpdateItem: ['update'] }[operation] ?? [];
  onlyFields(fields, path, ['table', 'operation', 'key', 'condition', ...own]);
  const condition = ifGiven(fields, path, 'condition', readTransactCondition);
  const conditional = {
    TableName: table,
    ConditionExpression: condition?.expression.expression,
    ReturnValuesOnConditionCheckFailure: condition?.returnValues ? ('ALL_OLD' as const) : undefined,
  };

  switch (operation) {
    case 'PutItem': {
      const item = { ...required(fields, path, 'attributeValues', toItem), ...key };
      return { Put: { ...conditional, Item: item, ...placeholders(condition?.expression) } };
    }
    case 'UpdateItem': {
      const update = required(fields, path, 'update', readExpression);
      return {
        Update: {
          ...conditional,
          Key: key,
          UpdateExpression: update.expression,
          ...placeholders(update, condition?.expression),
        },
      };
    }
    case 'DeleteItem':
      return { Delete: { ...conditional, Key: key, ...placeholders(condition?.expression) } };
    case 'ConditionCheck': {
      const { expression } = required(fields, path, 'condition', readTransactCondition);
      return {
        ConditionCheck: {
          ...conditional,
          Key: key,
          ConditionExpression: expression.expression,
          ...placeholders(expression),
        },
      };
    }
    default:
      throw new ResolverFault(`Unsupported operation '${operation}'.`);
  }
};

/**
 * `ctx.result`: `{ keys, cancellationReasons }`, always both. `keys` has the keys of the request in
 * order. When the transaction was cancelled, `keys` is null and `ctx.error` is
 * `DynamoDB:TransactionCanceledException` (checked by several public code bases).
 */
export const transactWriteItems: Operation = async (request, { wire, send }) => {
  const targets = readTargets(request);
  const input = { TransactItems: targets.map(readWrite) };
  try {
    await send('TransactWriteItems', input);
    return { keys: targets.map(({ key }) => toPlain(key)), cancellationReasons: null };
  } catch (error) {
    throw cancelled(await transactionError(error, targets, wire), 'keys');
  }
};
