import { validateHeaderName, validateHeaderValue } from 'node:http';
import {
  asList,
  asObject,
  asString,
  at,
  type Fields,
  ifGiven,
  onlyFields,
  type Path,
  required,
} from '../requestObject.js';
import { ResolverFault } from '../resolverFault.js';

/** A request as it goes out. */
export interface HttpRequest {
  readonly method: string;
  /** At the data source's endpoint, whatever the path is. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Headers that a resolver cannot set (AppSync developer guide, resolver-reference-http-js). They are left
 * out, which is assumed: AWS's own `util.http.copyHeaders` lets `user-agent` through.
 */
const ownHeaders = [
  'host',
  'connection',
  'user-agent',
  'expect',
  'expectation',
  'transfer-encoding',
  'content-length',
];

/**
 * Reads what a request handler returned (AppSync developer guide, resolver-reference-http-js).
 * @throws ResolverFault for what AppSync cannot interpret; its messages for HTTP are not known
 */
export function readRequest(request: unknown, endpoint: URL): HttpRequest {
  const fields = asObject(request ?? {}, '$');
  onlyFields(fields, '$', ['version', 'method', 'resourcePath', 'params']);
  const method = required(fields, '$', 'method', asString);
  if (!methods.includes(method)) throw new ResolverFault(`Unsupported method '${method}'.`);
  const path = required(fields, '$', 'resourcePath', asString);
  const params = ifGiven(fields, '$', 'params', asObject) ?? {};
  const place = at('$', 'params');
  onlyFields(params, place, ['query', 'headers', 'body']);
  const headers = headersOf(params, place);
  return {
    method,
    url: urlOf(endpoint, path, queryOf(params, place)),
    headers,
    body: bodyOf(params['body'], headers),
  };
}

/** The path cannot lead elsewhere: the host of a URL ends where its path begins. */
function urlOf(endpoint: URL, path: string, query: string): URL {
  if (!path.startsWith('/')) {
    throw new ResolverFault(`Expected a path that begins with '/' for field '$[resourcePath]'.`);
  }
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(path)) {
    throw new ResolverFault(`Unsupported control character in field '$[resourcePath]'.`);
  }
  const url = new URL(endpoint.origin + path);
  if (query !== '') url.search += `${url.search === '' ? '?' : '&'}${query}`;
  url.hash = '';
  return url;
}

/**
 * `a=1&b=x&b=y`. Documented are texts. Amplify's transformer deploys a query of whatever the arguments of a
 * field are; that a number and a truth value count as their texts, and a list as several, is assumed.
 */
function queryOf(params: Fields, path: Path): string {
  const query = ifGiven(params, path, 'query', asObject) ?? {};
  return Object.entries(query)
    .flatMap(([name, value]) => listOf(value).map((one) => [name, textOf(one, name)] as const))
    .map(([name, text]) => `${escaped(name)}=${escaped(text)}`)
    .join('&');
}

function textOf(value: unknown, name: string): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return asString(value, at('$[params][query]', name));
}

const listOf = (value: unknown): readonly unknown[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];

/**
 * As Signature Version 4 has it (RFC 3986): a server must read the same that was signed. By a buffer, a
 * lone surrogate becomes a character that can be written.
 */
const escaped = (text: string): string =>
  encodeURIComponent(Buffer.from(text).toString()).replace(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** A list of values, as `util.http.copyHeaders` may give it, is one line. */
function headersOf(params: Fields, path: Path): Record<string, string> {
  const given = ifGiven(params, path, 'headers', asObject) ?? {};
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined || ownHeaders.includes(name.toLowerCase())) continue;
    const place = at(at(path, 'headers'), name);
    const values = Array.isArray(value) ? asList(value, place) : [value];
    const text = values.map((one) => asString(one, place)).join(', ');
    try {
      validateHeaderName(name);
      validateHeaderValue(name, text);
    } catch {
      throw new ResolverFault(`Unsupported name or value of the header ${JSON.stringify(name)}.`);
    }
    headers[name] = text;
  }
  return headers;
}

const encodings: Readonly<Record<string, BufferEncoding>> = {
  'utf-8': 'utf8',
  utf8: 'utf8',
  'us-ascii': 'latin1',
  'iso-8859-1': 'latin1',
  'utf-16le': 'utf16le',
};

/**
 * "Always a UTF-8 encoded string unless the content type specifies the charset". An object is sent as
 * JSON, as in the guide's tutorial-http-resolvers-js.
 */
function bodyOf(body: unknown, headers: Readonly<Record<string, string>>): Buffer | undefined {
  if (body === null || body === undefined) return undefined;
  const [, type = ''] =
    Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([\w-]+)/i.exec(type) ?? [];
  const encoding = encodings[charset.toLowerCase()];
  if (!encoding) throw new ResolverFault(`Unsupported charset '${charset}'.`);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), encoding);
}
