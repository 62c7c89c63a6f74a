import type { SubscriptionFilter } from '../types.js';

export type Condition = SubscriptionFilter['filterGroup'][number]['filters'][number];

/** Whether a condition holds. `field` comes from the payload (null when absent), `value` from the filter. */
export type Operator = (field: unknown, value: unknown) => boolean;

/**
 * The operators of enhanced filters: AppSync developer guide, extensions-js, and
 * docs/protocol.md#operators. Comparison is strict in type and case-sensitive. Strings are ordered by
 * UTF-16 units, as in Java. Not known about AppSync: here `ne`, `notIn` and `notContains` hold for a
 * null field, and the other operators do not.
 */
const OPERATORS = {
  eq: (field, value) => field === value,
  ne: (field, value) => !isComposite(field) && field !== value,
  le: (field, value) => order(field, value) <= 0,
  lt: (field, value) => order(field, value) < 0,
  ge: (field, value) => order(field, value) >= 0,
  gt: (field, value) => order(field, value) > 0,
  contains,
  notContains: (field, value) => {
    // Measured on the service: on a list it matches everything.
    if (Array.isArray(field)) return true;
    return !isComposite(field) && !contains(field, value);
  },
  beginsWith: (field, value) =>
    typeof field === 'string' && typeof value === 'string' && field.startsWith(value),
  in: (field, value) => Array.isArray(value) && value.includes(field),
  notIn: (field, value) => !isComposite(field) && Array.isArray(value) && !value.includes(field),
  // The guide's example excludes both borders: severity between [1,5] is 2, 3 or 4.
  between: (field, value) =>
    Array.isArray(value) && order(field, value[0]) > 0 && order(field, value[1]) < 0,
  containsAny: (field, value) =>
    Array.isArray(field) && Array.isArray(value) && field.some((item) => value.includes(item)),
} satisfies Record<string, Operator>;

/** The operator with this name; undefined when there is none. */
export function operatorOf(name: string): Operator | undefined {
  return Object.hasOwn(OPERATORS, name) ? OPERATORS[name as keyof typeof OPERATORS] : undefined;
}

/** True for a substring, a member of a list, or an equal number. */
function contains(field: unknown, value: unknown): boolean {
  if (Array.isArray(field)) return field.includes(value);
  if (typeof field === 'string' && typeof value === 'string') return field.includes(value);
  return typeof field === 'number' && field === value;
}

/** Negative, zero or positive, as `field` is less than, equal to or greater than `value`; NaN for different types. */
function order(field: unknown, value: unknown): number {
  if (typeof field === 'number' && typeof value === 'number') return field - value;
  if (typeof field !== 'string' || typeof value !== 'string') return Number.NaN;
  return field < value ? -1 : Number(field > value);
}

function isComposite(field: unknown): boolean {
  return typeof field === 'object' && field !== null;
}
