import type { ErrorEntry } from '../../types.js';
import { isMap, isObject, NativeError, NativeTypeError, toText } from './natives.js';

/** Ends an evaluation; no resolver code can catch it. It is plain data by design. */
export type Signal =
  | { readonly signal: 'ERROR'; readonly error: ErrorEntry; readonly unauthorized?: true }
  | { readonly signal: 'EARLY_RETURN'; readonly value: unknown; readonly skipTo: string };

/** An error that has nothing but a type and a message. */
export const plainError = (errorType: string, message: string): ErrorEntry => ({
  message,
  errorType,
  data: null,
  errorInfo: null,
});

/**
 * A fault that a helper raises. AppSync shows its message after the place of the call, without a
 * name.
 */
export class Fault extends NativeError {}

/**
 * Throws a `Fault`: the host does not support a case for which AppSync's behaviour is not known.
 */
export function unsupported(what: string): never {
  throw new Fault(`not supported by this host (unknown AppSync behaviour): ${what}`);
}

let report: (message: string) => void = () => {};

/** Sets where warnings go, once. */
export function warnTo(host: (message: string) => void): void {
  report = host;
}

/** Warns the person who runs the host about a guess. Each message goes to a logger once. */
export function warn(message: string): void {
  report(message);
}

/** A fault with the language's own name, for example where a method refuses its argument. */
export function typeFault(message: string): never {
  throw new NativeTypeError(message);
}

/** Checks the argument of a helper that takes a string. Other types are not documented. */
export function textArgument(value: unknown, what: string): string {
  return typeof value === 'string'
    ? value
    : unsupported(`${what} is ${nameOf(value)}, not a string`);
}

/** Checks the argument of a helper that takes a number. */
export function numberArgument(value: unknown, what: string): number {
  return typeof value === 'number'
    ? value
    : unsupported(`${what} is ${nameOf(value)}, not a number`);
}

/** Checks the argument of a helper that takes a plain object. */
export function mapArgument(value: unknown, what: string): Record<string, unknown> {
  return isMap(value) ? value : unsupported(`${what} of ${nameOf(value)}`);
}

/** The kind of a value, for messages. */
export function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return isObject(value) ? 'an object' : toText(typeof value);
}
