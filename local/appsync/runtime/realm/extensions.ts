import { Fault, mapArgument, nameOf, unsupported, textArgument } from './faults.js';
import { isArray, isMap } from './natives.js';

/** What `extensions` collects in one evaluation. The names are those of the host's `Extensions`. */
export interface GatheredExtensions {
  subscriptionFilter?: unknown;
  subscriptionInvalidationFilter?: unknown;
  invalidations?: { subscriptionField: string; payload: unknown }[];
  evictions?: { field: string; keys: Record<string, unknown> }[];
}

/** `extensions`. Source: developer guide, extensions-js. */
export function extensionFunctions(state: () => GatheredExtensions) {
  return {
    evictFromApiCache: (typeName: unknown, fieldName: unknown, key: unknown): void => {
      const type = textArgument(typeName, 'the type name');
      const field = `${type}.${textArgument(fieldName, 'the field name')}`;
      (state().evictions ??= []).push({
        field,
        keys: isMap(key) ? key : unsupported(`evictFromApiCache with keys that are ${nameOf(key)}`),
      });
    },
    setSubscriptionFilter: (filter: unknown): void => {
      state().subscriptionFilter = checked(filter, 'setSubscriptionFilter');
    },
    setSubscriptionInvalidationFilter: (filter: unknown): void => {
      state().subscriptionInvalidationFilter = checked(filter, 'setSubscriptionInvalidationFilter');
    },
    invalidateSubscriptions: (invalidation: unknown): void => {
      const { subscriptionField, payload } = mapArgument(invalidation, 'invalidateSubscriptions');
      (state().invalidations ??= []).push({
        subscriptionField: textArgument(subscriptionField, 'subscriptionField'),
        payload: isMap(payload) ? payload : unsupported(`a payload that is ${nameOf(payload)}`),
      });
    },
  };
}

/** Checks the form of a filter. Operators and limits are checked when a client subscribes. */
function checked(filter: unknown, what: string): unknown {
  const groups = isMap(filter) ? filter['filterGroup'] : undefined;
  if (!isArray(groups)) return unsupported(`${what} of ${nameOf(filter)} without a filterGroup`);
  for (const group of groups as unknown[]) {
    if (!isMap(group) || !isArray(group['filters'])) {
      throw new Fault(`${what}: a group without filters`);
    }
  }
  return filter;
}
