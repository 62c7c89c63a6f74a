import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { setTimeout } from 'node:timers/promises';
import type { ItemKey } from '../../../resolvers/lib/keys.js';
import { worker } from '../../../resolvers/worker.js';
import { type Attributes, type ItemTable, updateItem } from './table.js';

/** The longest pause before a second try, in milliseconds; it grows with each try. */
const CONFLICT_PAUSE = 25;

interface ItemUpdate {
  readonly key: ItemKey;
  readonly expression: string;
  /** What must hold, beside that there is the item. */
  readonly only?: string;
  readonly values?: Attributes;
}

/** Updates an item. One that is gone stays gone, and one for which the condition does not hold as it is. */
export async function writeItem(
  table: ItemTable,
  { key, expression, only, values = {} }: ItemUpdate,
): Promise<void> {
  const exists = 'attribute_exists(pk)';
  const update = {
    UpdateExpression: expression,
    ConditionExpression: only === undefined ? exists : `${exists} AND ${only}`,
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
  for (let tries = 1; ; tries += 1) {
    try {
      await updateItem(table, key, update);
      return;
    } catch (error) {
      // A transaction is under way on the item. A flood of sends must not keep the change off it: many
      // tries, then Lambda calls again.
      if (!(error instanceof TransactionConflictException) || tries === worker.triesOfARow) {
        throw error;
      }
      await setTimeout(Math.random() * tries * CONFLICT_PAUSE);
    }
  }
}

/** Waits for all, also when one fails: none is under way when the call ends. */
export async function writeAll(writes: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(writes)) {
    if (result.status === 'rejected') throw result.reason;
  }
}
