import { Kind, type ValueNode } from 'graphql';

import { javaClass, javaText, literalClass } from './javaText.js';

/** A value that is not one of its type. The caller puts the name of the variable or the path before the message. */
export class CoercionError extends Error {
  override readonly name = 'CoercionError';
}

/** How one scalar is read and written, after graphql-java's `Coercing`. All three throw a `CoercionError`. */
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

function literalOf(
  node: ValueNode,
  ...kinds: readonly Kind[]
): ValueNode & { value: string | boolean } {
  if (kinds.includes(node.kind) && 'value' in node) {
    return node as ValueNode & { value: string | boolean };
  }
  const wanted = kinds.map((kind) => `'${kind}'`).join(' or ');
  throw new CoercionError(`Expected AST type ${wanted} but was '${literalClass(node)}'.`);
}

/** A number, also one written as a string, which graphql-java takes. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(value))
    return undefined;
  return Number(value);
}

function integer(name: string, least: number, most: number): Coercing {
  const convert = (value: unknown) => {
    const number = numberOf(value);
    if (number === undefined || !Number.isInteger(number) || number < least || number > most) {
      throw wrongType(name, value);
    }
    return number;
  };
  return {
    parseValue: convert,
    serialize: convert,
    parseLiteral(node) {
      const number = Number(literalOf(node, Kind.INT).value);
      if (number >= least && number <= most) return number;
      throw new CoercionError(`Expected value to be in the Integer range but it was '${number}'`);
    },
  };
}

const float: Coercing = {
  parseValue(value) {
    const number = numberOf(value);
    if (number === undefined) throw wrongType('Float', value);
    return number;
  },
  serialize(value) {
    return float.parseValue(value);
  },
  parseLiteral: (node) => Number(literalOf(node, Kind.INT, Kind.FLOAT).value),
};

const text: Coercing = {
  parseValue: javaText,
  serialize: javaText,
  parseLiteral: (node) => literalOf(node, Kind.STRING).value,
};

const id: Coercing = {
  parseValue: (value) => idOf(value),
  serialize: (value) => idOf(value),
  parseLiteral: (node) => literalOf(node, Kind.STRING, Kind.INT).value,
};

function idOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isInteger(value)) return String(value);
  throw wrongType('ID', value);
}

const boolean: Coercing = {
  parseValue(value) {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string') return value.toLowerCase() === 'true';
    if (typeof value === 'number') return value !== 0;
    throw wrongType('Boolean', value);
  },
  serialize(value) {
    return boolean.parseValue(value);
  },
  parseLiteral: (node) => literalOf(node, Kind.BOOLEAN).value,
};

/** GraphQL's own scalars, in graphql-java's reading: it takes numbers and booleans written as strings. */
export const builtInScalars: Readonly<Record<string, Coercing>> = {
  Int: integer('Int', -(2 ** 31), 2 ** 31 - 1),
  Float: float,
  String: text,
  ID: id,
  Boolean: boolean,
};

/** Seconds since 1970, before it too (AppSync developer guide, scalars). */
export const timestamp: Coercing = integer(
  'AWSTimestamp',
  Number.MIN_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER,
);
