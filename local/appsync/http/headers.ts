import { getOrMake } from '../getOrMake.js';
import type { Headers } from '../types.js';

/**
 * The headers of a message with all values of each name, which is spelled as it came first.
 * @param rawHeaders Node's, because its parsed headers join or drop repeated ones
 */
export function headerValues(rawHeaders: readonly string[]): { name: string; values: string[] }[] {
  const headers = new Map<string, { name: string; values: string[] }>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name, value] = [rawHeaders[index]!, rawHeaders[index + 1]!];
    getOrMake(headers, name.toLowerCase(), () => ({ name, values: [] })).values.push(value);
  }
  return [...headers.values()];
}

/**
 * Headers as `ctx.request.headers` has them: names in lower case, a repeated header as an array
 * (developer guide, resolver-context-reference-js).
 */
export const headersOf = (rawHeaders: readonly string[]): Headers =>
  Object.fromEntries(
    headerValues(rawHeaders).map(({ name, values }) => [
      name.toLowerCase(),
      values.length > 1 ? values : values[0],
    ]),
  );
