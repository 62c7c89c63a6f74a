import type { FieldNode, GraphQLObjectType } from 'graphql';

import type { Caller } from '../../types.js';
import { compileProjection } from './projection.js';
import type { PushError } from './pushOutput.js';
import { ByteCache } from '../byteCache.js';
import { rightsOf } from '../../schema/directives.js';
import type { SchemaModel } from '../../schema/schemaModel.js';
import type { SelectionScope } from '../selection.js';

/** Memory of all cached renderings, bytes. */
const cacheBytes = 16 * 1_024 * 1_024;

/** Memory of a compiled projection for each UTF-16 unit of its query, bytes (estimated). */
const bytesPerUnit = 100;

/** A subscriber's view of one event. */
interface Rendered {
  readonly data: unknown;
  readonly errors?: PushError[];
}

/** Undefined for an event that is too large to be pushed. */
export type Render = (payload: unknown) => Rendered | undefined;

interface RenderingRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly scope: SelectionScope & { readonly caller: Caller };
  readonly type: GraphQLObjectType;
  readonly node: FieldNode;
  /** The response key of the root field. */
  readonly key: string;
}

/**
 * Shares renderings. Subscribers with the same query, variables and permissions use one compiled
 * projection, and each event is projected once for all of them. They get the same object, so a
 * transport can share its text too. A thousand sockets cost one projection.
 */
export function createRenderings(model: SchemaModel): (request: RenderingRequest) => Render {
  const cache = new ByteCache<Render>(cacheBytes);
  return ({ query, operationName, scope, type, node, key }) => {
    const { caller } = scope;
    const { groups, defaultAuthStrategy = null } = rightsOf(caller);
    const rights = [caller.authType, groups, defaultAuthStrategy, caller.deniedFields ?? null];
    const cacheKey = JSON.stringify([query, operationName ?? null, scope.variables, rights]);
    const known = cache.get(cacheKey);
    if (known) return known;
    const { fragments, variables } = scope;
    const options = { model, caller, fragments, variables };
    const render = oncePerEvent(compileProjection(options, type, node, key));
    cache.set(cacheKey, render, query.length * bytesPerUnit);
    return render;
  };
}

function oncePerEvent(project: Render): Render {
  const rendered = new WeakMap<object, Rendered | undefined>();
  return (payload) => {
    if (typeof payload !== 'object' || payload === null) return project(payload);
    if (rendered.has(payload)) return rendered.get(payload);
    const fresh = project(payload);
    rendered.set(payload, fresh);
    return fresh;
  };
}
