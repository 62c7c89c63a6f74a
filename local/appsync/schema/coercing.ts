import { Kind, type ValueNode } from 'graphql';

import { javaClass, javaText, literalClass } from './javaText.js';

/** A value that does not fit its type. The caller adds the name of the variable or the path. */
export class CoercionError extends Error {
  override readonly name = 'CoercionError';
}

/**
 * Reads and writes one scalar, like graphql-java's `Coercing`. All three throw a `CoercionError`.
 */
export interface Coercing {
  /** A variable's value, never null. */
  parseValue(value: unknown): unknown;
  /** A literal in the query, never null and never a variable. */
  parseLiteral(node: ValueNode): unknown;
  /** A result, never null. */
  serialize(value: unknown): unknown;
}

const wrongType = (type: string, value: unknown) =>
  new CoercionError(`Expected type '${type}' but was '${javaClass(value)}'.`);

/** The literal, if it is of one of these kinds. @throws CoercionError */
export function literalOf(
  node: ValueNode,
  ...kinds: readonly Kind[]
): ValueNode & { value: string | boolean } {
  if (kinds.includes(node.kind) && 'value' in node) {
    return node as ValueNode & { value: string | boolean };
  }
  const wanted = kinds.map((kind) => `'${kind}'`).join(' or ');
  throw new CoercionError(`Expected AST type ${wanted} but was '${literalClass(node)}'.`);
}

/** A number, or a string that contains one: graphql-java accepts both. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(value))
    return undefined;
  return Number(value);
}

/** A scalar that converts a variable's value and a result alike. */
const alike = (
  convert: (value: unknown) => unknown,
  parseLiteral: Coercing['parseLiteral'],
): Coercing => ({ parseValue: convert, serialize: convert, parseLiteral });

function integer(name: string, least: number, most: number): Coercing {
  const convert = (value: unknown) => {
    const number = numberOf(value);
    if (number === undefined || !Number.isInteger(number) || number < least || number > most) {
      throw wrongType(name, value);
    }
    return number;
  };
  return alike(convert, (node) => {
    const number = Number(literalOf(node, Kind.INT).value);
    if (number >= least && number <= most) return number;
    throw new CoercionError(`Expected value to be in the Integer range but it was '${number}'`);
  });
}

function floatOf(value: unknown): number {
  const number = numberOf(value);
  if (number === undefined) throw wrongType('Float', value);
  return number;
}

function idOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return String(value);
  throw wrongType('ID', value);
}

function booleanOf(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  if (typeof value === 'number') return value !== 0;
  throw wrongType('Boolean', value);
}

/** GraphQL's own scalars as graphql-java reads them: it accepts numbers and booleans in strings. */
export const builtInScalars: Readonly<Record<string, Coercing>> = {
  Int: integer('Int', -(2 ** 31), 2 ** 31 - 1),
  Float: alike(floatOf, (node) => Number(literalOf(node, Kind.INT, Kind.FLOAT).value)),
  String: alike(javaText, (node) => literalOf(node, Kind.STRING).value),
  ID: alike(idOf, (node) => literalOf(node, Kind.STRING, Kind.INT).value),
  Boolean: alike(booleanOf, (node) => literalOf(node, Kind.BOOLEAN).value),
};

/**
 * `Long`, an undocumented scalar of AppSync: whole numbers of 64 bits (aws-appsync-community issue
 * 21), as graphql-java 8 reads them. Beyond 2^53 JavaScript rounds them.
 */
export const long: Coercing = {
  ...integer('Long', -(2 ** 63), 2 ** 63),
  parseLiteral(node) {
    const { value } = literalOf(node, Kind.INT, Kind.STRING);
    if (/^[+-]?\d{1,19}$/.test(String(value)) && BigInt.asIntN(64, BigInt(value)) === BigInt(value))
      return Number(value);
    throw new CoercionError(`Expected value to be in the Long range but it was '${value}'`);
  },
};

/** Seconds since 1970; negative before it (developer guide, scalars). */
export const timestamp: Coercing = integer(
  'AWSTimestamp',
  Number.MIN_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER,
);
