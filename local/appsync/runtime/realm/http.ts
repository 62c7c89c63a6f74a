import type { ErrorEntry } from '../../types.js';
import { mapArgument, nameOf, plainError, unsupported } from './faults.js';
import { jsonOf, type Limits, TOO_LARGE } from './budget.js';
import { charCodeAt, isObject, keys, stringifyJson, toText } from './natives.js';

/**
 * `util.http`. Source: developer guide, http-helpers-in-utils-http-js. A header with an empty or
 * restricted name, or a null value, is ignored and adds an error of type ResponseHeaderError. The
 * message of that error, and how a value becomes text, are not documented.
 */

const notForwarded = (
  'transfer-encoding connection host expect keep-alive upgrade proxy-authenticate ' +
  'proxy-authorization te content-length'
).split(' ');

const notAnswered = [
  ...notForwarded,
  ...(
    'access-control-allow-credentials access-control-allow-origin access-control-expose-headers ' +
    'access-control-max-age access-control-allow-methods access-control-allow-headers vary content-type'
  ).split(' '),
];

/** Headers of the transport. A response that they describe wrongly cannot be read. */
const ofTransport = ['content-encoding', 'trailer'];

/** The characters of a header's name beside letters and digits (RFC 9110, token). */
const tokenMarks = "!#$%&'*+-.^_`|~";

/** The response headers of one evaluation. */
interface ResponseHeaders {
  readonly headers: Record<string, string>;
  readonly appended: ErrorEntry[];
}

export function httpUtilities(state: () => ResponseHeaders, limits: Limits) {
  const add = (name: unknown, value: unknown): void => {
    const { headers, appended } = state();
    const refuse = (why: string) => void appended.push(plainError('ResponseHeaderError', why));
    if (typeof name !== 'string') return unsupported(`a header's name that is ${nameOf(name)}`);
    const lowerCase = name.toLowerCase();
    if (name.trim() === '') return refuse('A response header has no name.');
    if (notAnswered.indexOf(lowerCase) >= 0 || isReserved(lowerCase)) {
      return refuse(`The response header ${name} is restricted.`);
    }
    if (value === null || value === undefined) {
      return refuse(`The response header ${name} has no value.`);
    }
    if (ofTransport.indexOf(lowerCase) >= 0) return unsupported(`the response header ${name}`);
    const tooLong = `The response headers exceed ${limits.maxResponseHeaderBytes} bytes.`;
    const text = isObject(value) ? jsonOf(value) : toText(value);
    if (text === TOO_LARGE) return refuse(tooLong);
    if (text === undefined) return refuse(`The response header ${name} has no value.`);
    if (!isHeaderText(name) || !isHeaderText(text)) {
      return unsupported(
        `the response header ${stringifyJson(name)} with other characters than ASCII's`,
      );
    }
    if (!isToken(lowerCase)) {
      return unsupported(
        `the response header ${stringifyJson(name)} with characters that no header's name has`,
      );
    }
    const others = keys(headers).filter((other) => other.toLowerCase() !== lowerCase);
    const bytes = others.reduce((sum, other) => sum + other.length + headers[other]!.length, 0);
    if (bytes + name.length + text.length > limits.maxResponseHeaderBytes) {
      return refuse(tooLong);
    }
    for (const other of keys(headers)) {
      if (other.toLowerCase() === lowerCase) delete headers[other];
    }
    headers[name] = text;
  };
  return {
    copyHeaders: (headers: unknown) => {
      const given = mapArgument(headers, 'copyHeaders');
      const copy: Record<string, unknown> = {};
      for (const name of keys(given)) {
        if (notForwarded.indexOf(name.toLowerCase()) < 0) copy[name] = given[name];
      }
      return copy;
    },
    addResponseHeader: (name?: unknown, value?: unknown) => add(name, value),
    addResponseHeaders: (headers?: unknown) => {
      const given = mapArgument(headers, 'addResponseHeaders');
      for (const name of keys(given)) add(name, given[name]);
    },
  };
}

function isReserved(name: string): boolean {
  return name.startsWith('x-amzn-') || name.startsWith('x-amz-');
}

function isToken(lowerCase: string): boolean {
  for (const character of lowerCase) {
    const isAlphanumeric =
      (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
    if (!isAlphanumeric && tokenMarks.indexOf(character) < 0) return false;
  }
  return true;
}

function isHeaderText(text: string): boolean {
  for (const character of text) {
    const code = charCodeAt(character, 0);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}
