import { z } from 'zod';

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

const value = z.union([
  z.string(),
  z.strictObject({ prefix: z.string() }),
  z.strictObject({ exists: z.boolean() }),
]);
const rule: z.ZodType<FilterRule> = z.record(
  z.string(),
  z.union([z.array(value), z.lazy(() => rule)]),
);

/** Whether a rule, as a template writes it, has nothing but what is read here. */
export const isRule = (given: unknown): given is FilterRule => rule.safeParse(given).success;

const isList = (
  expected: FilterRule | readonly FilterValue[],
): expected is readonly FilterValue[] => Array.isArray(expected);
