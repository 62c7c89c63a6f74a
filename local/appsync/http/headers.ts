import type { Headers } from '../types.js';

/**
 * Headers as `ctx.request.headers` has them: names in lower case, a repeated header as an array
 * (developer guide, resolver-context-reference-js). Takes Node's `rawHeaders`, for the parsed ones
 * have repetitions joined or dropped.
 */
export function headersOf(rawHeaders: readonly string[]): Headers {
  const headers: Record<string, string | string[]> = Object.create(null) as Record<
    string,
    string | string[]
  >;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    const value = rawHeaders[index + 1] ?? '';
    const before = headers[name];
    if (before === undefined) headers[name] = value;
    else if (typeof before === 'string') headers[name] = [before, value];
    else before.push(value);
  }
  return { ...headers };
}
