/** The limits that an API sets for itself. */
export interface Limits {
  /** `queryDepthLimit`; 0 means no limit. */
  readonly queryDepth: number;
  /** `resolverCountLimit`, at most AppSync's own 10,000. */
  readonly resolverCount: number;
}

/** The quotas of AppSync that the engine enforces (general/latest/gr/appsync). */
export const appSyncLimits = {
  resolverCount: 10_000,
  queryTokens: 15_000,
  /** Different calls of `extensions.invalidateSubscriptions` in one request. */
  invalidations: 5,
  /**
   * Largest response, approximately: the quota of one evaluated response. Whether AppSync limits the
   * whole response is not known.
   */
  responseBytes: 5 * 1_024 * 1_024,
} as const;

/**
 * Documented (developer guide, configuration-limits): the error types, and that only the fields
 * beyond a limit fail. Not documented: the messages. These are the host's own.
 */
export const limitErrors = {
  queryDepth: { errorType: 'QueryDepthLimitReached', message: 'Query depth limit reached.' },
  resolverCount: {
    errorType: 'ResolverExecutionLimitReached',
    message: 'Resolver execution limit reached.',
  },
  /** Documented: more than five give "a GraphQL error". Not documented: its wording. */
  invalidations: {
    errorType: 'LimitExceeded',
    message: 'More than 5 subscription invalidations in one request.',
  },
} as const;

/** The host's own error. AppSync's limit for a whole response, and its message, are not known. */
export const responseTooLarge = {
  path: null,
  locations: null,
  message: 'The response is too large (a limit of this host, not of AppSync).',
} as const;

/** The client's view of a fault of the host itself. AppSync's message is not known. */
export const internalFailure = {
  errorType: 'InternalFailure',
  message: 'An internal failure occurred.',
} as const;
