import { type Context, type DynamoDBTransactWriteItemsRequest, util } from '@aws-appsync/utils';
import { fail } from './errors.js';
import { type Expression, written } from './expression.js';
import type { ItemKey } from './keys.js';

type WithoutTable<Item> = Item extends unknown ? Omit<Item, 'table'> : never;

/** A part of a transaction: `transact` adds the table. */
export type TransactionItem = WithoutTable<
  DynamoDBTransactWriteItemsRequest['transactItems'][number]
>;

/** Asks for all of the items, or none. */
export const transact = (
  ctx: Context,
  items: TransactionItem[],
): DynamoDBTransactWriteItemsRequest => ({
  operation: 'TransactWriteItems',
  transactItems: items.map((item) => ({ table: ctx.env.TABLE_NAME!, ...item })),
});

const conditionOf = (only: Expression) => ({
  ...written(only),
  // `cancellationReasons` then have the stored item.
  returnValuesOnConditionCheckFailure: true,
});

/** A put in a transaction. */
export const put = (
  key: ItemKey,
  attributes: Record<string, unknown>,
  only?: Expression,
): TransactionItem => ({
  operation: 'PutItem',
  key: util.dynamodb.toMapValues(key),
  attributeValues: util.dynamodb.toMapValues(attributes),
  ...(only ? { condition: conditionOf(only) } : {}),
});

/** An update in a transaction. */
export const update = (key: ItemKey, change: Expression, only?: Expression): TransactionItem => ({
  operation: 'UpdateItem',
  key: util.dynamodb.toMapValues(key),
  update: written(change),
  ...(only ? { condition: conditionOf(only) } : {}),
});

/** A deletion of a transaction. */
export const remove = (key: ItemKey, only: Expression): TransactionItem => ({
  operation: 'DeleteItem',
  key: util.dynamodb.toMapValues(key),
  condition: conditionOf(only),
});

/** A condition on an item that the transaction does not change. */
export const check = (key: ItemKey, only: Expression): TransactionItem => ({
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

/** Why a transaction was cancelled, in the order of its items; empty where that is not said. */
export const reasonsOf = (ctx: Context): CancellationReason[] =>
  ctx.result?.cancellationReasons ?? [];

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

/** Ends the request when a cancelled transaction cannot be tried again. Errors: `Unavailable`. */
export function failUnlessRace(reasons: CancellationReason[], what = 'change'): void {
  if (!isRace(reasons)) fail('Unavailable', `The table did not take the ${what}. Try again.`);
}
