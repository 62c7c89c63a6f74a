import { Kind, type SelectionSetNode } from 'graphql';

import type { PreparedDocument } from './documents.js';

/**
 * How many fields the operations of a valid document ask for when each fragment stands wherever it
 * is spread. `ctx.info.selectionSetList` and what subscribers get are made in that form.
 */
export function fieldsSpreadOut({
  operations,
  fragments,
}: Pick<PreparedDocument, 'operations' | 'fragments'>): number {
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
