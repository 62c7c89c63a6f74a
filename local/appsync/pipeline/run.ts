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
import type { Deadline } from './deadline.js';

/** Ends a resolver with an error; the value of the field is null. */
export class ResolverError extends Error {
  override readonly name = 'ResolverError';

  constructor(readonly error: ErrorEntry) {
    super(error.message);
  }
}

/** The part of the context that changes with each handler. */
type HandlerContext = Pick<ResolverContext, 'prev' | 'result' | 'error'>;

const concat = <T>(earlier: readonly T[] = [], later: readonly T[] = []) =>
  earlier.length + later.length === 0 ? undefined : [...earlier, ...later];

const mergeExtensions = (earlier: Extensions, later: Extensions): Extensions => ({
  subscriptionFilter: later.subscriptionFilter ?? earlier.subscriptionFilter,
  subscriptionInvalidationFilter:
    later.subscriptionInvalidationFilter ?? earlier.subscriptionInvalidationFilter,
  invalidations: concat(earlier.invalidations, later.invalidations),
  evictions: concat(earlier.evictions, later.evictions),
  responseHeaders: later.responseHeaders
    ? { ...earlier.responseHeaders, ...later.responseHeaders }
    : earlier.responseHeaders,
});

const unauthorized = ({ info }: ResolverContext): ErrorEntry => ({
  message: `Not Authorized to access ${info.fieldName} on type ${info.parentTypeName}`,
  errorType: 'Unauthorized',
  data: null,
  errorInfo: null,
});

/**
 * One run of a resolver. Holds the stash, the appended errors and the extensions that its handlers
 * share. Every method throws a `ResolverError` when the resolver ends with an error.
 */
export class Run {
  private stash: Record<string, unknown>;
  private merged: Extensions = {};
  readonly appendedErrors: ErrorEntry[] = [];

  constructor(
    private readonly context: ResolverContext,
    private readonly authType: AuthType,
    private readonly deadline: Deadline,
    private readonly call: ResolverCall | undefined,
  ) {
    this.stash = context.stash;
  }

  get extensions(): Extensions {
    return this.merged;
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
    this.merged = mergeExtensions(this.merged, extensions);
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
    throw new ResolverError({
      message:
        'runtime.earlyReturn in a response handler is not supported: how AppSync behaves is not known.',
      errorType: 'Code',
      data: null,
      errorInfo: null,
    });
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
      if (!(error instanceof ResolverFault)) throw error;
      const { message, errorType } = error;
      throw new ResolverError({ message, errorType, data: null, errorInfo: null });
    }
  }
}
