import { isObject } from '../jsonObject.js';
import type { SubscriptionFilter } from '../types.js';
import { FILTER_LIMITS } from './limits.js';
import type { FrameError } from './messages.js';
import { operatorOf } from './operators.js';

/**
 * Checks an enhanced or invalidation filter against AppSync's limits at subscribe time. Returns the
 * error, or undefined for a valid filter. Messages marked "seen" are the service's own; the others
 * are the host's, in the same style: docs/protocol.md#filter-errors.
 */
export function checkFilter(filter: SubscriptionFilter): FrameError | undefined {
  const message = problemOf(filter);
  return message === undefined ? undefined : { message, errorCode: 400 };
}

function problemOf(filter: SubscriptionFilter): string | undefined {
  const { filterGroup }: { filterGroup: unknown } = filter;
  // How AppSync treats a filter without conditions is not known. It must not match every event.
  if (!Array.isArray(filterGroup) || filterGroup.length === 0) {
    return 'subscription filter has no filters.';
  }
  const names = new Set<string>();
  let combinations = 0;
  for (const group of filterGroup) {
    const filters: unknown = isObject(group) ? group.filters : undefined;
    if (!Array.isArray(filters) || filters.length === 0)
      return 'subscription filter has no filters.';
    const own = new Set<string>();
    let expanded = 1;
    for (const condition of filters) {
      const problem = conditionProblem(condition);
      if (problem !== undefined) return problem;
      const { fieldName, operator, value } = condition;
      if (own.has(fieldName)) {
        // Seen: amplify-js issue 13384.
        return 'subscription filter uses same fieldName multiple time in single filter object.';
      }
      own.add(fieldName);
      names.add(fieldName);
      if (operator === 'in') expanded *= value.length;
    }
    combinations += expanded;
  }
  // Seen: amplify-flutter issue 6142, where no single filter had more than five.
  if (names.size > FILTER_LIMITS.fieldNames) {
    return `Filters exceed maximum attributes limit ${FILTER_LIMITS.fieldNames} for subscription.`;
  }
  // Seen: quoted by amplify-swift's tests.
  if (combinations > FILTER_LIMITS.filters) {
    return `Filters combination exceed maximum limit ${FILTER_LIMITS.filters} for subscription.`;
  }
  return undefined;
}

function conditionProblem(condition: unknown): string | undefined {
  const { fieldName, operator, value } = isObject(condition) ? condition : {};
  if (typeof fieldName !== 'string' || fieldName === '' || tooLong(fieldName)) {
    return 'subscription filter has invalid fieldName.';
  }
  // The guide says that AppSync ignores deeper paths. The host reports them, because a filter that
  // is silently ignored hides a mistake.
  if (fieldName.split('.').length > FILTER_LIMITS.nestingLevels) {
    return `subscription filter exceeds maximum nesting level ${FILTER_LIMITS.nestingLevels} for fieldName \`${fieldName}\`.`;
  }
  if (typeof operator !== 'string' || !operatorOf(operator)) {
    return 'subscription filter has invalid operator.';
  }
  return valueProblem(operator, value);
}

function valueProblem(operator: string, value: unknown): string | undefined {
  // Seen: amplify-category-api issue 2547.
  const invalid = `subscription filter has invalid filter value for operator \`${operator}\`.`;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.some((one) => typeof one === 'string' && tooLong(one))) {
    return `subscription filter exceeds maximum string length ${FILTER_LIMITS.stringLength} for operator \`${operator}\`.`;
  }
  switch (operator) {
    case 'eq':
    case 'ne':
      return isOrdered(value) || typeof value === 'boolean' ? undefined : invalid;
    case 'beginsWith':
      return typeof value === 'string' ? undefined : invalid;
    case 'between':
      return Array.isArray(value) && value.length === 2 && sameType(value) ? undefined : invalid;
    case 'in':
    case 'notIn':
    case 'containsAny': {
      const limit =
        operator === 'containsAny' ? FILTER_LIMITS.containsAnyValues : FILTER_LIMITS.inValues;
      // Seen: amplify-category-api issue 740.
      if (Array.isArray(value) && value.length > limit)
        return `subscription exceeds maximum value limit ${limit} for operator \`${operator}\`.`;
      return Array.isArray(value) && value.length > 0 && value.every(isOrdered)
        ? undefined
        : invalid;
    }
    default:
      return isOrdered(value) ? undefined : invalid;
  }
}

function sameType(values: readonly unknown[]): boolean {
  return values.every((value) => isOrdered(value) && typeof value === typeof values[0]);
}

function isOrdered(value: unknown): value is string | number {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

function tooLong(text: string): boolean {
  return text.length > FILTER_LIMITS.stringLength;
}
