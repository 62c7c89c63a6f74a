import {
  execute,
  Kind,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

import type { Fragments } from '../selection.js';
import type { Values } from '../values.js';

/**
 * Resolves one `__schema` or `__type` field of an operation, by graphql-js. As on AppSync,
 * arguments have no defaults in the schema that it shows.
 */
export async function introspect(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  { fragments, givenVariables }: { readonly fragments: Fragments; readonly givenVariables: Values },
  selections: readonly FieldNode[],
  key: string,
): Promise<unknown> {
  const part = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
  const result = await execute({
    schema,
    document: { kind: Kind.DOCUMENT, definitions: [part, ...Object.values(fragments)] },
    variableValues: givenVariables,
  });
  return result.data?.[key] ?? null;
}
