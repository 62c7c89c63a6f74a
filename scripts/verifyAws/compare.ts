import { isDeepStrictEqual } from 'node:util';
import type { Answer } from './cases.js';

/** A line with both answers for each difference; empty if AppSync answers as this host does. */
export function differences(here: Answer, there: Answer): string[] {
  const lines: string[] = [];
  const compare = (what: string, mine: unknown, theirs: unknown) => {
    if (isDeepStrictEqual(mine, theirs)) return;
    lines.push(`${what} here:    ${shown(mine)}`, `${what} AppSync: ${shown(theirs)}`);
  };
  // The texts of a rejection differ: both must reject.
  if (here.refused !== undefined && there.refused !== undefined) return [];
  compare('outcome', outcomeOf(here), outcomeOf(there));
  compare('appended errors', here.appendedErrors, there.appendedErrors);
  // Only if AppSync returns it: the reference does not say when it does.
  if (there.stash !== undefined && here.stash !== undefined) {
    compare('stash', here.stash, there.stash);
  }
  return lines;
}

function outcomeOf({ value, error, refused }: Answer): object {
  if (refused !== undefined) return { refused };
  return error === undefined ? { value } : { error };
}

const shown = (value: unknown): string => JSON.stringify(value) ?? 'undefined';
