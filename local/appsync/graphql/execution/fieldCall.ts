import type { FieldNode, GraphQLObjectType } from 'graphql';

import type { Path } from '../errors.js';

/** One field of the query at one object. */
export interface FieldCall {
  readonly parent: GraphQLObjectType;
  readonly name: string;
  readonly node: FieldNode;
  /** All nodes of the query that ask for it. */
  readonly nodes: readonly FieldNode[];
  readonly source: unknown;
  readonly path: Path;
}

/** A field without a resolver reads the property of its name (developer guide, resolvers). */
export function propertyOf(source: unknown, name: string): unknown {
  if (typeof source !== 'object' || source === null || !Object.hasOwn(source, name)) return null;
  return (source as Record<string, unknown>)[name];
}
