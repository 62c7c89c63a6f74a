import { unsupported } from './faults.js';
import { charge } from './budget.js';
import { isArray, isMap, keys } from './natives.js';

/**
 * `util.transform.toSubscriptionFilter`. Sources: developer guide,
 * transformation-helpers-in-utils-transform-js, and recordings from AWS (localstack/appsync-utils,
 * `transform-subscription` snapshots). Fields and members of `and` are combined. Operators of one
 * field, members of `or` and rules are alternatives and multiply to groups. Operators are not
 * checked, and `not` is a field like any other.
 */

interface Filter {
  fieldName: string;
  operator: string;
  value: unknown;
}

/** The alternatives of a condition. Each is a list of filters that must all match. */
type Alternatives = Filter[][];

export function toSubscriptionFilter(
  filter?: unknown,
  ignoredFields?: unknown,
  rules?: unknown,
): { filterGroup: { filters: Filter[] }[] } | null {
  if (!isMap(filter)) return null;
  const ignored = ignoredFields ?? [];
  if (!isArray(ignored)) return unsupported('ignored fields that are not a list');
  let alternatives = combined(filter, ignored);
  if (rules !== undefined && rules !== null) {
    if (!isMap(rules)) return unsupported('rules that are not an object');
    let any: Alternatives = [];
    for (const name of keys(rules)) any = any.concat(ofField(name, rules[name]));
    alternatives = product(alternatives, any);
  }
  const groups = alternatives.filter((filters) => filters.length > 0);
  return { filterGroup: groups.map((filters) => ({ filters })) };
}

function combined(filter: Record<string, unknown>, ignored: readonly unknown[]): Alternatives {
  let alternatives: Alternatives = [[]];
  for (const name of keys(filter)) {
    if (ignored.indexOf(name) >= 0) continue;
    const value = filter[name];
    if (name === 'and' || name === 'or') {
      if (!isArray(value)) return unsupported(`${name} with something that is not a list`);
      let any: Alternatives = [];
      for (const member of value as unknown[]) {
        if (!isMap(member)) return unsupported(`${name} with something that is not an object`);
        const ways = combined(member, ignored).filter((filters) => filters.length > 0);
        if (name === 'and') alternatives = product(alternatives, ways);
        else any = any.concat(ways);
      }
      if (name === 'or') alternatives = product(alternatives, any);
    } else {
      alternatives = product(alternatives, ofField(name, value));
    }
  }
  return alternatives;
}

function ofField(fieldName: string, operators: unknown): Alternatives {
  if (!isMap(operators)) return unsupported(`the field ${fieldName} without operators`);
  return keys(operators).map((operator) => [{ fieldName, operator, value: operators[operator] }]);
}

/** Combines two conditions with AND. A side without alternatives has no effect. */
function product(left: Alternatives, right: Alternatives): Alternatives {
  if (right.length === 0) return left;
  charge(left.length * right.length);
  return left.flatMap((filters) => right.map((more) => filters.concat(more)));
}
