import { type DynamoDBTransactWriteItemsRequest, util } from '@aws-appsync/utils';
import type { ItemKey } from './keys.js';

export type TransactionItem = DynamoDBTransactWriteItemsRequest['transactItems'][number];

/** What must hold for an item: an expression and its values. */
export interface Condition {
  expression: string;
  values?: Record<string, unknown>;
}

const conditionOf = ({ expression, values }: Condition) => ({
  expression,
  ...(values ? { expressionValues: util.dynamodb.toMapValues(values) } : {}),
  // The item that was in the way comes back in `cancellationReasons`.
  returnValuesOnConditionCheckFailure: true,
});

/** A put of a transaction. */
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
 * An update of a transaction. The condition's placeholders have names of their own: AppSync takes no
 * placeholder twice in one request (aws-appsync-community issue 162).
 */
export const update = (
  table: string,
  key: ItemKey,
  change: { expression: string; values?: Record<string, unknown> },
  only?: Condition,
): TransactionItem => ({
  table,
  operation: 'UpdateItem',
  key: util.dynamodb.toMapValues(key),
  update: {
    expression: change.expression,
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

/** One entry of `ctx.result.cancellationReasons`. */
export interface CancellationReason {
  type: string;
  message: string;
  item?: Record<string, unknown> | null;
}

/**
 * AppSync's guide spells it `ConditionCheckFailed`, DynamoDB `ConditionalCheckFailed`; which one
 * arrives is not recorded.
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
