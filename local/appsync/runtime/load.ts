import { errorEntry } from '../errorEntry.js';
import type { Code, Evaluation, LoadedCode } from '../types.js';
import { checkCode } from './check.js';
import { violationText } from './errors.js';
import type { Logger } from './hostFunctions.js';
import { toScript, type Script } from './instrument.js';
import { contextText, type Evaluate, globalNames, loadScript } from './realm.js';
import type { MadeScript, ScriptStore } from './scriptStore.js';

export interface LoadOptions {
  /** Where `console` output goes. Default: it is dropped. */
  readonly logger?: Logger;
  /** The clock of `util.time`, epoch milliseconds. Default: the system's. */
  readonly now?: () => number;
  /** Scripts of code that was checked before. If left out, all code is checked. */
  readonly scripts?: ScriptStore | undefined;
}

const silent: Logger = { log: () => {}, warn: () => {}, error: () => {} };

let count = 0;

/**
 * Loads code, the same text that is deployed, for evaluation.
 *
 * Throws a `CodeError` for code that AppSync would refuse. `evaluate` never throws because of the
 * code: `util.error` and faults of the code are outcomes.
 */
export function loadCode(
  code: Code,
  { logger = silent, now = Date.now, scripts }: LoadOptions = {},
): LoadedCode {
  const made = scripts?.get(code);
  const { text: script, warnings } = made ?? makeScript(code);
  for (const warning of warnings) logger.warn(violationText(warning));
  count += 1;
  const name = `appsync-code-${count}.js`;
  let run: Evaluate | undefined;
  const load = (): Evaluate => (run ??= loadScript(script, name, { logger, now }));
  if (!made) {
    load(); // V8 may refuse it
    scripts?.add(code, { text: script, warnings });
  }
  return {
    evaluate(handler, context, authType) {
      const text = load()(handler, contextText(context), authType);
      const { outcome, stash, ...rest } = JSON.parse(text) as EvaluatedText;
      return {
        outcome: outcome.kind === 'FAULT' ? failure(outcome, code) : outcome,
        stash: stash ?? context.stash,
        ...rest,
      };
    },
  };
}

/** @throws CodeError */
function makeScript(code: Code): MadeScript & Script {
  const inspected = checkCode(code);
  return { ...toScript(code.text, inspected, globalNames), warnings: inspected.warnings };
}

/** The realm's result; see `realm/main.ts`. A value that is undefined has no `value`. */
type EvaluatedText = Omit<Evaluation, 'outcome' | 'stash'> & {
  readonly stash?: Evaluation['stash'];
  readonly outcome: Evaluation['outcome'] | Fault;
};

interface Fault {
  readonly kind: 'FAULT';
  readonly words: string;
  /** Line and column in the script, `1:2`. Empty where no place of the code is involved. */
  readonly place: string;
}

/** A fault in AppSync's form: `code.js:162:13: ReferenceError: …`, whatever the file's name is. */
function failure({ words, place }: Fault, code: Code): Evaluation['outcome'] {
  const script = makeScript(code); // again: a fault is rare, and its map of places is large
  const at = /^(\d+):(\d+)$/u.exec(place);
  const origin = at ? script.origin(Number(at[1]), Number(at[2])) : undefined;
  const plain = script.plain(words);
  const message = origin ? `code.js:${origin.line}:${origin.column}: ${plain}` : plain;
  return { kind: 'ERROR', error: errorEntry('Code', message) };
}
