/**
 * The part of Lambda's and EventBridge's filter syntax that is used here: a list of texts, `{ prefix }` or
 * `{ exists }` for a value, nested as the event is. One of a list must match, and every field of a rule must.
 * Sources: AWS Lambda developer guide, "Control which events Lambda sends to your function"; EventBridge user
 * guide, "Comparison operators".
 */
export type FilterRule = { readonly [field: string]: FilterRule | readonly FilterValue[] };
type FilterValue = string | { readonly prefix: string } | { readonly exists: boolean };

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

/** Whether a rule, as a template writes it, has nothing but what is read here. */
export function isRule(value: unknown): value is FilterRule {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) =>
    Array.isArray(one) ? one.every(isValue) : isRule(one),
  );
}

function isValue(value: unknown): value is FilterValue {
  if (typeof value === 'string') return true;
  const [[name, of] = [], ...more] = Object.entries((value ?? {}) as object);
  if (more.length > 0) return false;
  return (
    (name === 'prefix' && typeof of === 'string') || (name === 'exists' && typeof of === 'boolean')
  );
}

const isList = (
  expected: FilterRule | readonly FilterValue[],
): expected is readonly FilterValue[] => Array.isArray(expected);
