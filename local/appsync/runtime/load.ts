import type { Code, Evaluation, LoadedCode, ErrorEntry } from '../types.js';
import { checkCode } from './check.js';
import type { Logger } from './hostFunctions.js';
import { toScript, type Script } from './instrument.js';
import { contextText, globalNames, loadScript } from './realm.js';

export interface LoadOptions {
  /** Where `console.log` and `console.error` go. Default: nowhere. */
  readonly logger?: Logger;
  /** The time that `util.time` tells, epoch milliseconds. Default: the clock's. */
  readonly now?: () => number;
}

const silent: Logger = { log: () => {}, error: () => {} };

let scripts = 0;

/**
 * Readies code for evaluation: the text of the very module that is deployed.
 *
 * Throws a `CodeError` for code that AppSync would refuse. `evaluate` never throws for what the code
 * does: `util.error` and faults of the code are outcomes.
 */
export function loadCode(
  code: Code,
  { logger = silent, now = Date.now }: LoadOptions = {},
): LoadedCode {
  const script = toScript(code.text, checkCode(code), globalNames);
  scripts += 1;
  const evaluate = loadScript(script.text, `appsync-code-${scripts}.js`, { logger, now });
  return {
    evaluate(handler, context, authType) {
      const text = evaluate(handler, contextText(context), authType);
      const { outcome, stash, ...rest } = JSON.parse(text) as EvaluatedText;
      return {
        outcome: outcome.kind === 'FAULT' ? failure(outcome, script) : outcome,
        stash: stash ?? context.stash,
        ...rest,
      };
    },
  };
}

/** What the realm answers; see `realm/main.ts`. A value that is undefined has no `value`. */
type EvaluatedText = Omit<Evaluation, 'outcome' | 'stash'> & {
  readonly stash?: Evaluation['stash'];
  readonly outcome: Evaluation['outcome'] | Fault;
};

interface Fault {
  readonly kind: 'FAULT';
  readonly words: string;
  /** Line and column in the script, `1:2`; empty when the code had no part in it. */
  readonly place: string;
}

/** A fault as AppSync words it: `code.js:162:13: ReferenceError: …`, whatever the file is called. */
function failure({ words, place }: Fault, script: Script): Evaluation['outcome'] {
  const at = /^(\d+):(\d+)$/u.exec(place);
  const origin = at ? script.origin(Number(at[1]), Number(at[2])) : undefined;
  const plain = script.plain(words);
  const message = origin ? `code.js:${origin.line}:${origin.column}: ${plain}` : plain;
  const error: ErrorEntry = { message, errorType: 'Code', data: null, errorInfo: null };
  return { kind: 'ERROR', error };
}
