import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { EvaluatedCode, EvaluateOptions } from '../public.js';
import { CodeError } from './runtime/errors.js';
import { loadCode } from './runtime/load.js';
import type { Evaluation, ResolverContext } from './types.js';

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
