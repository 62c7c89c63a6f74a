import type { History, Outcome, Property } from '../history.js';
import { changesShow } from './changes.js';
import { clientsHaveAll, inboxesAreRight, partiesOnly, socketsStay } from './clients.js';
import { listsInOrder, markersStay, rowsNameTheNewest, unreadIsRight } from './lists.js';
import { acknowledgedOnce, inOrderOfCommit, nothingElse, refusedWhereForbidden } from './sends.js';

/** All that must hold at the end of a soak. */
export const properties: readonly Property[] = [
  acknowledgedOnce,
  nothingElse,
  refusedWhereForbidden,
  inOrderOfCommit,
  listsInOrder,
  rowsNameTheNewest,
  unreadIsRight,
  markersStay,
  changesShow,
  clientsHaveAll,
  inboxesAreRight,
  partiesOnly,
  socketsStay,
];

/** What does not hold, by property; only those that are violated. */
export const violationsOf = (
  history: History,
  outcome: Outcome,
): { readonly property: string; readonly examples: readonly string[] }[] =>
  properties
    .map((of) => ({ property: of.name, examples: of.violations(history, outcome) }))
    .filter(({ examples }) => examples.length > 0);
