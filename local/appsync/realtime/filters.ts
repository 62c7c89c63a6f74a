import { isObject } from '../jsonObject.js';
import type { SubscriptionFilter } from '../types.js';
import { operatorOf, type Condition, type Operator } from './operators.js';

/** Decides which events a subscription receives: docs/protocol.md#filters. */
export interface Matcher {
  /** @param payload the published result of a mutation, or the payload of `invalidateSubscriptions` */
  matches(payload: unknown): boolean;
  /**
   * Keys for an index: an event can match only if one of these top-level fields has the given value.
   * Undefined when there are no such keys and every event must be tested.
   */
  readonly keys: readonly IndexKey[] | undefined;
}

interface IndexKey {
  readonly fieldName: string;
  readonly value: string | number | boolean;
}

type Payload = Record<string, unknown>;

/**
 * Basic filter: every argument equals the field of the same name. An omitted argument is no
 * constraint; an explicit null matches only null (AppSync developer guide,
 * aws-appsync-real-time-data). Lists and objects are compared deeply. A field that the mutation did
 * not select is null.
 */
export class ArgumentMatcher implements Matcher {
  readonly keys: readonly IndexKey[] | undefined;
  readonly #expected: readonly (readonly [name: string, value: unknown])[];

  constructor(args: Readonly<Record<string, unknown>>) {
    this.#expected = Object.entries(args).filter(([, value]) => value !== undefined);
    for (const [fieldName, value] of this.#expected) {
      if (isScalar(value)) this.keys ??= [{ fieldName, value }];
    }
  }

  matches(payload: unknown): boolean {
    if (this.#expected.length === 0) return true;
    if (!isObject(payload)) return false;
    return this.#expected.every(([name, value]) => deepEqual(fieldOf(payload, name), value));
  }
}

/**
 * Enhanced filter: the filters of a group are joined by AND, the groups by OR (AppSync developer
 * guide, extensions-js). Expects a filter that passed `checkFilter`.
 */
export class FilterMatcher implements Matcher {
  readonly keys: readonly IndexKey[] | undefined;
  readonly #groups: readonly (readonly CompiledCondition[])[];

  constructor({ filterGroup }: SubscriptionFilter) {
    this.#groups = filterGroup.map(({ filters }) => filters.map(compile));
    const keys = filterGroup.map(({ filters }) => groupKeys(filters));
    if (keys.every((list) => list !== undefined)) this.keys = keys.flat();
  }

  matches(payload: unknown): boolean {
    // A payload that is a list never matches.
    if (!isObject(payload)) return false;
    return this.#groups.some((conditions) =>
      conditions.every((condition) => holds(condition, payload)),
    );
  }
}

interface CompiledCondition {
  readonly fieldName: string;
  /** The names of a nested path; undefined for a top-level field. */
  readonly path: readonly string[] | undefined;
  readonly operator: Operator;
  readonly value: unknown;
}

function compile({ fieldName, operator, value }: Condition): CompiledCondition {
  const path = fieldName.includes('.') ? fieldName.split('.') : undefined;
  // Measured on the service: `beginsWith` on a nested path matches nothing.
  const inert = operator === 'beginsWith' && path !== undefined;
  return { fieldName, path, value, operator: (inert ? undefined : operatorOf(operator)) ?? never };
}

const never: Operator = () => false;

function holds({ fieldName, path, operator, value }: CompiledCondition, payload: Payload): boolean {
  if (!path) return operator(fieldOf(payload, fieldName), value);
  let field: unknown = payload;
  for (const step of path) {
    if (field === null) break;
    // What AppSync finds behind a list on the path is not known. The host finds nothing.
    if (!isObject(field)) return false;
    field = fieldOf(field, step);
  }
  return operator(field, value);
}

/** The values of one `eq` or `in` of a group. Every event that matches the group has one of them. */
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
