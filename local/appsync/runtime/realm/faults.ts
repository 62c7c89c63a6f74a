import { NativeError, NativeTypeError, toText, isObject } from './natives.js';

/** Ends an evaluation from inside: no code of a resolver can catch it. Plain data, by design. */
export type Signal =
  | { readonly signal: 'ERROR'; readonly error: SignalError; readonly unauthorized?: true }
  | { readonly signal: 'EARLY_RETURN'; readonly value: unknown; readonly skipTo: string };

export interface SignalError {
  readonly message: string;
  readonly errorType: unknown;
  readonly data: unknown;
  readonly errorInfo: unknown;
}

/** What the helpers raise: AppSync shows its message behind the place of the call, without a name. */
export class Fault extends NativeError {}

/** A `Fault` for a case of which nobody has written down what AppSync does. */
export function unsupported(what: string): never {
  throw new Fault(`not known how AppSync behaves here: ${what}`);
}

/** A fault with the language's own name, as where a method refuses its argument. */
export function typeFault(message: string): never {
  throw new NativeTypeError(message);
}

/** The argument of a helper that takes a string. Other types are not documented. */
export function textArgument(value: unknown, what: string): string {
  return typeof value === 'string'
    ? value
    : unsupported(`${what} is ${nameOf(value)}, not a string`);
}

/** The argument of a helper that takes a number. */
export function numberArgument(value: unknown, what: string): number {
  return typeof value === 'number'
    ? value
    : unsupported(`${what} is ${nameOf(value)}, not a number`);
}

/** What kind of value it is, for messages. */
export function nameOf(value: unknown): string {
  if (value === null) return 'null';
  return isObject(value) ? 'an object' : toText(typeof value);
}
