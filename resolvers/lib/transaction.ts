import { type DynamoDBTransactWriteItemsRequest, util } from '@aws-appsync/utils';
import type { ItemKey } from './keys.js';

export type TransactionItem = DynamoDBTransactWriteItemsRequest['transactItems'][number];

const condition = (expression: string, expressionValues?: Record<string, unknown>) => ({
  expression,
  expressionValues,
  // `cancellationReasons` then have the stored item.
  returnValuesOnConditionCheckFailure: true,
});

/** A put in a transaction. @param only a condition without values */
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
 * An update in a transaction, with a condition on the message uuid. The condition has its own
 * placeholder, because AppSync refuses one that is used twice (aws-appsync-community issue 162).
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
 * Whether a condition failed. AppSync's guide says `ConditionCheckFailed`, DynamoDB says
 * `ConditionalCheckFailed`; which one AppSync returns is not recorded.
 */
export const conditionFailed = (reason: CancellationReason | undefined): boolean =>
  !!reason && reason.type.startsWith('Condition');
