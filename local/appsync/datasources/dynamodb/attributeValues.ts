import type { AttributeValue, Item } from '../../../dynamodb/wire/index.js';
import { asList, asObject, at } from '../requestObject.js';
import type { Path } from '../requestObject.js';
import { ResolverFault } from '../resolverFault.js';

const number = (value: unknown, path: Path): string => {
  if (typeof value === 'number' || typeof value === 'string') return String(value);
  throw new ResolverFault(`Expected a number for field '${path}'.`);
};

const string = (value: unknown, path: Path): string => {
  if (typeof value === 'string') return value;
  throw new ResolverFault(`Expected a string for field '${path}'.`);
};

/** Base64 as DynamoDB writes it, so that keys can be compared. */
const binary = (value: unknown, path: Path): string =>
  Buffer.from(string(value, path), 'base64').toString('base64');

const boolean = (value: unknown, path: Path): boolean => {
  if (typeof value === 'boolean') return value;
  throw new ResolverFault(`Expected a boolean for field '${path}'.`);
};

const each = <T>(value: unknown, path: Path, convert: (value: unknown, path: Path) => T): T[] =>
  asList(value, path).map((element, index) => convert(element, at(path, index)));

/**
 * Converts a typed value of a request (`{ S: 'text' }`, `{ N: 1 }`, `{ N: '1' }`, …) to an attribute
 * value of DynamoDB. `util.dynamodb.toNull()` makes `{ NULL: null }` (recorded on AWS), which means NULL.
 *
 * A type without a value, `{ S: null }`, becomes an empty attribute value. DynamoDB refuses it
 * ("Supplied AttributeValue is empty…"), as seen through AppSync (amplify-js issue 5396). A value that
 * does not fit its type is a fault here; how AppSync treats it is not known.
 */
const toAttributeValue = (value: unknown, path: Path): AttributeValue => {
  const typed = asObject(value, path);
  const [type, ...more] = Object.keys(typed);
  if (type === undefined) return empty;
  if (more.length > 0) {
    throw new ResolverFault(`Expected one type for the value of field '${path}'.`);
  }
  const content = typed[type];
  const where = at(path, type);
  if (type === 'NULL') return { NULL: true };
  if (content === null || content === undefined) return empty;
  switch (type) {
    case 'S':
      return { S: string(content, where) };
    case 'N':
      return { N: number(content, where) };
    case 'B':
      return { B: binary(content, where) };
    case 'BOOL':
      return { BOOL: boolean(content, where) };
    case 'SS':
      return { SS: each(content, where, string) };
    case 'NS':
      return { NS: each(content, where, number) };
    case 'BS':
      return { BS: each(content, where, binary) };
    case 'L':
      return { L: each(content, where, toAttributeValue) };
    case 'M':
      return { M: toItem(content, where) };
    default:
      throw new ResolverFault(`Unsupported element '${where}'.`);
  }
};

/** The SDK's type excludes it, and DynamoDB answers it with an error. */
const empty = {} as AttributeValue;

/** Reads a key, an item or expression values: attribute names with typed values. */
export const toItem = (value: unknown, path: Path): Item =>
  Object.fromEntries(
    Object.entries(asObject(value, path)).map(([name, typed]) => [
      name,
      toAttributeValue(typed, at(path, name)),
    ]),
  );

/**
 * Converts an attribute value to the plain JSON that resolvers see (AppSync developer guide,
 * js-resolver-reference-dynamodb, type system of responses). Sets become lists, binary is base64.
 * Not known: how AppSync treats numbers that a JavaScript number cannot hold. Here they are rounded.
 */
const toPlainValue = (value: AttributeValue): unknown => {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.M !== undefined) return toPlain(value.M);
  if (value.L !== undefined) return value.L.map(toPlainValue);
  if (value.SS !== undefined) return value.SS;
  if (value.NS !== undefined) return value.NS.map(Number);
  if (value.B !== undefined) return value.B;
  if (value.BS !== undefined) return value.BS;
  return null;
};

export const toPlain = (item: Item): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toPlainValue(value)]));

/** As `toPlain`; null for a missing item. */
export const toPlainOrNull = (item: Item | undefined): Record<string, unknown> | null =>
  item === undefined ? null : toPlain(item);
