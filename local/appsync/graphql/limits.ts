/** AppSync's quotas and switches that the engine holds a request to (general/latest/gr/appsync). */
export interface Limits {
  /** `queryDepthLimit`; 0: none. */
  readonly queryDepth: number;
  /** `resolverCountLimit`, at most AppSync's own 10,000. */
  readonly resolverCount: number;
  readonly queryTokens: number;
  /** `extensions.invalidateSubscriptions` per request. */
  readonly invalidations: number;
  /** How long one request may run, milliseconds. */
  readonly requestTimeout: number;
}

export const appSyncLimits = {
  resolverCount: 10_000,
  queryTokens: 15_000,
  invalidations: 5,
  requestTimeout: 30_000,
} as const;

/**
 * Error types are documented (developer guide, configuration-limits), as is that only the fields
 * beyond the limit fail and the rest of the answer comes. The messages are not; these are ours.
 */
export const limitErrors = {
  queryDepth: { errorType: 'QueryDepthLimitReached', message: 'Query depth limit reached.' },
  resolverCount: {
    errorType: 'ResolverExecutionLimitReached',
    message: 'Resolver execution limit reached.',
  },
  /** Seen on the service for a slow data source (amplify-cli issue 8192). */
  timeout: { errorType: 'ExecutionTimeout', message: 'Execution timed out.' },
  /** That more than five give "a GraphQL error" is documented, its wording is not. */
  invalidations: {
    errorType: 'LimitExceeded',
    message: 'More than 5 subscription invalidations in one request.',
  },
} as const;

/** What the client sees of a fault of the host itself. AppSync's message is not known. */
export const internalFailure = {
  errorType: 'InternalFailure',
  message: 'An internal failure occurred.',
} as const;
