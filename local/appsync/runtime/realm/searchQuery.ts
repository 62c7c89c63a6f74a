import { mapArgument, unsupported } from './faults.js';
import { jsonOf, TOO_LARGE } from './budget.js';
import { isArray, isMap, keys } from './natives.js';

/**
 * `util.transform.toElasticsearchQueryDSL`. The developer guide shows one example (two fields with
 * two operators each: ne, range, eq, wildcard). Everything beyond it is unsupported.
 */
export function toElasticsearchQueryDSL(query?: unknown): string {
  const fields = mapArgument(query, 'toElasticsearchQueryDSL');
  const made = all(keys(fields).map((field) => ofField(field, fields[field])));
  const text = jsonOf(made);
  if (text === TOO_LARGE) {
    return unsupported('toElasticsearchQueryDSL of more than a response may have');
  }
  return text!;
}

function ofField(field: string, operators: unknown): object {
  if (field === 'and' || field === 'or' || field === 'not' || !isMap(operators)) {
    return unsupported(`toElasticsearchQueryDSL with ${field}`);
  }
  return all(keys(operators).map((operator) => clause(field, operator, operators[operator])));
}

function all(clauses: object[]): object {
  if (clauses.length < 2)
    unsupported('toElasticsearchQueryDSL with fewer than two clauses together');
  return { bool: { must: clauses } };
}

function clause(field: string, operator: string, value: unknown): object {
  switch (operator) {
    case 'eq':
      return { term: { [field]: value } };
    case 'ne':
      return { bool: { must_not: { term: { [field]: value } } } };
    case 'wildcard':
      return { wildcard: { [field]: value } };
    case 'range':
      if (!isArray(value) || value.length !== 2) return unsupported('a range without two bounds');
      return { range: { [field]: { gte: value[0] as unknown, lte: value[1] as unknown } } };
    default:
      return unsupported(`toElasticsearchQueryDSL with the operator ${operator}`);
  }
}
