import type { SubscriptionFilter } from '../../local/appsync/types.js';

/**
 * A naive implementation of the filter rules in docs/protocol.md, for the property test to compare
 * with. Every combination of operator and kind of field has its own line.
 */
export function naiveMatch(filter: SubscriptionFilter, payload: unknown): boolean {
  for (const group of filter.filterGroup) {
    let all = true;
    for (const { fieldName, operator, value } of group.filters) {
      if (!holds(lookUp(payload, fieldName), operator, value, fieldName.includes('.'))) all = false;
    }
    if (all) return true;
  }
  return false;
}

/** Marks a path that leads through a list or another value that is not an object. */
const UNREACHABLE = Symbol('unreachable');

function lookUp(payload: unknown, fieldName: string): unknown {
  const [first = '', ...rest] = fieldName.split('.');
  if (payload === null) return null;
  if (typeof payload !== 'object' || Array.isArray(payload)) return UNREACHABLE;
  const found = new Map<string, unknown>(Object.entries(payload)).get(first) ?? null;
  return rest.length === 0 ? found : lookUp(found, rest.join('.'));
}

function holds(field: unknown, operator: string, value: unknown, nested: boolean): boolean {
  if (field === UNREACHABLE) return false;
  const kind = field === null ? 'null' : Array.isArray(field) ? 'list' : typeof field;
  const alike = typeof field === typeof value;
  switch (operator) {
    case 'eq':
      return kind !== 'list' && kind !== 'object' && Object.is(field, value);
    case 'ne':
      return kind !== 'list' && kind !== 'object' && !Object.is(field, value);
    case 'lt':
      return alike && rank(field, value) === 'below';
    case 'le':
      return alike && rank(field, value) !== 'above' && rank(field, value) !== 'none';
    case 'gt':
      return alike && rank(field, value) === 'above';
    case 'ge':
      return alike && rank(field, value) !== 'below' && rank(field, value) !== 'none';
    case 'beginsWith':
      return !nested && kind === 'string' && String(field).slice(0, String(value).length) === value;
    case 'contains':
      if (kind === 'list') return (field as unknown[]).some((item) => item === value);
      if (kind === 'string') return alike && String(field).indexOf(String(value)) >= 0;
      return kind === 'number' && field === value;
    case 'notContains':
      if (kind === 'list') return true;
      return kind !== 'object' && !holds(field, 'contains', value, nested);
    case 'in':
      return (value as unknown[]).some((one) => holds(field, 'eq', one, nested));
    case 'notIn':
      return (value as unknown[]).every((one) => holds(field, 'ne', one, nested));
    case 'between': {
      const [low, high] = value as unknown[];
      return holds(field, 'gt', low, nested) && holds(field, 'lt', high, nested);
    }
    case 'containsAny':
      if (kind !== 'list') return false;
      return (value as unknown[]).some((one) => holds(field, 'contains', one, nested));
    default:
      throw new Error(`No rule for ${operator}`);
  }
}

function rank(left: unknown, right: unknown): 'below' | 'equal' | 'above' | 'none' {
  if (typeof left === 'number' && typeof right === 'number') {
    return left === right ? 'equal' : left < right ? 'below' : 'above';
  }
  if (typeof left !== 'string' || typeof right !== 'string') return 'none';
  const units = (text: string) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const [a, b] = [units(left), units(right)];
  for (const [index, unit] of a.entries()) {
    const other = b[index];
    if (other === undefined || unit > other) return 'above';
    if (unit < other) return 'below';
  }
  return a.length === b.length ? 'equal' : 'below';
}
