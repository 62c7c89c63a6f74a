import type { FieldNode } from 'graphql';

import { collectFields, type Fragments } from '../selection.js';
import type { Values } from '../values.js';

/**
 * Reduces `data` of `util.error` and `util.appendError` to what the field's selection asks for
 * (developer guide, built-in-util-js). For a field without a selection it keeps everything. Whether
 * aliases rename the keys on AppSync is not known; here they do not.
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
