import { isObject } from '../jsonObject.js';

/**
 * Every frame of the protocol, in both directions: docs/protocol.md#frames. Independent of sockets
 * and states.
 */

/** The frames that a client can send. */
type ClientMessage =
  | { readonly type: 'connection_init' }
  | StartMessage
  | { readonly type: 'stop'; readonly id: string };

export interface StartMessage {
  readonly type: 'start';
  readonly id: string;
  readonly query: string;
  readonly variables: Record<string, unknown> | null;
  readonly operationName: string | null;
  /** `extensions.authorization`; undefined when it is missing or not an object. */
  readonly authorization: Record<string, unknown> | undefined;
  /** `payload.data` as it was sent: a signature covers it. */
  readonly data: string;
}

/** One error in a frame. */
export interface FrameError {
  readonly errorType?: string;
  readonly message?: string;
  readonly errorCode?: number;
}

/**
 * Reads a frame. Returns undefined for every frame outside the protocol: binary, invalid JSON, not an
 * object, an unknown `type`, a `start` without a readable `payload.data`, or an id that is not a
 * string of 1 to `idLength` UTF-16 units. AppSync answers all of these with the same frame
 * (docs/protocol.md#unknown-frames).
 */
export function readClientMessage(
  text: string | undefined,
  idLength: number,
): ClientMessage | undefined {
  const frame = text === undefined ? undefined : parseObject(text);
  if (!frame) return undefined;
  const { type, id } = frame;
  if (type === 'connection_init') return { type };
  if (typeof id !== 'string' || id.length < 1 || id.length > idLength) return undefined;
  if (type === 'stop') return { type, id };
  if (type === 'start') return readStart(id, frame.payload);
  return undefined;
}

function readStart(id: string, payload: unknown): StartMessage | undefined {
  if (!isObject(payload) || typeof payload.data !== 'string') return undefined;
  const data = parseObject(payload.data);
  if (!data || typeof data.query !== 'string') return undefined;
  const { query, variables = null, operationName = null } = data;
  if (variables !== null && !isObject(variables)) return undefined;
  if (operationName !== null && typeof operationName !== 'string') return undefined;
  const { extensions } = payload;
  const authorization = isObject(extensions) ? extensions.authorization : undefined;
  return {
    type: 'start',
    id,
    query,
    variables,
    operationName,
    authorization: isObject(authorization) ? authorization : undefined,
    data: payload.data,
  };
}

export function connectionAck(connectionTimeoutMs: number): string {
  return JSON.stringify({ type: 'connection_ack', payload: { connectionTimeoutMs } });
}

export const KEEP_ALIVE = JSON.stringify({ type: 'ka' });

export function connectionError(error: FrameError): string {
  return JSON.stringify({ type: 'connection_error', payload: { errors: [error] } });
}

export function startAck(id: string): string {
  return JSON.stringify({ type: 'start_ack', id });
}

export function complete(id: string): string {
  return JSON.stringify({ type: 'complete', id });
}

/** An error of one subscription, or of none. The service sends `errors` as an object when too many subscriptions exist. */
export function errorFrame(
  id: string | undefined,
  errors: readonly (FrameError | Record<string, unknown>)[] | FrameError,
): string {
  return JSON.stringify({ id, type: 'error', payload: { errors } });
}

/** The start of every `data` frame of a subscription, computed once: `dataFrameHead(id) + payload + '}'`. */
export function dataFrameHead(id: string): string {
  return `{"id":${JSON.stringify(id)},"type":"data","payload":`;
}

/** The answer to a frame outside the protocol; it has no id (artillery issue 1567). */
export const UNSUPPORTED_OPERATION = errorFrame(undefined, [
  {
    errorType: 'UnsupportedOperation',
    message: 'unknown not supported through the realtime channel',
  },
]);

/** Seen: amplify-js issue 12818. */
export function duplicatedOperation(id: string): string {
  const message = `Duplicated operation with id ${id}`;
  return errorFrame(id, [{ errorType: 'DuplicatedOperationError', message }]);
}

/** Seen with 50, an older limit: amplify-cli issue 3547. */
export function maxSubscriptionsReached(id: string, limit: number): string {
  const message = `Max number of ${limit} subscriptions reached`;
  return errorFrame(id, { errorType: 'MaxSubscriptionsReachedError', message });
}

/** Documented for AppSync Events; the answer of AppSync GraphQL is not known. */
export function unknownOperation(id: string): string {
  const message = `Unknown operation id ${id}`;
  return errorFrame(id, [{ errorType: 'UnknownOperationError', message }]);
}

/** Parses a JSON object; undefined when the text is not one. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
