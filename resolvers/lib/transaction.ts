import { type DynamoDBTransactWriteItemsRequest, util } from '@aws-appsync/utils';
import type { ItemKey } from './keys.js';

export type TransactionItem = DynamoDBTransactWriteItemsRequest['transactItems'][number];

/** What must hold for an item: an expression and its values. */
export interface Condition {
  expression: string;
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

const conditionOf = ({ expression, names, values }: Condition) => ({
  expression,
  ...(names ? { expressionNames: names } : {}),
  ...(values ? { expressionValues: util.dynamodb.toMapValues(values) } : {}),
  // `cancellationReasons` then have the stored item.
  returnValuesOnConditionCheckFailure: true,
});

/** A put in a transaction. */
export const put = (
  table: string,
  key: ItemKey,
  attributes: Record<string, unknown>,
  only?: Condition,
): TransactionItem => ({
  table,
  operation: 'PutItem',
  key: util.dynamodb.toMapValues(key),
  attributeValues: util.dynamodb.toMapValues(attributes),
  ...(only ? { condition: conditionOf(only) } : {}),
});

/**
 * An update in a transaction. The condition's placeholders have names of their own, because AppSync
 * refuses one that is used twice (aws-appsync-community issue 162).
 */
export const update = (
  table: string,
  key: ItemKey,
  change: { expression: string; names?: Record<string, string>; values?: Record<string, unknown> },
  only?: Condition,
): TransactionItem => ({
  table,
  operation: 'UpdateItem',
  key: util.dynamodb.toMapValues(key),
  update: {
    expression: change.expression,
    ...(change.names ? { expressionNames: change.names } : {}),
    ...(change.values ? { expressionValues: util.dynamodb.toMapValues(change.values) } : {}),
  },
  ...(only ? { condition: conditionOf(only) } : {}),
});

/** A deletion of a transaction. */
export const remove = (table: string, key: ItemKey, only: Condition): TransactionItem => ({
  table,
  operation: 'DeleteItem',
  key: util.dynamodb.toMapValues(key),
  condition: conditionOf(only),
});

/** A condition on an item that the transaction does not change. */
export const check = (table: string, key: ItemKey, only: Condition): TransactionItem => ({
  table,
  operation: 'ConditionCheck',
  key: util.dynamodb.toMapValues(key),
  condition: conditionOf(only),
});

/** One entry of `ctx.result.cancellationReasons`. */
export interface CancellationReason {
  type: string;
  message: string;
  item?: Record<string, unknown> | null;
}

/**
 * Whether a condition failed. AppSync's guide says `ConditionCheckFailed`, DynamoDB says
 * `ConditionalCheckFailed`; which one AppSync returns is not recorded.
 */
export const conditionFailed = (reason: CancellationReason | undefined): boolean =>
  !!reason && reason.type.startsWith('Condition');

/** Whether another try may succeed: others were at the same items at the same time. */
export const isRace = (reasons: CancellationReason[]): boolean =>
  reasons.length > 0 &&
  reasons.every(
    (reason) =>
      reason.type === 'None' || reason.type === 'TransactionConflict' || conditionFailed(reason),
  );
