import { createHash } from 'node:crypto';
import { readStamp, tryToKeep } from '../../../lib/buildStamp.mjs';
import type { Code } from '../types.js';
import type { CodeViolation } from './errors.js';

/** What was made of code that AppSync takes. */
export interface MadeScript {
  /** The script that runs in the realm. */
  readonly text: string;
  readonly warnings: readonly CodeViolation[];
}

/** The scripts of code that was checked before, by the same rules. */
export interface ScriptStore {
  get(code: Code): MadeScript | undefined;
  /** Keeps what was made of code that has passed every check. */
  add(code: Code, script: MadeScript): void;
  /** Writes what was added, for the next process. */
  save(): void;
}

/**
 * Reads the scripts that a file has. It is a cache: a file that is missing or damaged, or was
 * written by other rules, has none.
 *
 * @param rules tells the rules from others: whatever changes what is refused, or what is made, changes it
 */
export function openScriptStore(file: string, rules: string): ScriptStore {
  const stored = readStamp(file) as { rules: string; scripts: [string, MadeScript][] } | undefined;
  const scripts = new Map(stored?.rules === rules ? stored.scripts : []);
  let changed = false;
  return {
    get: (code) => scripts.get(keyOf(code)),
    add(code, script) {
      scripts.set(keyOf(code), script);
      changed = true;
    },
    save() {
      if (!changed) return;
      tryToKeep(file, JSON.stringify({ rules, scripts: [...scripts] }));
      changed = false;
    },
  };
}

/** A warning names the file, so it is part of the key. */
const keyOf = ({ fileName, text }: Code): string =>
  createHash('sha256')
    .update(JSON.stringify([fileName, text]))
    .digest('base64');
