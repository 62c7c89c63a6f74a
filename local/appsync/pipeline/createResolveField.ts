import { startDeadline, type Deadline } from '../deadline.js';
import { errorEntry } from '../errorEntry.js';
import type { ErrorEntry, ResolveField, ResolverAnswer } from '../types.js';
import { loadApi, type ApiCode, type LoadCode, type LoadedResolver } from './loadApi.js';
import { ResolverError, Run } from './run.js';

export interface ResolveFieldOptions extends ApiCode {
  /** `ctx.env`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly loadCode: LoadCode;
  /** Starts the deadline of a resolver. Default: 30 s, AppSync's execution limit. */
  readonly startDeadline?: () => Deadline;
  /** Called with an unexpected error. The caller receives AppSync's `InternalFailure`. */
  readonly onInternalFailure?: (error: unknown, field: string) => void;
}

type Pipeline = Extract<LoadedResolver, { kind: 'PIPELINE' }>;
type Unit = Extract<LoadedResolver, { kind: 'UNIT' }>;

/**
 * Not known: whether the response handler of a unit resolver runs after an early return of its
 * request handler. Here it does not, as in a function.
 */
const runUnit = async (field: string, unit: Unit, run: Run): Promise<unknown> => {
  const { code, dataSource, settings } = unit;
  const request = run.request(code, {});
  if (request.kind === 'EARLY_RETURN') return request.value ?? null;
  const answer = await run.invoke(dataSource, request.value, { resolver: field, ...settings });
  return run.response(code, answer);
};

/**
 * Order and early return as in the AppSync developer guide, resolver-reference-overview-js and
 * runtime-utils-js. Not known: the value of `ctx.prev.result` when the resolver's request handler
 * returns undefined. Here it is null.
 */
const runPipeline = async (field: string, pipeline: Pipeline, run: Run): Promise<unknown> => {
  const before = run.request(pipeline.code, {});
  let prev: { result: unknown } = { result: before.value ?? null };
  if (before.kind === 'EARLY_RETURN') return run.response(pipeline.code, { prev, ...prev });

  for (const { name, code, dataSource, settings } of pipeline.functions) {
    const request = run.request(code, { prev });
    if (request.kind === 'EARLY_RETURN') {
      prev = { result: request.value ?? null };
      if (request.skipTo === 'END') break;
      continue;
    }
    const scope = { resolver: field, functionName: name, ...settings };
    const answer = await run.invoke(dataSource, request.value, scope);
    // As on AppSync, an error of the data source is ignored unless the response handler checks it.
    prev = { result: run.response(code, { prev, ...answer }) };
  }
  return run.response(pipeline.code, { prev, ...prev });
};

/** Of `InternalFailure` only the type was seen (amplify-js issue 6707); the message is the host's. */
const internalFailure = errorEntry(
  'InternalFailure',
  'An internal failure occurred while resolving this field.',
);

/**
 * Loads the code of an API and returns the function that resolves its fields. Throws an
 * `ApiCodeError` that lists all faults of the code. Call it again for new code: a `ResolveField` never
 * changes, so running requests finish on the code they started with.
 *
 * The returned function rejects only for a field that has no resolver.
 */
export const createResolveField = (options: ResolveFieldOptions): ResolveField => {
  const { environment, loadCode, onInternalFailure } = options;
  const start = options.startDeadline ?? startDeadline;
  const resolvers = loadApi(options, loadCode);

  return async (field, context, authType, call) => {
    const resolver = resolvers.get(field);
    if (resolver === undefined) throw new Error(`There is no resolver for ${field}.`);

    const deadline = start();
    const run = new Run({ ...context, env: environment }, authType, deadline, call);
    const answer = (value: unknown, ended: readonly ErrorEntry[]): ResolverAnswer => ({
      value,
      errors: [...run.appendedErrors, ...ended],
      failed: ended.length > 0,
      extensions: run.extensions,
    });
    try {
      const value =
        resolver.kind === 'UNIT'
          ? await runUnit(field, resolver, run)
          : await runPipeline(field, resolver, run);
      return answer(value, []);
    } catch (error) {
      if (error instanceof ResolverError) return answer(null, [error.error]);
      onInternalFailure?.(error, field);
      return answer(null, [internalFailure]);
    } finally {
      deadline.clear();
    }
  };
};
