import type { SubscriptionFilter } from '../../local/appsync/types.js';

export type Condition = [fieldName: string, operator: string, value: unknown];

/** A filter whose groups have these conditions. */
export const filterOf = (...groups: Condition[][]): SubscriptionFilter => ({
  filterGroup: groups.map((conditions) => ({
    filters: conditions.map(([fieldName, operator, value]) => ({ fieldName, operator, value })),
  })),
});
