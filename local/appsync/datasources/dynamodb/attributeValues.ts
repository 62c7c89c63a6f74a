import type { AttributeValue, Item } from '../../../dynamodb/wire/index.js';
import {
  asBoolean,
  asObject,
  asString,
  at,
  listOf,
  recordOf,
  wrongType,
} from '../requestObject.js';
import type { Path, Read } from '../requestObject.js';
import { ResolverFault } from '../resolverFault.js';

const number = (value: unknown, path: Path): string =>
  typeof value === 'number' || typeof value === 'string'
    ? String(value)
    : wrongType(path, 'a number');

/** Base64 as DynamoDB writes it, so that keys can be compared. */
const binary = (value: unknown, path: Path): string =>
  Buffer.from(asString(value, path), 'base64').toString('base64');

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
  const read = contents.get(type);
  if (!read) throw new ResolverFault(`Unsupported element '${where}'.`);
  return { [type]: read(content, where) } as unknown as AttributeValue;
};

/** The SDK's type excludes it, and DynamoDB answers it with an error. */
const empty = {} as AttributeValue;

/** Reads a key, an item or expression values: attribute names with typed values. */
export const toItem: Read<Item> = recordOf(toAttributeValue);

/** By type, how its content is read. */
const contents = new Map<string, Read<unknown>>([
  ['S', asString],
  ['N', number],
  ['B', binary],
  ['BOOL', asBoolean],
  ['SS', listOf(asString)],
  ['NS', listOf(number)],
  ['BS', listOf(binary)],
  ['L', listOf(toAttributeValue)],
  ['M', toItem],
]);

/**
 * Converts an attribute value to the plain JSON that resolvers see (AppSync developer guide,
 * js-resolver-reference-dynamodb, type system of responses). Sets become lists, binary is base64.
 * Not known: how AppSync treats numbers that a JavaScript number cannot hold. Here they are rounded.
 */
const toPlainValue = (value: AttributeValue): unknown => {
  if (value.N !== undefined) return Number(value.N);
  if (value.NS !== undefined) return value.NS.map(Number);
  if (value.M !== undefined) return toPlain(value.M);
  if (value.L !== undefined) return value.L.map(toPlainValue);
  return value.S ?? value.BOOL ?? value.SS ?? value.B ?? value.BS ?? null;
};

export const toPlain = (item: Item): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toPlainValue(value)]));

/** As `toPlain`; null for a missing item. */
export const toPlainOrNull = (item: Item | undefined): Record<string, unknown> | null =>
  item === undefined ? null : toPlain(item);
