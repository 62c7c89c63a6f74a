import type { Code, Evaluation, LoadedCode, ErrorEntry } from '../types.js';
import { checkCode } from './check.js';
import { violationText } from './errors.js';
import type { Logger } from './hostFunctions.js';
import { toScript, type Script } from './instrument.js';
import { contextText, globalNames, loadScript } from './realm.js';

export interface LoadOptions {
  /** Where `console` output goes. Default: it is dropped. */
  readonly logger?: Logger;
  /** The clock of `util.time`, epoch milliseconds. Default: the system's. */
  readonly now?: () => number;
}

const silent: Logger = { log: () => {}, warn: () => {}, error: () => {} };

let scripts = 0;

/**
 * Loads code, the same text that is deployed, for evaluation.
 *
 * Throws a `CodeError` for code that AppSync would refuse. `evaluate` never throws because of the
 * code: `util.error` and faults of the code are outcomes.
 */
export function loadCode(
  code: Code,
  { logger = silent, now = Date.now }: LoadOptions = {},
): LoadedCode {
  const inspected = checkCode(code);
  for (const warning of inspected.warnings) logger.warn(violationText(warning));
  const script = toScript(code.text, inspected, globalNames);
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
function failure({ words, place }: Fault, script: Script): Evaluation['outcome'] {
  const at = /^(\d+):(\d+)$/u.exec(place);
  const origin = at ? script.origin(Number(at[1]), Number(at[2])) : undefined;
  const plain = script.plain(words);
  const message = origin ? `code.js:${origin.line}:${origin.column}: ${plain}` : plain;
  const error: ErrorEntry = { message, errorType: 'Code', data: null, errorInfo: null };
  return { kind: 'ERROR', error };
}
