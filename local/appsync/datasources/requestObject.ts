import { isObject } from '../jsonObject.js';
import { ResolverFault } from './resolverFault.js';

export type Fields = Readonly<Record<string, unknown>>;

/** The path of a value in the request, in AppSync's notation: `$[condition][expression]`. */
export type Path = string;

export const at = (path: Path, field: string | number): Path => `${path}[${field}]`;

export const wrongType = (path: Path, expected: string): never => {
  throw new ResolverFault(`Expected ${expected} for field '${path}'.`);
};

/** Reads a value at a path. Throws a `ResolverFault` for one of another type. */
export type Read<T> = (value: unknown, path: Path) => T;

export const asObject = (value: unknown, path: Path): Fields =>
  isObject(value) ? value : wrongType(path, 'a JSON object');

export const asList = (value: unknown, path: Path): readonly unknown[] =>
  Array.isArray(value) ? value : wrongType(path, 'a JSON array');

/** Reads a list of which each element is read with `read`. */
export const listOf =
  <T>(read: Read<T>): Read<T[]> =>
  (value, path) =>
    asList(value, path).map((element, index) => read(element, at(path, index)));

/** Reads an object of which each member is read with `read`. */
export const recordOf =
  <T>(read: Read<T>): Read<Record<string, T>> =>
  (value, path) =>
    Object.fromEntries(
      Object.entries(asObject(value, path)).map(([name, one]) => [name, read(one, at(path, name))]),
    );

export const asString = (value: unknown, path: Path): string =>
  typeof value === 'string' ? value : wrongType(path, 'a string');

export const asInteger = (value: unknown, path: Path): number =>
  typeof value === 'number' && Number.isInteger(value) ? value : wrongType(path, 'an integer');

export const asBoolean = (value: unknown, path: Path): boolean =>
  typeof value === 'boolean' ? value : wrongType(path, 'a boolean');

/**
 * Reads an optional field with `read`; undefined when it is omitted. Null counts as omitted, as for an
 * omitted variable.
 */
export const ifGiven = <T>(
  fields: Fields,
  path: Path,
  name: string,
  read: Read<T>,
): T | undefined => {
  const value = fields[name] ?? undefined;
  return value === undefined ? undefined : read(value, at(path, name));
};

/** Reads a field with `read`. Throws a `ResolverFault` when it is omitted. */
export const required = <T>(fields: Fields, path: Path, name: string, read: Read<T>): T => {
  const value = ifGiven(fields, path, name, read);
  if (value === undefined)
    throw new ResolverFault(`Value for field '${at(path, name)}' not found.`);
  return value;
};

/** Throws a `ResolverFault` for an unknown field, as AppSync does at every depth. */
export const onlyFields = (fields: Fields, path: Path, known: readonly string[]): void => {
  for (const name of Object.keys(fields)) {
    if (!known.includes(name)) throw new ResolverFault(`Unsupported element '${at(path, name)}'.`);
  }
};
