import { errors } from 'undici';
import type { CancellationReason } from './operations.js';

/** What DynamoDB answered instead of a result. */
export class DynamoDBError extends Error {
  override readonly name: string;
  /** The HTTP status. */
  readonly status: number;
  readonly requestId: string | undefined;
  /** Of a TransactionCanceledException, in the order of the request. */
  readonly CancellationReasons: readonly CancellationReason[] | undefined;

  /** @param options `name` is DynamoDB's own: `ConditionalCheckFailedException` */
  constructor(
    message: string,
    options: {
      readonly name: string;
      readonly status: number;
      readonly requestId?: string | undefined;
      readonly CancellationReasons?: readonly CancellationReason[] | undefined;
    },
  ) {
    super(message);
    this.name = options.name;
    this.status = options.status;
    this.requestId = options.requestId;
    this.CancellationReasons = options.CancellationReasons;
  }
}

/** Why there is no answer of DynamoDB. */
type NoAnswerReason = 'TIMEOUT' | 'CONNECTION' | 'NOT_DYNAMODB' | 'CLOSED';

/** DynamoDB gave no answer, or one that is not DynamoDB's. Whether it carried out the request is not known. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** Node's name of what happened to the connection. */
  readonly code: string | undefined;
  /** The HTTP status, where there was one. */
  readonly status: number | undefined;

  constructor(
    readonly reason: NoAnswerReason,
    message: string,
    { code, status }: { readonly code?: string; readonly status?: number } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The error for an answer that is not DynamoDB's. */
export const notDynamoDB = (operation: string, endpoint: string, status: number): NoAnswer =>
  new NoAnswer(
    'NOT_DYNAMODB',
    `${endpoint} answered ${operation} with HTTP status ${status} and a body that is not DynamoDB's JSON.`,
    { status },
  );

/** The error where no answer came. @param cause what undici or the socket says */
export function noAnswer(operation: string, endpoint: string, cause: unknown): NoAnswer {
  if (cause instanceof errors.HTTPParserError) {
    const text = `${endpoint} answered ${operation} with something that is not HTTP.`;
    return new NoAnswer('NOT_DYNAMODB', text);
  }
  const { code: reported = 'unknown' } = cause as { code?: string };
  // undici's name where the other side closes; Node's own HTTP client says ECONNRESET.
  const code = reported === 'UND_ERR_SOCKET' ? 'ECONNRESET' : reported;
  const text = `${endpoint} did not answer ${operation}: ${code}.`;
  return new NoAnswer(reasonOf(cause), text, { code });
}

function reasonOf(cause: unknown): NoAnswerReason {
  if (
    cause instanceof errors.ConnectTimeoutError ||
    cause instanceof errors.HeadersTimeoutError ||
    cause instanceof errors.BodyTimeoutError
  ) {
    return 'TIMEOUT';
  }
  if (cause instanceof errors.ClientDestroyedError || cause instanceof errors.ClientClosedError) {
    return 'CLOSED';
  }
  return 'CONNECTION';
}

/** DynamoDB's name and message of an answer that is not 200; undefined where its body holds none. */
export function errorOf(
  body: unknown,
  status: number,
  requestId: string | undefined,
): DynamoDBError | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { __type: type, ...rest } = body as Record<string, unknown>;
  if (typeof type !== 'string') return undefined;
  const message = rest.message ?? rest.Message;
  return new DynamoDBError(typeof message === 'string' ? message : '', {
    name: type.slice(type.lastIndexOf('#') + 1),
    status,
    requestId,
    CancellationReasons: Array.isArray(rest.CancellationReasons)
      ? (rest.CancellationReasons as CancellationReason[])
      : undefined,
  });
}
