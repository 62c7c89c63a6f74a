import { emptyContext } from '../../local/appsync/evaluate.js';
import { CodeError } from '../../local/appsync/runtime/errors.js';
import { loadCode } from '../../local/appsync/runtime/load.js';
import type { ResolverContext } from '../../local/appsync/types.js';

/** One evaluation, for AppSync and for the local runtime. */
export interface Case {
  /** What the case evaluates, in a few words. */
  readonly title: string;
  /** Of the request handler. */
  readonly body: string;
  /** Parts of `ctx`; parts that are left out are not sent. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** The result of an evaluation, as far as EvaluateCode returns it. An undefined value is null. */
export interface Answer {
  readonly value?: unknown;
  /** The message of the error that ended it; then there is no value. */
  readonly error?: string;
  /** Why the code was rejected: our text or AppSync's. */
  readonly refused?: string;
  readonly stash?: unknown;
  /** Messages of `util.appendError`, in order. */
  readonly appendedErrors: readonly string[];
}

/** The module that both evaluate; the body begins on line 4, column 1. */
export const codeOf = ({
  body,
}: Case): string => `import { util, extensions, runtime } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
export function request(ctx) {
${body}
}
export function response(ctx) {
  return ctx.result;
}
`;

/** The local runtime's answer. */
export function evaluateHere(asked: Case): Answer {
  const context = { ...emptyContext, ...asked.context } as ResolverContext;
  let code;
  try {
    code = loadCode({ fileName: 'code.js', text: codeOf(asked) });
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    return { refused: error.message, appendedErrors: [] };
  }
  const { outcome, stash, appendedErrors } = code.evaluate(
    'request',
    context,
    'User Pool Authorization',
  );
  const appended = { stash, appendedErrors: appendedErrors.map(({ message }) => message) };
  if (outcome.kind === 'ERROR') return { error: outcome.error.message, ...appended };
  return { value: outcome.value ?? null, ...appended };
}
