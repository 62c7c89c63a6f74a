import type { FieldNode } from 'graphql';

import { collectFields, type Fragments } from '../selection.js';
import type { Values } from '../values.js';

/**
 * `data` of `util.error` and `util.appendError`, cut down to what the field's selection asks for
 * (developer guide, built-in-util-js). Whether aliases rename its keys is not known; here they do
 * not. A field without a selection gives the data whole.
 */
export function filterBySelection(
  scope: { readonly fragments: Fragments; readonly variables: Values },
  nodes: readonly FieldNode[],
  data: unknown,
): unknown {
  if (typeof data !== 'object' || data === null) return data ?? null;
  const sets = nodes.map((node) => node.selectionSet);
  if (sets.every((set) => !set)) return data;
  if (Array.isArray(data)) return data.map((item) => filterBySelection(scope, nodes, item));
  const kept: Record<string, unknown> = {};
  for (const children of collectFields(scope, sets).values()) {
    const name = children[0]?.name.value ?? '';
    if (!Object.hasOwn(data, name)) continue;
    kept[name] = filterBySelection(scope, children, (data as Record<string, unknown>)[name]);
  }
  return kept;
}
