/**
 * The condition block of an IAM policy statement (IAM user guide, "IAM JSON policy elements: Condition
 * operators" and "Conditions with multiple context keys or values").
 */

/** The context of a request: what its condition keys are worth. A key that is not there has no value. */
export type Context = Readonly<Record<string, readonly string[]>>;

/** Operator → condition key → values, each value a list. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

type Test = (value: string, wanted: string) => boolean;

const same: Test = (value, wanted) => value === wanted;
const sameInAnyCase: Test = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();
/** `*` is any text, `?` any one character; letters count as they are written. */
export const isLike: Test = (value, pattern) => {
  const source = pattern
    .replace(/[.+^$(){}|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(value);
};
const numeric =
  (compare: (value: number, wanted: number) => boolean): Test =>
  (value, wanted) =>
    compare(Number(value), Number(wanted));
const dated =
  (compare: (value: number, wanted: number) => boolean): Test =>
  (value, wanted) =>
    compare(Date.parse(value), Date.parse(wanted));

const tests: Readonly<Record<string, Test>> = {
  StringEquals: same,
  StringEqualsIgnoreCase: sameInAnyCase,
  StringLike: isLike,
  // "ArnEquals and ArnLike behave the same."
  ArnEquals: isLike,
  ArnLike: isLike,
  Bool: sameInAnyCase,
  NumericEquals: numeric((value, wanted) => value === wanted),
  NumericLessThan: numeric((value, wanted) => value < wanted),
  NumericLessThanEquals: numeric((value, wanted) => value <= wanted),
  NumericGreaterThan: numeric((value, wanted) => value > wanted),
  NumericGreaterThanEquals: numeric((value, wanted) => value >= wanted),
  DateEquals: dated((value, wanted) => value === wanted),
  DateLessThan: dated((value, wanted) => value < wanted),
  DateLessThanEquals: dated((value, wanted) => value <= wanted),
  DateGreaterThan: dated((value, wanted) => value > wanted),
  DateGreaterThanEquals: dated((value, wanted) => value >= wanted),
};

/** Operators that hold where the other one does not. */
const opposites: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

interface Operator {
  readonly set?: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly name: string;
  readonly ifExists: boolean;
}

function readOperator(text: string): Operator {
  const [, set, name = text, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(text) ?? [];
  return { set: set as Operator['set'], name, ifExists: ifExists !== undefined };
}

/** Whether this module knows a condition operator, as a policy writes it. */
export function isKnownOperator(text: string): boolean {
  const { name } = readOperator(text);
  return name === 'Null' || name in tests || name in opposites;
}

/**
 * Whether every condition holds: each operator, each of its keys, one of the key's values.
 * An operator that `isKnownOperator` does not know holds never.
 */
export function conditionsHold(conditions: Conditions, context: Context): boolean {
  return Object.entries(conditions).every(([text, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      holds(readOperator(text), valuesOf(context, key), wanted),
    ),
  );
}

/** The names of condition keys count in any case. */
function valuesOf(context: Context, key: string): readonly string[] | undefined {
  const name = Object.keys(context).find((one) => sameInAnyCase(one, key));
  return name === undefined ? undefined : context[name];
}

function holds(
  { set, name, ifExists }: Operator,
  values: readonly string[] | undefined,
  wanted: readonly string[],
): boolean {
  if (name === 'Null') return wanted.some((one) => (one === 'true') === (values === undefined));
  const opposite = opposites[name];
  const test = tests[opposite ?? name];
  if (!test) return false;
  const one = (value: string): boolean => {
    const some = wanted.some((pattern) => test(value, pattern));
    return opposite ? !some : some;
  };
  if (set === 'ForAllValues') return (values ?? []).every(one);
  if (values === undefined || values.length === 0) {
    return set === 'ForAnyValue' ? false : ifExists || opposite !== undefined;
  }
  return set === 'ForAnyValue' || opposite === undefined ? values.some(one) : values.every(one);
}
