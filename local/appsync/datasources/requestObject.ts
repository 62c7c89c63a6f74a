import { ResolverFault } from './resolverFault.js';

export type Fields = Readonly<Record<string, unknown>>;

/** The path of a value in the request, in AppSync's notation: `$[condition][expression]`. */
export type Path = string;

export const at = (path: Path, field: string | number): Path => `${path}[${field}]`;

const wrongType = (path: Path, expected: string): never => {
  throw new ResolverFault(`Expected ${expected} for field '${path}'.`);
};

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads an optional field. Null counts as omitted, as for an omitted variable. */
const optional = (fields: Fields, name: string): unknown => fields[name] ?? undefined;

export const required = (fields: Fields, path: Path, name: string): unknown => {
  const value = optional(fields, name);
  if (value === undefined)
    throw new ResolverFault(`Value for field '${at(path, name)}' not found.`);
  return value;
};

export const asObject = (value: unknown, path: Path): Fields =>
  isObject(value) ? value : wrongType(path, 'a JSON object');

export const asList = (value: unknown, path: Path): readonly unknown[] =>
  Array.isArray(value) ? value : wrongType(path, 'a JSON array');

export const asString = (value: unknown, path: Path): string =>
  typeof value === 'string' ? value : wrongType(path, 'a string');

export const asInteger = (value: unknown, path: Path): number =>
  typeof value === 'number' && Number.isInteger(value) ? value : wrongType(path, 'an integer');

export const asBoolean = (value: unknown, path: Path): boolean =>
  typeof value === 'boolean' ? value : wrongType(path, 'a boolean');

/** Reads an optional field with `read`; undefined when it is omitted. */
export const ifGiven = <T>(
  fields: Fields,
  path: Path,
  name: string,
  read: (value: unknown, path: Path) => T,
): T | undefined => {
  const value = optional(fields, name);
  return value === undefined ? undefined : read(value, at(path, name));
};

/** Throws a `ResolverFault` for an unknown field, as AppSync does at every depth. */
export const onlyFields = (fields: Fields, path: Path, known: readonly string[]): void => {
  for (const name of Object.keys(fields)) {
    if (!known.includes(name)) throw new ResolverFault(`Unsupported element '${at(path, name)}'.`);
  }
};
