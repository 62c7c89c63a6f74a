import { mapArgument, nameOf, textArgument, unsupported } from './faults.js';
import { call } from './budget.js';
import { freeze, isArray, isFinite, isMap, keys, parseJson, stringifyJson } from './natives.js';

/**
 * `util.dynamodb`: converts values to DynamoDB's typed values. The outputs are recorded from AWS
 * (localstack/appsync-utils snapshots): numbers stay numbers, null is `{ NULL: null }`. A helper
 * returns null for null or undefined (declarations of @aws-appsync/utils 2.1.1).
 */

type Typed = Record<string, unknown>;

/** Any value in its typed form. Lists become L, never a set. */
export function toDynamoDB(value: unknown): Typed {
  call();
  if (value === null) return { NULL: null };
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return isFinite(value) ? { N: value } : unsupported('NaN or Infinity as a DynamoDB value');
    case 'boolean':
      return { BOOL: value };
    case 'object':
      return isArray(value)
        ? { L: value.map((element) => toDynamoDB(element)) }
        : { M: typedMap(value!) };
    default:
      return unsupported(`${typeof value} as a DynamoDB value`);
  }
}

/** The values of a map, each in its typed form. */
export function typedMap(map: object): Typed {
  const typed: Typed = {};
  for (const name of keys(map)) typed[name] = toDynamoDB((map as Typed)[name]);
  return typed;
}

/** A helper that gives null for null or undefined. */
function unlessNull(helper: (value: unknown) => Typed) {
  return (value?: unknown) => (value === null || value === undefined ? null : helper(value));
}

function scalar(type: string, of: 'string' | 'number' | 'boolean') {
  return unlessNull((value) =>
    typeof value === of ? { [type]: value } : unsupported(`${nameOf(value)} as ${type}`),
  );
}

function list(type: string, of: 'string' | 'number') {
  return unlessNull((values) => {
    if (!isArray(values)) return unsupported(`${nameOf(values)} as ${type}`);
    if (!values.every((value) => typeof value === of))
      return unsupported(`mixed values as ${type}`);
    return { [type]: values.slice() as unknown[] };
  });
}

export const sets = freeze({
  toStringSet: list('SS', 'string'),
  toNumberSet: list('NS', 'number'),
  toBinarySet: list('BS', 'string'),
});

export const dynamodb = {
  toDynamoDB: (value?: unknown) => toDynamoDB(value),
  toString: scalar('S', 'string'),
  toNumber: scalar('N', 'number'),
  toBinary: scalar('B', 'string'),
  toBoolean: scalar('BOOL', 'boolean'),
  toNull: () => ({ NULL: null }),
  ...sets,
  toList: unlessNull((values) =>
    isArray(values) ? toDynamoDB(values) : unsupported(`${nameOf(values)} as L`),
  ),
  toMap: unlessNull((map) => ({ M: typedMap(mapArgument(map, 'toMap')) })),
  toMapValues: unlessNull((map) => typedMap(mapArgument(map, 'toMapValues'))),
  toS3Object: (key: unknown, bucket: unknown, region: unknown, version?: unknown) => {
    const s3: Record<string, unknown> = {
      key: textArgument(key, 'the key'),
      bucket: textArgument(bucket, 'the bucket'),
      region: textArgument(region, 'the region'),
    };
    if (version !== undefined) s3['version'] = textArgument(version, 'the version');
    return { S: stringifyJson({ s3 }) };
  },
  /** The documentation says: the string of an S3 object gives key, bucket, region and version. */
  fromS3ObjectJson: (text: unknown) => {
    const value = parseOr(textArgument(text, 'the S3 object'));
    const s3 = isMap(value) ? value['s3'] : undefined;
    return isMap(s3) ? s3 : unsupported('fromS3ObjectJson of text that is not an S3 object');
  },
};

function parseOr(text: string): unknown {
  try {
    return parseJson(text) as unknown;
  } catch {
    return undefined;
  }
}
