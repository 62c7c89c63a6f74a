/**
 * The part of Lambda's and EventBridge's filter syntax that is used here: a list of texts, `{ prefix }` or
 * `{ exists }` for a value, nested as the event is. One of a list must match, and every field of a rule must.
 * Sources: AWS Lambda developer guide, "Control which events Lambda sends to your function"; EventBridge user
 * guide, "Comparison operators".
 */
export type FilterRule = { readonly [field: string]: FilterRule | readonly FilterValue[] };
export type FilterValue = string | { readonly prefix: string } | { readonly exists: boolean };

/** Whether an event fits a rule. */
export function matches(rule: FilterRule, event: unknown): boolean {
  return Object.entries(rule).every(([field, expected]) => {
    const value = (event as Record<string, unknown> | null | undefined)?.[field];
    if (!isList(expected)) return matches(expected, value);
    return expected.some((each) => fits(each, value));
  });
}

function fits(expected: FilterValue, value: unknown): boolean {
  if (typeof expected === 'string') return value === expected;
  if ('exists' in expected) return (value !== undefined) === expected.exists;
  return typeof value === 'string' && value.startsWith(expected.prefix);
}

const isList = (
  expected: FilterRule | readonly FilterValue[],
): expected is readonly FilterValue[] => Array.isArray(expected);
