import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { headerValues } from '../../http/headers.js';
import type { HttpRequest } from './request.js';

/** `ctx.result` of an HTTP data source. */
interface HttpResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface SendLimits {
  /** From the first step to the last byte of the answer, milliseconds. */
  readonly timeout: number;
  /** Of the body of an answer. */
  readonly maxBytes: number;
}

/** No whole answer came. The message names the endpoint and the reason. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
}

/**
 * Sends a request over a connection of its own, and gives back the answer whatever its status is. A
 * redirect is not followed, and a compressed body is not read: who does not want one does not ask for it.
 *
 * Rejects with an `HttpFailure` when no whole answer comes, in time and within the size.
 */
export async function send(request: HttpRequest, limits: SendLimits): Promise<HttpResult> {
  const signal = AbortSignal.timeout(limits.timeout);
  try {
    const response = await responseTo(request, signal);
    const { statusCode = 0 } = response;
    const body = await bodyOf(response, limits.maxBytes);
    return { statusCode, headers: headersOf(response), body };
  } catch (error) {
    const { origin } = request.url;
    if (error instanceof TooLarge) {
      throw new HttpFailure(`${origin} answered with more than ${limits.maxBytes} bytes.`);
    }
    if (signal.aborted) {
      throw new HttpFailure(`${origin} did not answer within ${limits.timeout / 1_000} seconds.`);
    }
    throw new HttpFailure(`${origin} gave no whole answer: ${reasonOf(error)}.`);
  }
}

function responseTo(
  { url, method, headers, body }: HttpRequest,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(url, { method, headers, agent: false, signal })
      .on('response', resolve)
      .on('error', reject)
      .on('close', () => reject(new Error('closed')))
      .end(body);
  });
}

class TooLarge extends Error {}

async function bodyOf(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new TooLarge(); // which ends the connection, too
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** As the server spells them; values of the same name as one. */
const headersOf = ({ rawHeaders }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(headerValues(rawHeaders).map(({ name, values }) => [name, values.join(', ')]));

/** The system's code: a message could name more than the endpoint. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'the connection was closed';
