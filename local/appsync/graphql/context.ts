import type { FieldNode, GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';

import type { Caller, Headers, ResolverContext } from '../types.js';
import { selectionSetGraphQL, selectionSetList, type SelectionScope } from './selection.js';
import type { Values } from './values.js';

/** What all fields of one request share. */
export interface RequestScope extends SelectionScope {
  readonly schema: GraphQLSchema;
  readonly caller: Caller;
  readonly headers: Headers;
  readonly environment: Readonly<Record<string, string>>;
  /** The variables as the client sent them. */
  readonly givenVariables: Values;
}

/** One field that is about to be resolved. */
interface FieldScope {
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly arguments: Record<string, unknown>;
  readonly source: unknown;
}

/**
 * `ctx` for one field (developer guide, resolver-context-reference-js). `info.variables` has the
 * variables as the client sent them; that AppSync does not coerce them is assumed.
 */
export function resolverContext(
  request: RequestScope,
  { parent, field, nodes, arguments: args, source }: FieldScope,
): ResolverContext {
  const [node] = nodes;
  return {
    arguments: args,
    identity: request.caller.identity,
    source: source ?? null,
    stash: {},
    request: { headers: visibleHeaders(request.headers), domainName: null },
    info: {
      fieldName: field.name,
      parentTypeName: parent.name,
      variables: { ...request.givenVariables },
      selectionSetList: selectionSetList(request, nodes, field.type),
      selectionSetGraphQL: node ? selectionSetGraphQL(node) : '',
    },
    env: request.environment,
  };
}

/** The headers that a resolver sees: all but the cookie. */
function visibleHeaders(headers: Headers): Record<string, string | readonly string[]> {
  const visible: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && name !== 'cookie') visible[name] = value;
  }
  return visible;
}
