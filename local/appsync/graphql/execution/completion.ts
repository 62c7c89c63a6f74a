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

import { CoercionError } from '../../schema/coercing.js';
import { leafCoercion } from '../../schema/leafCoercion.js';
import { concreteType } from '../abstractTypes.js';
import type { Pacer } from '../pacer.js';
import { sizeOf, type SizeBudget } from '../sizeBudget.js';
import {
  invalid,
  mismatchText,
  nullText,
  serializationText,
  unresolvedType,
  type BadRequestError,
  type Path,
  type WireError,
} from '../errors.js';

export type MaybePromise<T> = T | Promise<T>;

/** `next(value)`: at once where `value` is not a promise, so that a plain value costs no turn. */
function afterwards<T, R>(
  value: MaybePromise<T>,
  next: (value: T) => MaybePromise<R>,
): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** What is made of all parts, at once where none of them is a promise; `invalid` where one of them is. */
export function ofAll(
  parts: MaybePromise<readonly MaybePromise<unknown>[]>,
  make: (parts: readonly unknown[]) => unknown,
): MaybePromise<unknown> {
  const whole = (done: readonly unknown[]) => (done.includes(invalid) ? invalid : make(done));
  return afterwards(parts, (begun) =>
    begun.some((part) => part instanceof Promise) ? Promise.all(begun).then(whole) : whole(begun),
  );
}

export interface Completion {
  readonly schema: GraphQLSchema;
  readonly errors: WireError[];
  readonly budget: SizeBudget;
  readonly pacer: Pacer;
  /** Refuses the whole request; the first error counts. */
  refuse(error: BadRequestError): void;
  /** The fields of one object, or `invalid`. */
  completeObject(
    type: GraphQLObjectType,
    nodes: readonly FieldNode[],
    source: unknown,
    path: Path,
  ): MaybePromise<unknown>;
}

/** The place of a value: its declared type, the query's nodes for it, its path and its parent type. */
interface Position {
  readonly type: GraphQLOutputType;
  readonly nodes: readonly FieldNode[];
  readonly path: Path;
  readonly parentName: string;
}

/**
 * Turns a resolved value into its part of the response, as AppSync's graphql-java does: each
 * problem is listed once, siblings go on, and a null at a non-null place makes the nearest nullable
 * parent null.
 */
export function completeValue(
  completion: Completion,
  value: unknown,
  at: Position,
): MaybePromise<unknown> {
  const nonNull = isNonNullType(at.type);
  const type = getNullableType(at.type);
  if (completion.budget.isExceeded) return invalid;
  const completed = value === invalid ? invalid : completeNullable(completion, type, value, at);
  return afterwards(completed, (result) => {
    if (!nonNull) return result === invalid ? null : result;
    if (result !== null) return result;
    return refused(completion, at.path, nullText(type, at.parentName, at.path));
  });
}

/** Lists what is wrong with the value at a path. */
function refused({ errors }: Completion, path: Path, message: string): typeof invalid {
  errors.push({ path, locations: null, message });
  return invalid;
}

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
    completion.refuse(unresolvedType(String(type)));
    return invalid;
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    return refused(completion, at.path, mismatchText('OBJECT', at.path));
  }
  return completion.completeObject(concrete, at.nodes, value, at.path);
}

function completeList(
  completion: Completion,
  itemType: GraphQLOutputType,
  value: unknown,
  at: Position,
): MaybePromise<unknown> {
  if (!Array.isArray(value)) return refused(completion, at.path, mismatchText('LIST', at.path));
  completion.budget.charge(2 * value.length);
  const items = completion.pacer.map(value as readonly unknown[], (item, index) =>
    completeValue(completion, item, {
      type: itemType,
      nodes: at.nodes,
      path: [...at.path, index],
      parentName: 'null',
    }),
  );
  return ofAll(items, (done) => done);
}

function completeLeaf(
  completion: Completion,
  type: GraphQLOutputType,
  value: unknown,
  path: Path,
): unknown {
  try {
    const result = leafCoercion(type as GraphQLInputType).serialize(value);
    completion.budget.charge(sizeOf(result));
    return result;
  } catch (error) {
    if (!(error instanceof CoercionError)) throw error;
    return refused(completion, path, serializationText(error.message, path));
  }
}
