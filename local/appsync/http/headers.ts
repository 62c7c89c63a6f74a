import type { Headers } from '../types.js';

/**
 * Headers as `ctx.request.headers` has them: names in lower case, a repeated header as an array
 * (developer guide, resolver-context-reference-js).
 * @param rawHeaders Node's, because its parsed headers join or drop repeated ones
 */
export function headersOf(rawHeaders: readonly string[]): Headers {
  const headers: Record<string, string | string[]> = Object.create(null) as Record<
    string,
    string | string[]
  >;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const earlier = headers[name];
    if (earlier === undefined) headers[name] = value;
    else if (typeof earlier === 'string') headers[name] = [earlier, value];
    else earlier.push(value);
  }
  return { ...headers };
}
