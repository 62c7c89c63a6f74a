/**
 * The language's own functions, saved before they are removed from the realm. Everything under
 * `realm/` uses these, and of strings and arrays only the methods of APPSYNC_JS: the others do not
 * exist when the code runs.
 */
const { apply: applyFunction } = Reflect;

function uncurry<This, Arguments extends unknown[], Result>(
  method: (this: This, ...rest: Arguments) => Result,
): (self: This, ...rest: Arguments) => Result {
  return (self, ...rest) => applyFunction(method, self, rest);
}

export const apply = applyFunction;
export const globalObject: object = globalThis;
export const { deleteProperty, ownKeys } = Reflect;
export const { parse: parseJson, stringify: stringifyJson } = JSON;
export const {
  assign,
  create,
  defineProperty,
  entries,
  freeze,
  getPrototypeOf,
  hasOwn,
  keys,
  values,
} = Object;
export const { isArray } = Array;
export const { isFinite, isNaN, isInteger } = Number;
export const { ceil, floor, max, min, random, round } = Math;
export const { raw } = String;
export const toText = String;
export const encodeComponent = encodeURIComponent;
export const decodeComponent = decodeURIComponent;
export const charCodeAt = uncurry(String.prototype.charCodeAt);
export const normalize = uncurry(String.prototype.normalize);
const toISOString = uncurry(Date.prototype.toISOString);
const NativeDate = Date;
/** `2018-02-06T19:01:35.749Z`, of epoch milliseconds. */
export const isoTime = (milliseconds: number) => toISOString(new NativeDate(milliseconds));
export const NativeError = Error;
export const NativeTypeError = TypeError;

/** A plain object or an array: an object or array in JSON. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A plain object. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !isArray(value);
}
