/**
 * The condition block of an IAM policy statement (IAM user guide, "IAM JSON policy elements: Condition
 * operators" and "Conditions with multiple context keys or values").
 */

import { BlockList, isIP } from 'node:net';

/** The context of a request: what its condition keys are worth. A key that is not there has no value. */
export type Context = Readonly<Record<string, readonly string[]>>;

/** Operator → condition key → values, each value a list. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

type Test = (value: string, wanted: string) => boolean;

const sameInAnyCase: Test = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();
/**
 * `*` is any text, `?` any one character; letters count as they are written. The newest `*` gives back
 * what it took too little of, and no earlier one has to: the time is that of text times pattern at most.
 */
export const isLike: Test = (value, pattern) => {
  let [at, sign] = [0, 0];
  let star: { readonly sign: number; end: number } | undefined;
  while (at < value.length) {
    if (pattern[sign] === '*') {
      star = { sign, end: at };
      sign += 1;
    } else if (pattern[sign] === '?' || pattern[sign] === value[at]) {
      at += 1;
      sign += 1;
    } else if (star) {
      star.end += 1;
      at = star.end;
      sign = star.sign + 1;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(sign));
};
/**
 * "Each of the six colon-delimited components of the ARN is checked separately." What has fewer is no
 * ARN, and fits none.
 */
const isLikeArn: Test = (value, pattern) => {
  const [parts, patterns] = [arnParts(value), arnParts(pattern)];
  if (!parts || !patterns) return false;
  return parts.every((part, index) => isLike(part, patterns[index]!));
};
const arnParts = (arn: string): string[] | undefined =>
  /^([^:]*):([^:]*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(arn)?.slice(1);

const toNumber = (text: string): number => (text.trim() === '' ? NaN : Number(text));
const numeric =
  (compare: (value: number, wanted: number) => boolean): Test =>
  (value, wanted) =>
    compare(toNumber(value), toNumber(wanted));
/** ISO 8601, of which four digits are a year; or the seconds since 1970. */
const toTime = (text: string): number =>
  /^\d+$/.test(text) && text.length > 4 ? Number(text) * 1_000 : Date.parse(text);
const dated =
  (compare: (value: number, wanted: number) => boolean): Test =>
  (value, wanted) =>
    compare(toTime(value), toTime(wanted));

/** A range as its address and the length of its prefix; undefined where it is neither an address nor a range. */
function rangeOf(text: string) {
  const [, address = '', bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  if (version === 0 || length > most) return undefined;
  return { address, length, type: version === 4 ? 'ipv4' : 'ipv6' } as const;
}
/** "203.0.113.0/24 or 2001:DB8:1234:5678::/64"; an address alone is itself. */
const isInRange: Test = (value, wanted) => {
  const [range, version] = [rangeOf(wanted), isIP(value)];
  if (!range || version === 0) return false;
  const list = new BlockList();
  list.addSubnet(range.address, range.length, range.type);
  return list.check(value, version === 4 ? 'ipv4' : 'ipv6');
};
/** "Byte for byte"; both are written in base64. */
const sameBytes: Test = (value, wanted) =>
  Buffer.from(value, 'base64').equals(Buffer.from(wanted, 'base64'));

const tests: Readonly<Record<string, Test>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: sameInAnyCase,
  StringLike: isLike,
  // "ArnEquals and ArnLike behave the same."
  ArnEquals: isLikeArn,
  ArnLike: isLikeArn,
  Bool: sameInAnyCase,
  BinaryEquals: sameBytes,
  IpAddress: isInRange,
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
  NotIpAddress: 'IpAddress',
};

/** An operator as a policy writes it: `ForAnyValue:StringLikeIfExists`. */
function readOperator(text: string) {
  const [, set, name = text, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(text) ?? [];
  return { set, name, ifExists: ifExists !== undefined };
}

/** Whether this module knows a condition operator, as a policy writes it. */
export function isKnownOperator(text: string): boolean {
  const { set, name, ifExists } = readOperator(text);
  if (name === 'Null') return set === undefined && !ifExists;
  return Object.hasOwn(tests, name) || Object.hasOwn(opposites, name);
}

/** A value that does not fit its operator, such as a malformed address: IAM refuses it in a policy. */
export function badValue(conditions: Conditions): string | undefined {
  for (const [text, keys] of Object.entries(conditions)) {
    const { name } = readOperator(text);
    if ((opposites[name] ?? name) !== 'IpAddress') continue;
    const bad = Object.values(keys)
      .flat()
      .find((value) => !rangeOf(value));
    if (bad !== undefined) return `${text}: ${bad} is no address and no range of addresses`;
  }
  return undefined;
}

/**
 * Whether every condition holds: each operator, each of its keys, one of the key's values.
 * An operator that `isKnownOperator` does not know never holds.
 */
export function conditionsHold(conditions: Conditions, context: Context): boolean {
  return Object.entries(conditions).every(([text, keys]) =>
    Object.entries(keys).every(([key, wanted]) =>
      holds(readOperator(text), valuesOf(context, key), wanted),
    ),
  );
}

/** The names of condition keys count in any case. */
function valuesOf(context: Context, key: string): readonly string[] {
  const name = Object.keys(context).find((one) => sameInAnyCase(one, key));
  return name === undefined ? [] : context[name]!;
}

function holds(
  { set, name, ifExists }: ReturnType<typeof readOperator>,
  values: readonly string[],
  wanted: readonly string[],
): boolean {
  const isThere = values.length > 0;
  if (name === 'Null') return wanted.some((one) => (one === 'true') !== isThere);
  const opposite = opposites[name];
  const test = tests[opposite ?? name];
  if (!test) return false;
  const one = (value: string): boolean => {
    const some = wanted.some((pattern) => test(value, pattern));
    return opposite ? !some : some;
  };
  if (set === 'ForAllValues') return values.every(one);
  // Without a value ForAnyValue never holds, with IfExists neither (seen on AWS: repost.aws question
  // QU9HFmDzP0QGuU-fd7rS6B7w).
  if (!isThere) return set !== 'ForAnyValue' && (ifExists || opposite !== undefined);
  return set === 'ForAnyValue' || opposite === undefined ? values.some(one) : values.every(one);
}
