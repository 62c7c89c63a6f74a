import type { FieldNode, GraphQLField, GraphQLObjectType } from 'graphql';

import type { Path } from '../errors.js';

/** One field of the query at one object. */
export interface FieldCall {
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  /** All nodes of the query that ask for it. */
  readonly nodes: readonly FieldNode[];
  readonly source: unknown;
  readonly path: Path;
}
