const RETRYABLE = new Set<string>([
  'Network',
  'Timeout',
  'Unavailable',
  'Unauthorized',
  'Conflict',
  'LimitExceededError',
  'ThrottlingException',
]);

/** What any request of the messaging layer rejects with. */
export class MessagingError extends Error {
  /**
   * `errorType` of the API (see `schema.graphql`), or one of the client's own:
   * - `Network`: no answer of the API: offline, a broken connection, or the answer of a proxy
   * - `Timeout`: no answer in time; the request may have been carried out
   * - `Unavailable`: the API, or something before it, is overloaded or down
   * - `Unauthorized`: the token is missing, expired or was revoked
   * - `SignedOut`: no user is signed in any more
   * - `Expired`: sent too long ago, and without an answer, to be sent again without a risk of sending twice
   * - `Unknown`
   */
  readonly type: string;
  /** `errorInfo` of the API's answer: limits, missing fields. */
  readonly info: Readonly<Record<string, unknown>>;

  constructor(type: string, message: string, info: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'MessagingError';
    this.type = type;
    this.info = info;
  }

  /** True when the same request may well succeed later. */
  get retryable(): boolean {
    return RETRYABLE.has(this.type);
  }
}

const SESSION_OVER = new Set<unknown>([
  'UserUnAuthenticatedException',
  'NotAuthorizedException',
  'TokenRevokedException',
  'UserNotFoundException',
  'PasswordResetRequiredException',
  'UserNotConfirmedException',
  'RefreshTokenReuseException',
]);

/**
 * Does an error of Amplify Auth say that the user is signed out? Any other one, of the network
 * or of a Cognito that is overloaded, leaves the session as it was; Amplify keeps its tokens then
 * (auth 6, `TokenOrchestrator.isAuthenticationError`) though it reports `tokenRefresh_failure`.
 */
export const isSessionOver = (error: unknown): boolean => SESSION_OVER.has(record(error).name);

interface GraphQLErrorLike {
  readonly message?: string;
  readonly errorType?: string | null;
  readonly errorInfo?: unknown;
  readonly originalError?: unknown;
}

/**
 * Names what Amplify rejected with. Amplify 6 rejects with the plain answer `{ data, errors }` for
 * errors of the API *and* of HTTP, wraps the latter's cause in `originalError`, and throws an
 * `AmplifyError` for errors of its own (api-graphql, `InternalGraphQLAPI._graphql`).
 */
export function toMessagingError(thrown: unknown): MessagingError {
  if (thrown instanceof MessagingError) return thrown;
  const [first] = errorsOf(thrown);
  if (first) {
    const {
      errorType,
      message = 'The API answered with an error',
      errorInfo,
      originalError,
    } = first;
    if (originalError) return fromCause(originalError, message);
    if (errorType) return new MessagingError(ofApi(errorType), message, record(errorInfo));
    if (/^(Unauthorized|Token has expired)/.test(message)) {
      return new MessagingError('Unauthorized', message);
    }
    return new MessagingError('Unknown', message);
  }
  return fromCause(thrown, 'The request failed');
}

function errorsOf(thrown: unknown): readonly GraphQLErrorLike[] {
  const errors = list(record(thrown).errors);
  const frame = /^Connection failed: (\{.*\})$/s.exec(errors[0]?.message ?? '')?.[1];
  return frame === undefined ? errors : (errorsOfFrame(frame) ?? errors);
}

/** Amplify hands over an error frame as text; AppSync's `errors` there is a list or a single one. */
function errorsOfFrame(frame: string): readonly GraphQLErrorLike[] | undefined {
  try {
    return list(record(JSON.parse(frame)).errors);
  } catch {
    return undefined;
  }
}

const list = (errors: unknown): readonly GraphQLErrorLike[] => {
  if (Array.isArray(errors)) return errors as GraphQLErrorLike[];
  return typeof errors === 'object' && errors !== null ? [errors as GraphQLErrorLike] : [];
};

const ofApi = (errorType: string): string =>
  errorType === 'UnauthorizedException' ? 'Unauthorized' : errorType;

function fromCause(cause: unknown, fallback: string): MessagingError {
  const { name, message, response, underlyingError } = record(cause);
  const text = typeof message === 'string' && message ? message : fallback;
  if (name === 'CanceledError' || name === 'AbortError') return new MessagingError('Timeout', text);
  if (name === 'NetworkError' || name === 'TypeError') return new MessagingError('Network', text);
  if (name === 'NoSignedUser' || name === 'NoValidAuthTokens') {
    if (!underlyingError || isSessionOver(underlyingError)) {
      return new MessagingError('SignedOut', text);
    }
    const offline = record(underlyingError).name === 'NetworkError';
    const type = offline ? 'Network' : 'Unavailable';
    return new MessagingError(type, 'The session could not be refreshed');
  }
  // HTML of a proxy or a captive portal, not the API's answer.
  if (name === 'SyntaxError')
    return new MessagingError('Network', 'That was not the API answering');
  const status = record(response).statusCode;
  if (typeof status === 'number') {
    if (status === 401) return new MessagingError('Unauthorized', text);
    // 403 and 429 are a firewall's rate limits.
    if (status === 403 || status === 429 || status >= 500) {
      return new MessagingError('Unavailable', text);
    }
  }
  return new MessagingError('Unknown', text);
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
