import { toDynamoDB } from './dynamodb.js';
import { unsupported } from './faults.js';
import { call } from './budget.js';
import { hasOwn, isArray, isMap, keys, stringifyJson } from './natives.js';

/**
 * `util.transform.toDynamoDBFilterExpression` and `…ConditionExpression`; their outputs are equal.
 * Every form here is recorded from AWS (localstack/appsync-utils, `transform` snapshots), the odd
 * ones too: an empty member leaves a dangling joiner, an empty `in` gives `(null)`, and a filter
 * without an expression gives null, not an error.
 */

export interface Expression {
  expression: string;
  expressionNames: Record<string, string>;
  expressionValues: Record<string, unknown>;
}

/** The expression as JSON text. Null where AppSync makes none. */
export function expressionText(filter?: unknown): string | null {
  const expression = toExpression(filter);
  return expression && stringifyJson(expression);
}

/** The expression as an object. Null where AppSync makes none. */
export function toExpression(filter: unknown): Expression | null {
  const built: Expression = { expression: '', expressionNames: {}, expressionValues: {} };
  const text = group(filter, '', built);
  if (text === null) return null;
  built.expression = text;
  return built;
}

const comparisons: Record<string, string> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};
const functions: Record<string, string> = {
  contains: 'contains',
  notContains: 'NOT contains',
  beginsWith: 'begins_with',
};
const typeCodes: Record<string, string> = {
  _null: 'NULL',
  string: 'S',
  stringSet: 'SS',
  number: 'N',
  numberSet: 'NS',
  binary: 'B',
  binarySet: 'BS',
  boolean: 'BOOL',
  list: 'L',
  map: 'M',
};

/** Joins several fields by AND, without parentheses. */
function group(filter: unknown, prefix: string, built: Expression): string | null {
  call();
  if (!isMap(filter)) return null;
  const parts: string[] = [];
  for (const name of keys(filter)) {
    const part = member(name, filter[name], prefix, built);
    if (part === null) return null;
    parts.push(part);
  }
  return parts.join(' AND ');
}

function member(name: string, value: unknown, prefix: string, built: Expression): string | null {
  if (name === 'and' || name === 'or') {
    if (!isArray(value)) return null;
    const parts: string[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const part = group(value[index], `${prefix}${name}_${index}_`, built);
      if (part === null) return null;
      parts.push(part);
    }
    return enclosed(parts, name === 'and' ? ' AND ' : ' OR ');
  }
  if (name === 'not') {
    if (isMap(value) && keys(value).length > 1)
      unsupported('a filter with several fields under not');
    const part = group(value, `${prefix}not_`, built);
    return part === null ? null : `(NOT ${part})`;
  }
  if (!isMap(value)) return null;
  built.expressionNames[`#${name}`] = name;
  const parts = terms(`#${name}`, value, `:${prefix}${name}`, built);
  return parts && enclosed(parts, ' AND ');
}

/** One part stays as it is, several get parentheses. */
function enclosed(parts: readonly string[], joiner: string): string {
  return parts.length > 1 ? `(${parts.join(joiner)})` : parts.join(joiner);
}

/** The operators of one field. `valueName` is the prefix of their values' names. */
function terms(
  operand: string,
  operators: Record<string, unknown>,
  valueName: string,
  built: Expression,
): string[] | null {
  const parts: string[] = [];
  for (const operator of keys(operators)) {
    const value = operators[operator];
    const name = `${valueName}_${operator}`;
    if (operator === 'size') {
      if (!isMap(value)) return null;
      const inner = operand.startsWith('size(') ? operand : `size(${operand})`;
      const nested = terms(inner, value, name, built);
      if (nested === null) return null;
      parts.push(...nested);
      continue;
    }
    const part = term(operand, operator, value, name, built);
    if (part === null) return null;
    parts.push(`(${part})`);
  }
  return parts;
}

function term(
  operand: string,
  operator: string,
  value: unknown,
  name: string,
  built: Expression,
): string | null {
  const bind = (boundName: string, bound: unknown): string => {
    built.expressionValues[boundName] = toDynamoDB(bound);
    return boundName;
  };
  if (hasOwn(comparisons, operator)) {
    return `${operand} ${comparisons[operator]} ${bind(name, value)}`;
  }
  if (hasOwn(functions, operator)) return `${functions[operator]}(${operand},${bind(name, value)})`;
  switch (operator) {
    case 'between':
      if (!isArray(value) || value.length < 2) return null;
      return `${operand} BETWEEN ${bind(`${name}_start`, value[0])} AND ${bind(`${name}_end`, value[1])}`;
    case 'in': {
      if (!isArray(value)) return null;
      if (value.length === 0) return 'null';
      const names = value.map((element, index) => bind(`${name}_${index}`, element));
      return `${operand} IN (${names.join(', ')})`;
    }
    case 'attributeExists':
      if (typeof value !== 'boolean') return null;
      return `${value ? 'attribute_exists' : 'attribute_not_exists'}(${operand})`;
    case 'attributeType':
      if (typeof value !== 'string' || !hasOwn(typeCodes, value)) return null;
      return `attribute_type(${operand},${bind(name, typeCodes[value])})`;
    default:
      return null;
  }
}
