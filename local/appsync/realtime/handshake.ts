import type { IncomingMessage } from 'node:http';

import type { Headers } from '../types.js';
import { parseObject, type FrameError } from './messages.js';

const REALTIME_PATH = '/graphql/realtime';
export const SUB_PROTOCOL = 'graphql-ws';
const HEADER_PREFIX = 'header-';

/** The result of reading a handshake: the headers of the API, or the reason for a refusal. */
export type Handshake =
  | { readonly kind: 'READ'; readonly headers: Headers }
  | { readonly kind: 'REFUSED'; readonly protocol: string | undefined; readonly error: FrameError };

/**
 * Reads the headers of the API from an upgrade request. A client can put them in one of three places:
 * docs/protocol.md#handshake. If it uses several, the sub-protocol wins, then the query string (which
 * one AppSync uses is not known).
 */
export function readHandshake(request: IncomingMessage): Handshake {
  const offered = offeredProtocols(request);
  if (offered.length === 0)
    return refuse(undefined, { message: 'NoProtocolError', errorCode: 400 });
  if (!offered.includes(SUB_PROTOCOL)) {
    return refuse(undefined, { message: 'SubProtocolNotSupportedError', errorCode: 400 });
  }
  const [path, ...rest] = (request.url ?? '').split('?');
  if (path !== REALTIME_PATH) return refuse(SUB_PROTOCOL, NOT_FOUND);
  const inProtocol = offered.find((protocol) => protocol.startsWith(HEADER_PREFIX));
  if (inProtocol !== undefined) return readEncoded(inProtocol.slice(HEADER_PREFIX.length));
  const query = new URLSearchParams(rest.join('?'));
  const header = query.get('header');
  if (header === null) {
    const headers = lowerCased(request.headers);
    return headers.authorization || headers['x-api-key']
      ? { kind: 'READ', headers }
      : refuse(SUB_PROTOCOL, HEADERS_MISSING);
  }
  const payload = query.get('payload');
  if (payload === null || !decodeObject(payload)) {
    return refuse(
      SUB_PROTOCOL,
      badRequest('The query string has no payload, or none that is base64 of a JSON object.'),
    );
  }
  return readEncoded(header);
}

/** Returns headers with names in lower case. Values other than strings and lists are dropped. */
export function lowerCased(headers: Record<string, unknown>): Headers {
  const result: Record<string, string | readonly string[]> = Object.create(null);
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string') result[name.toLowerCase()] = value;
    else if (Array.isArray(value)) result[name.toLowerCase()] = value.map(String);
  }
  return result;
}

function readEncoded(encoded: string): Handshake {
  const headers = decodeObject(encoded);
  if (!headers)
    return refuse(SUB_PROTOCOL, badRequest('The header is not base64 of a JSON object.'));
  const lower = lowerCased(headers);
  if (!lower.host) return refuse(SUB_PROTOCOL, HEADERS_MISSING);
  return { kind: 'READ', headers: lower };
}

function decodeObject(encoded: string): Record<string, unknown> | undefined {
  // Node decodes both base64 alphabets. A `+` in a query string arrives as a space.
  return parseObject(Buffer.from(encoded.replaceAll(' ', '+'), 'base64').toString());
}

function offeredProtocols(request: IncomingMessage): string[] {
  const header = request.headers['sec-websocket-protocol'] ?? '';
  return header
    .split(',')
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== '');
}

function refuse(protocol: string | undefined, error: FrameError): Handshake {
  return { kind: 'REFUSED', protocol, error };
}

/**
 * Seen, without a message: awslabs/aws-mobile-appsync-sdk-js issue 768, and the whole frame at
 * josephso.dev/aws-appsync-with-custom-domain-graphql-subscription-issue-and-workaround.
 */
const NOT_FOUND: FrameError = {
  errorType: 'com.amazon.coral.service.http#HttpNotFoundException',
  errorCode: 400,
};

/** Seen, without a type: graphql-dotnet/graphql-client issue 662. Which headers it means is assumed. */
const HEADERS_MISSING: FrameError = { message: 'Required headers are missing.', errorCode: 400 };

/** Type and code are the service's for such requests; the messages are the host's. */
function badRequest(message: string): FrameError {
  return { errorType: 'BadRequestException', message, errorCode: 400 };
}
