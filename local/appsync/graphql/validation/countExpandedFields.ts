import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

import type { Fragments } from '../selection.js';

interface Expandable {
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: Fragments;
}

/**
 * Counts the fields that the operations of a valid document select when each fragment is put in
 * wherever it is spread. `ctx.info.selectionSetList` and the events of subscribers have that form.
 */
export function countExpandedFields({ operations, fragments }: Expandable): number {
  const ofFragments = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const known = ofFragments.get(name);
    if (known !== undefined) return known;
    const count = ofSet(fragments[name]?.selectionSet);
    ofFragments.set(name, count);
    return count;
  };
  const ofSet = (set: SelectionSetNode | undefined): number => {
    let count = 0;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) count += ofFragment(selection.name.value);
      else if (selection.kind === Kind.FIELD) count += 1 + ofSet(selection.selectionSet);
      else count += ofSet(selection.selectionSet);
    }
    return count;
  };
  return operations.reduce((sum, operation) => sum + ofSet(operation.selectionSet), 0);
}
