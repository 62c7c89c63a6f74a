import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { ItemKey } from '../../../resolvers/lib/keys.js';

/** What one call of the worker works with. */
export interface WorkTable {
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The accounts of the user pool. Left out: there is none to delete. */
  readonly accounts?: Accounts;
  /** The list outside the table. Left out: there is none. */
  readonly deletedAccounts?: DeletedAccounts;
  /** Ends what the call asks of the table, retries and all. */
  readonly signal?: AbortSignal;
}

/** What the worker does with accounts. Both do nothing where there is none of this `sub`. */
export interface Accounts {
  disable(sub: string): Promise<void>;
  remove(sub: string): Promise<void>;
}

/** The table that lists deleted accounts (`resolvers/deletedAccounts.ts`). */
interface DeletedAccounts {
  readonly tableName: string;
  /** How long an entry is kept. */
  readonly days: number;
}

export type Attributes = Record<string, AttributeValue>;

export const toKey = ({ pk, sk }: ItemKey): Attributes => ({ pk: { S: pk }, sk: { S: sk } });

/** ISO 8601, UTC: such texts sort by time. */
export const timeText = (epochMilliseconds: number): string =>
  new Date(epochMilliseconds).toISOString();

/**
 * Carry out a conditional write.
 *
 * @returns false when its condition does not hold
 * @throws what `write` throws besides
 */
export async function ifItHolds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
