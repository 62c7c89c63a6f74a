import { type DynamoDBTransactWriteItemsRequest, util } from '@aws-appsync/utils';
import type { ItemKey } from './keys.js';

export type TransactionItem = DynamoDBTransactWriteItemsRequest['transactItems'][number];

const condition = (expression: string, expressionValues?: Record<string, unknown>) => ({
  expression,
  expressionValues,
  // The item that was in the way comes back in `cancellationReasons`.
  returnValuesOnConditionCheckFailure: true,
});

/** A put of a transaction, under a condition that needs no values. */
export const put = (
  table: string,
  key: ItemKey,
  attributes: Record<string, unknown>,
  only?: string,
): TransactionItem => ({
  table,
  operation: 'PutItem',
  key: util.dynamodb.toMapValues(key),
  attributeValues: util.dynamodb.toMapValues(attributes),
  ...(only ? { condition: condition(only) } : {}),
});

/**
 * An update of a transaction, under a condition on the message's uuid. It has another name there:
 * AppSync takes no placeholder twice in one request (aws-appsync-community issue 162).
 */
export const update = (
  table: string,
  key: ItemKey,
  expression: string,
  values: Record<string, unknown>,
  only: string,
): TransactionItem => ({
  table,
  operation: 'UpdateItem',
  key: util.dynamodb.toMapValues(key),
  update: { expression, expressionValues: util.dynamodb.toMapValues(values) },
  condition: condition(only, { ':newUuid': util.dynamodb.toDynamoDB(values[':uuid']) }),
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
