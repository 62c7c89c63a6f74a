import type { FieldNode, GraphQLObjectType, GraphQLSchema } from 'graphql';

import { getOrMake } from '../../getOrMake.js';
import { collectFields, type CollectedFields, type SelectionScope } from '../selection.js';

type Subfields = (type: GraphQLObjectType, nodes: readonly FieldNode[]) => CollectedFields;

/** Collects what a field selects of an object of a type: once for all items of a list. */
export function createSubfields(schema: GraphQLSchema, scope: SelectionScope): Subfields {
  const collected = new WeakMap<readonly FieldNode[], Map<GraphQLObjectType, CollectedFields>>();
  return (type, nodes) => {
    const byType = getOrMake(collected, nodes, () => new Map());
    return getOrMake(byType, type, () => collectFields(scope, nodes, { schema, type }));
  };
}
