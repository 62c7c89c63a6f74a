import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { clientOptions, type ConnectOptions } from '../connect.js';
import { errorOf, noAnswer, notDynamoDB } from './errors.js';
import type { OperationName, Operations } from './operations.js';
import { createRetry } from './retry.js';
import { createHeaders, TARGET } from './headers.js';

/** A client that takes and gives DynamoDB's JSON as it is on the wire. */
export interface Wire {
  /**
   * Sends a request and resolves with DynamoDB's answer. Rejects with a `DynamoDBError`, with `NoAnswer`,
   * or with the signal's reason; between two tries, when the next one is due. It is a property, so that a
   * test can put a proxy in front of it.
   */
  send: <Name extends OperationName>(
    operation: Name,
    input: Operations[Name]['input'],
    options?: { readonly signal?: AbortSignal },
  ) => Promise<Operations[Name]['output']>;
  /** Ends the connections. What is under way is rejected. */
  close(): Promise<void>;
}

/**
 * A wire to DynamoDB Local, or whatever DynamoDB is at `endpoint`; with the limits, the credentials
 * and the retries of `connect`. A connection that is free is used again. Of more requests than there are
 * connections the rest waits.
 */
export function createWire(options: ConnectOptions): Wire {
  const { maxAttempts, requestHandler } = clientOptions(options);
  const { connectionTimeout, requestTimeout, httpAgent } = requestHandler;
  const url = new URL(options.endpoint);
  const pool = new Pool(url.origin, {
    connections: httpAgent.maxSockets,
    connect: { timeout: connectionTimeout },
    headersTimeout: requestTimeout,
    bodyTimeout: requestTimeout,
  });
  const headersOf = createHeaders(options);
  const retry = createRetry(maxAttempts);

  const post = async (operation: string, body: string, signal?: AbortSignal) => {
    const headers = await headersOf(`${TARGET}${operation}`, body);
    try {
      const request = { method: 'POST', path: url.pathname, headers, body, signal } as const;
      const answer = await pool.request(request);
      return { answer, text: await answer.body.text() };
    } catch (error) {
      signal?.throwIfAborted();
      throw noAnswer(operation, url.origin, error);
    }
  };

  const once = async (operation: string, body: string, signal?: AbortSignal): Promise<unknown> => {
    const { answer, text } = await post(operation, body, signal);
    const status = answer.statusCode;
    const requestId = answer.headers['x-amzn-requestid']?.toString();
    const output = parsed(text);
    if (status === 200 && output !== undefined) return output;
    const error = status === 200 ? undefined : errorOf(output, status, requestId);
    throw error ?? notDynamoDB(operation, url.origin, status);
  };

  return {
    send: (operation, input, { signal } = {}) => {
      const body = JSON.stringify(withToken(operation, input));
      return retry(() => once(operation, body, signal)) as never;
    },
    close: () => pool.destroy(),
  };
}

/** A transaction that is sent again is known by its token, and done once (API reference, TransactWriteItems). */
const withToken = (operation: OperationName, input: object): object =>
  operation === 'TransactWriteItems' ? { ClientRequestToken: randomUUID(), ...input } : input;

/** Undefined for what is not an object of JSON. */
function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
