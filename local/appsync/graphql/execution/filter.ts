import type { FieldNode } from 'graphql';

import { collectFields, type SelectionScope } from '../selection.js';

/**
 * Reduces `data` of `util.error` and `util.appendError` to what the field's selection asks for
 * (developer guide, built-in-util-js). For a field without a selection it keeps everything. Whether
 * aliases rename the keys on AppSync is not known; here they do not.
 */
export function filterBySelection(
  scope: SelectionScope,
  nodes: readonly FieldNode[],
  data: unknown,
): unknown {
  if (typeof data !== 'object' || data === null) return data ?? null;
  if (nodes.every((node) => !node.selectionSet)) return data;
  if (Array.isArray(data)) return data.map((item) => filterBySelection(scope, nodes, item));
  const kept: Record<string, unknown> = {};
  for (const children of collectFields(scope, nodes).values()) {
    const name = children[0]?.name.value ?? '';
    if (!Object.hasOwn(data, name)) continue;
    kept[name] = filterBySelection(scope, children, (data as Record<string, unknown>)[name]);
  }
  return kept;
}
