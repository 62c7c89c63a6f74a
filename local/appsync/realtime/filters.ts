import type { SubscriptionFilter } from '../types';
import { isObject } from './messages';
import { operatorOf, type Condition } from './operators';

/** Decides which events a subscription gets: docs/protocol.md#filters. */
export interface Matcher {
  /** `payload` is what the mutation published, or what `invalidateSubscriptions` was given. */
  matches(payload: unknown): boolean;
  /**
   * Where an index may look: an event can only match when one of these top-level fields has its
   * value. Undefined when there is no such list, and every event has to be looked at.
   */
  readonly keys: readonly IndexKey[] | undefined;
}

export interface IndexKey {
  readonly fieldName: string;
  readonly value: string | number | boolean;
}

/**
 * Basic filter: every argument equals the field of its name, an omitted one is no constraint, an
 * explicit null wants null (AppSync developer guide, aws-appsync-real-time-data). Lists and objects
 * are equal when all in them is. A field that the mutation did not select is null.
 */
export function argumentMatcher(args: Readonly<Record<string, unknown>>): Matcher {
  const wanted = Object.entries(args).filter(([, value]) => value !== undefined);
  const scalar = wanted.find(([, value]) => isScalar(value));
  return {
    matches: (payload) =>
      wanted.length === 0 ||
      (isObject(payload) &&
        wanted.every(([name, value]) => deepEqual(fieldOf(payload, name), value))),
    keys: scalar && [{ fieldName: scalar[0], value: scalar[1] as IndexKey['value'] }],
  };
}

/**
 * Enhanced filter: filters AND, groups OR (AppSync developer guide, extensions-js). Give it filters
 * that `checkFilter` found nothing wrong with.
 */
export function filterMatcher({ filterGroup }: SubscriptionFilter): Matcher {
  const groups = filterGroup.map(({ filters }) => filters.map(compile));
  const keys = filterGroup.map(({ filters }) => groupKeys(filters));
  return {
    // Top-level lists of objects never match.
    matches: (payload) =>
      isObject(payload) && groups.some((conditions) => conditions.every((holds) => holds(payload))),
    keys: keys.every((list) => list !== undefined) ? keys.flat() : undefined,
  };
}

type Payload = Record<string, unknown>;

function compile({ fieldName, operator, value }: Condition): (payload: Payload) => boolean {
  const path = fieldName.split('.');
  const holds = operatorOf(operator);
  if (!holds) return () => false;
  // Measured on the service: `beginsWith` on a nested path matches nothing.
  if (operator === 'beginsWith' && path.length > 1) return () => false;
  if (path.length === 1) return (payload) => holds(fieldOf(payload, fieldName), value);
  return (payload) => {
    let field: unknown = payload;
    for (const step of path) {
      if (field === null) break;
      // What AppSync finds behind a list on the way is not known: here nothing.
      if (!isObject(field)) return false;
      field = fieldOf(field, step);
    }
    return holds(field, value);
  };
}

/** The values that one `eq` or `in` of a group asks for; every event of the group has one of them. */
function groupKeys(filters: readonly Condition[]): IndexKey[] | undefined {
  for (const { fieldName, operator, value } of filters) {
    if (fieldName.includes('.')) continue;
    if (operator === 'eq' && isScalar(value)) return [{ fieldName, value }];
    if (operator === 'in' && Array.isArray(value) && value.every(isScalar)) {
      return value.map((one) => ({ fieldName, value: one }));
    }
  }
  return undefined;
}

function fieldOf(object: Payload, name: string): unknown {
  return Object.hasOwn(object, name) ? (object[name] ?? null) : null;
}

function isScalar(value: unknown): value is IndexKey['value'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function deepEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) => deepEqual(item, right[index]))
    );
  }
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && deepEqual(left[name], right[name]))
  );
}
