import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { CodeError, type CodeViolation } from './runtime/errors.js';
import { loadCode } from './runtime/load.js';
import type { AuthType, ErrorEntry, Evaluation, Extensions, ResolverContext } from './types.js';

export interface EvaluateOptions {
  /** The code as it is deployed: its text, or the file that has it. */
  readonly code: string | { readonly file: string };
  /** Which handler to run. */
  readonly function: 'request' | 'response';
  /** What differs from an empty context. `args` may be written for `arguments`. */
  readonly context?: Partial<ResolverContext> & { readonly args?: Record<string, unknown> };
  /** `util.authType()`. Default: a user-pool caller. */
  readonly authType?: AuthType;
  /** The clock of `util.time` and `util.autoUlid`, epoch milliseconds. Default: the machine's. */
  readonly now?: () => number;
}

/** What EvaluateCode answers, with values in the place of JSON texts. */
export interface EvaluatedCode {
  /** What the handler returned; undefined where it ended with an error. */
  readonly evaluationResult?: unknown;
  /** `runtime.earlyReturn` ended it; `END` skips the rest of the pipeline. */
  readonly earlyReturn?: 'END' | 'NEXT';
  /** `util.error`, `util.unauthorized`, or a fault of the code; or `codeErrors` where AppSync would refuse it. */
  readonly error?: Partial<ErrorEntry> & {
    readonly message: string;
    readonly codeErrors?: readonly CodeViolation[];
  };
  /** `util.appendError`, in order. */
  readonly outErrors: readonly ErrorEntry[];
  readonly stash: Readonly<Record<string, unknown>>;
  /** What `console` printed. */
  readonly logs: readonly string[];
  /** Subscription filters, invalidations and response headers. */
  readonly extensions: Extensions;
}

/**
 * Evaluates one handler of a resolver or function, offline, as the AppSync API's EvaluateCode does: for
 * unit tests. The code is checked as at deployment; it runs in the same runtime as on the host. Never
 * throws because of the code.
 *
 * @throws Error when a file cannot be read
 */
export function evaluate(options: EvaluateOptions): EvaluatedCode {
  const { code, context, authType = 'User Pool Authorization', now } = options;
  const { args, ...given } = context ?? {};
  const logs: string[] = [];
  const log = (line: string): void => void logs.push(line);
  const stash = given.stash ?? {};
  try {
    const text = typeof code === 'string' ? code : readFileSync(code.file, 'utf8');
    const fileName = typeof code === 'string' ? 'code.js' : basename(code.file);
    const loaded = loadCode({ fileName, text }, { now, logger: { log, warn: log, error: log } });
    const full = { ...emptyContext, ...given, ...(args && { arguments: args }) };
    return toAnswer(loaded.evaluate(options.function, full, authType), logs);
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    const { message, errors: codeErrors } = error;
    return { error: { message, codeErrors }, outErrors: [], stash, logs, extensions: {} };
  }
}

/** A context without anything in it. */
export const emptyContext: ResolverContext = {
  arguments: {},
  identity: null,
  source: null,
  stash: {},
  request: { headers: {}, domainName: null },
  info: {
    fieldName: '',
    parentTypeName: '',
    variables: {},
    selectionSetList: [],
    selectionSetGraphQL: '',
  },
  env: {},
};

function toAnswer(
  { outcome, appendedErrors, stash, extensions }: Evaluation,
  logs: readonly string[],
): EvaluatedCode {
  const rest = { outErrors: appendedErrors, stash, logs, extensions };
  if (outcome.kind === 'ERROR') return { error: outcome.error, ...rest };
  if (outcome.kind === 'RETURN') return { evaluationResult: outcome.value, ...rest };
  return { evaluationResult: outcome.value, earlyReturn: outcome.skipTo, ...rest };
}
