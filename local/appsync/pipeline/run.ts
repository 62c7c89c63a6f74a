import type { ResolverCall } from '../batches.js';
import type {
  AuthType,
  DataSource,
  DataSourceScope,
  Evaluation,
  Extensions,
  LoadedCode,
  ResolverContext,
  ErrorEntry,
} from '../types.js';
import { ResolverFault } from '../datasources/resolverFault.js';
import { ExecutionTimeout, type Deadline } from '../deadline.js';
import { errorEntry, unauthorizedMessage } from '../errorEntry.js';

/** Ends a resolver with an error; the value of the field is null. */
export class ResolverError extends Error {
  override readonly name = 'ResolverError';

  constructor(readonly error: ErrorEntry) {
    super(error.message);
  }
}

/** The part of the context that changes with each handler. */
type HandlerContext = Pick<ResolverContext, 'prev' | 'result' | 'error'>;

const mergeExtensions = (earlier: Extensions, later: Extensions): Extensions => ({
  ...earlier,
  ...later,
  invalidations: [...(earlier.invalidations ?? []), ...(later.invalidations ?? [])],
  evictions: [...(earlier.evictions ?? []), ...(later.evictions ?? [])],
  responseHeaders: { ...earlier.responseHeaders, ...later.responseHeaders },
});

const unauthorized = ({ info }: ResolverContext): ErrorEntry =>
  errorEntry('Unauthorized', unauthorizedMessage(info.fieldName, info.parentTypeName));

/**
 * One run of a resolver. Holds the stash, the appended errors and the extensions that its handlers
 * share. Every method throws a `ResolverError` when the resolver ends with an error.
 */
export class Run {
  private stash: Record<string, unknown>;
  extensions: Extensions = {};
  readonly appendedErrors: ErrorEntry[] = [];

  constructor(
    private readonly context: ResolverContext,
    private readonly authType: AuthType,
    private readonly deadline: Deadline,
    private readonly call: ResolverCall | undefined,
  ) {
    this.stash = context.stash;
  }

  private evaluate(
    code: LoadedCode,
    handler: 'request' | 'response',
    handlerContext: HandlerContext,
  ): Exclude<Evaluation['outcome'], { kind: 'ERROR' }> {
    const context = { ...this.context, ...handlerContext, stash: this.stash };
    const { outcome, stash, appendedErrors, extensions } = code.evaluate(
      handler,
      context,
      this.authType,
    );
    this.stash = stash;
    this.appendedErrors.push(...appendedErrors);
    this.extensions = mergeExtensions(this.extensions, extensions);
    if (outcome.kind !== 'ERROR') return outcome;
    throw new ResolverError(outcome.unauthorized ? unauthorized(context) : outcome.error);
  }

  request(code: LoadedCode, handlerContext: HandlerContext) {
    return this.evaluate(code, 'request', handlerContext);
  }

  /**
   * Not known: the effect of `runtime.earlyReturn` in a response handler. The guide documents it for
   * request handlers only (AppSync developer guide, runtime-utils-js), so the host reports an error.
   */
  response(code: LoadedCode, handlerContext: HandlerContext): unknown {
    const outcome = this.evaluate(code, 'response', handlerContext);
    if (outcome.kind === 'RETURN') return outcome.value ?? null;
    const message =
      'runtime.earlyReturn in a response handler is not supported: how AppSync behaves is not known.';
    throw new ResolverError(errorEntry('Code', message));
  }

  /** Sends a request to a data source. Resolves with `ctx.result` and `ctx.error` of the response handler. */
  async invoke(
    dataSource: DataSource,
    request: unknown,
    scope: DataSourceScope,
  ): Promise<HandlerContext> {
    try {
      const answer = dataSource.execute(request, { ...scope, call: this.call });
      return await Promise.race([answer, this.deadline.passed]);
    } catch (error) {
      const isExpected = error instanceof ResolverFault || error instanceof ExecutionTimeout;
      if (!isExpected) throw error;
      throw new ResolverError(errorEntry(error.errorType, error.message));
    }
  }
}
