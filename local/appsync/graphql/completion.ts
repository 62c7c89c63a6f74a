import {
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type FieldNode,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

import { CoercionError } from '../schema/coercing.js';
import {
  nonNullError,
  serializationError,
  typeMismatchError,
  type Path,
  type WireError,
} from './errors.js';
import { leafCoercing } from './leaf.js';

/** Stands for a value that could not be had and whose error is already listed. */
export const invalid = Symbol('invalid');

export type MaybePromise<T> = T | Promise<T>;

/** `next(value)`, at once where the value is at hand. */
export function afterwards<T, R>(
  value: MaybePromise<T>,
  next: (value: T) => MaybePromise<R>,
): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

export interface Completion {
  readonly schema: GraphQLSchema;
  readonly errors: WireError[];
  /** The fields of one object, or `invalid`. */
  completeObject(
    type: GraphQLObjectType,
    nodes: readonly FieldNode[],
    source: unknown,
    path: Path,
  ): MaybePromise<unknown>;
}

/** Where a value stands: its declared type, the query's nodes for it, and what contains it. */
export interface Position {
  readonly type: GraphQLOutputType;
  readonly nodes: readonly FieldNode[];
  readonly path: Path;
  readonly parentName: string;
}

/**
 * Turns a resolved value into its part of the answer, in AppSync's (graphql-java's) ways: every
 * problem is listed once, siblings go on, and a null where none may be takes the nearest nullable
 * parent with it.
 */
export function completeValue(
  completion: Completion,
  value: unknown,
  at: Position,
): MaybePromise<unknown> {
  const nonNull = isNonNullType(at.type);
  const type = getNullableType(at.type);
  const completed = value === invalid ? invalid : completeNullable(completion, type, value, at);
  return afterwards(completed, (result) => {
    if (!nonNull) return result === invalid ? null : result;
    if (result !== null) return result;
    completion.errors.push(nonNullError(nameOf(type), at.parentName, at.path));
    return invalid;
  });
}

/** graphql-java's lists have no name: AppSync says `'null'` of them. */
const nameOf = (type: GraphQLOutputType) => (isListType(type) ? 'null' : String(type));

function completeNullable(
  completion: Completion,
  type: GraphQLOutputType,
  value: unknown,
  at: Position,
): MaybePromise<unknown> {
  if (value === null || value === undefined) return null;
  if (isListType(type)) return completeList(completion, type.ofType, value, at);
  if (isLeafType(type)) return completeLeaf(completion, type, value, at.path);
  const concrete = isAbstractType(type) ? concreteType(completion.schema, type.name, value) : type;
  if (!isObjectType(concrete)) {
    completion.errors.push(unresolvedType(String(type), at.path));
    return invalid;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    completion.errors.push(typeMismatchError('OBJECT', at.path));
    return invalid;
  }
  return completion.completeObject(concrete, at.nodes, value, at.path);
}

function completeList(
  completion: Completion,
  itemType: GraphQLOutputType,
  value: unknown,
  at: Position,
): MaybePromise<unknown> {
  if (!Array.isArray(value)) {
    completion.errors.push(typeMismatchError('LIST', at.path));
    return invalid;
  }
  const items = value.map((item: unknown, index) =>
    completeValue(completion, item, {
      type: itemType,
      nodes: at.nodes,
      path: [...at.path, index],
      parentName: 'null',
    }),
  );
  const whole = (done: readonly unknown[]) => (done.includes(invalid) ? invalid : done);
  return items.some((item) => item instanceof Promise)
    ? Promise.all(items).then(whole)
    : whole(items);
}

function completeLeaf(
  completion: Completion,
  type: GraphQLOutputType,
  value: unknown,
  path: Path,
): unknown {
  try {
    return leafCoercing(type as GraphQLInputType).serialize(value);
  } catch (error) {
    if (!(error instanceof CoercionError)) throw error;
    completion.errors.push(serializationError(error.message, path));
    return invalid;
  }
}

/** The type of an interface's or union's value: its `__typename` (developer guide, interfaces-and-unions). */
export function concreteType(schema: GraphQLSchema, abstractName: string, value: unknown): unknown {
  const name =
    typeof value === 'object' && value !== null && '__typename' in value
      ? value.__typename
      : undefined;
  const type = typeof name === 'string' ? schema.getType(name) : undefined;
  const abstract = schema.getType(abstractName);
  return isAbstractType(abstract) && isObjectType(type) && schema.isSubType(abstract, type)
    ? type
    : undefined;
}

/** graphql-java's words; what AppSync says is not known. */
export const unresolvedType = (typeName: string, path: Path): WireError => ({
  path,
  locations: null,
  message: `Could not determine the exact type of '${typeName}'`,
});
