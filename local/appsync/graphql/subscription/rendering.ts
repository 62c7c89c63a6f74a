import type { FieldNode, GraphQLObjectType } from 'graphql';

import type { Caller } from '../../types.js';
import { compileProjection, type PushError } from './projection.js';
import type { SchemaModel } from '../../schema/schemaModel.js';
import type { Fragments } from '../selection.js';
import type { Values } from '../values.js';

/**
 * Longer requests get a rendering of their own: 1,000 of them would keep a quarter of a gigabyte.
 */
const keptLength = 32_768;

/** A subscriber's view of one event. */
export interface Rendered {
  readonly data: unknown;
  readonly errors?: PushError[];
}

export type Render = (payload: unknown) => Rendered;

export interface RenderingRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly scope: {
    readonly caller: Caller;
    readonly fragments: Fragments;
    readonly variables: Values;
  };
  readonly type: GraphQLObjectType;
  readonly node: FieldNode;
  /** The response key of the root field. */
  readonly key: string;
  isAllowed(typeName: string, fieldName: string): boolean;
}

/**
 * Shares renderings. Subscribers with the same query, variables and permissions use one compiled
 * projection, and each event is projected once for all of them. They get the same object, so a
 * transport can share its text too. A thousand sockets cost one projection.
 */
export function createRenderings(
  model: SchemaModel,
  cacheSize = 1_000,
): (request: RenderingRequest) => Render {
  const cache = new Map<string, Render>();
  return ({ query, operationName, scope, type, node, key, isAllowed }) => {
    const identity = scope.caller.identity;
    const rights = [
      scope.caller.authType,
      identity?.groups ?? null,
      identity?.defaultAuthStrategy ?? null,
    ];
    const cacheKey = JSON.stringify([query, operationName ?? null, scope.variables, rights]);
    const known = cache.get(cacheKey);
    if (known) return known;
    const { fragments, variables } = scope;
    const render = oncePerEvent(
      compileProjection({ model, fragments, variables, isAllowed }, type, node, key),
    );
    if (cacheKey.length > keptLength) return render;
    const oldest = cache.size >= cacheSize ? cache.keys().next().value : undefined;
    if (oldest !== undefined) cache.delete(oldest);
    cache.set(cacheKey, render);
    return render;
  };
}

function oncePerEvent(project: Render): Render {
  const rendered = new WeakMap<object, Rendered>();
  return (payload) => {
    if (typeof payload !== 'object' || payload === null) return project(payload);
    const known = rendered.get(payload);
    if (known) return known;
    const fresh = project(payload);
    rendered.set(payload, fresh);
    return fresh;
  };
}
