/**
 * The part of Lambda's filter syntax that is used here: a list of texts or `{ prefix }` for a value,
 * nested as the event is. One of a list must match, and every field of a rule must.
 * Source: AWS Lambda developer guide, "Control which events Lambda sends to your function".
 */
export type FilterRule = { readonly [field: string]: FilterRule | readonly FilterValue[] };
export type FilterValue = string | { readonly prefix: string };

/** Whether an event fits a rule. */
export function matches(rule: FilterRule, event: unknown): boolean {
  return Object.entries(rule).every(([field, expected]) => {
    const value = (event as Record<string, unknown> | null | undefined)?.[field];
    if (!isList(expected)) return matches(expected, value);
    return expected.some((each) =>
      typeof each === 'string'
        ? value === each
        : typeof value === 'string' && value.startsWith(each.prefix),
    );
  });
}

/** Whether a rule, as a template writes it, has nothing but what is read here. */
export function isRule(value: unknown): value is FilterRule {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) =>
    Array.isArray(one) ? one.every(isValue) : isRule(one),
  );
}

function isValue(value: unknown): value is FilterValue {
  if (typeof value === 'string') return true;
  const members = Object.entries((value ?? {}) as object);
  return members.length === 1 && members[0]![0] === 'prefix' && typeof members[0]![1] === 'string';
}

const isList = (
  expected: FilterRule | readonly FilterValue[],
): expected is readonly FilterValue[] => Array.isArray(expected);
