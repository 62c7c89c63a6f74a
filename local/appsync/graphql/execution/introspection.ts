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
 * Resolves one `__schema` or `__type` field of an operation. This is graphql-js's own work; the
 * schema it shows has no argument defaults, as AppSync's.
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
