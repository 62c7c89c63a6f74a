import { join } from 'node:path';
import { hashOf, readStamp, writeWhole } from '../../lib/buildStamp.mjs';
import { conversations, requests } from './seed/conversations.js';
import { demoUsers } from './seed/people.js';

/** Remembers that the demo users and their conversations were written, so that a start need not look. */
export interface DemoMark {
  readonly isComplete: boolean;
  /** Call it when everything is written. */
  complete(): void;
}

/**
 * The mark of one table and user pool. Other people or texts are another demo.
 *
 * @param engineDirectory where the engine keeps the table: what deletes one deletes the other. If left
 *   out, nothing is remembered
 */
export function demoMark(
  engineDirectory: string | undefined,
  place: { readonly tableName: string; readonly userPoolId: string },
): DemoMark {
  if (engineDirectory === undefined) return { isComplete: false, complete: () => {} };
  const file = join(engineDirectory, 'demo.json');
  const demo = hashOf(JSON.stringify([place, demoUsers, conversations(), requests()]));
  return {
    isComplete: readStamp(file)?.demo === demo,
    complete: () => writeWhole(file, JSON.stringify({ demo })),
  };
}
