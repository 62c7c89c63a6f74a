import {
  deleteProperty,
  freeze,
  getPrototypeOf,
  globalObject,
  isObject,
  ownKeys,
} from './natives.js';

/**
 * Removes everything from the realm that APPSYNC_JS does not have and freezes the rest, so that the
 * next evaluation sees nothing that a resolver did.
 *
 * `Array.prototype.constructor` stays. V8 watches it for all realms of a process together; without
 * it, `map`, `filter`, `slice` and `splice` become several times slower in the whole process. Code
 * cannot name it (`rules/names.ts`, `budget.key`), and it gives access to a frozen function that
 * makes arrays only.
 */
export function harden(arrayMethods: readonly string[], stringMethods: readonly string[]): void {
  const arrayIterator = getPrototypeOf([][Symbol.iterator]()) as object;
  const stringIterator = getPrototypeOf(''[Symbol.iterator]()) as object;
  const keep = new Map<object, readonly PropertyKey[]>([
    [Object.prototype, [Symbol.toPrimitive]],
    [Function.prototype, []],
    [Array.prototype, [...arrayMethods, Symbol.iterator, 'constructor', 'length']],
    [String.prototype, [...stringMethods, Symbol.iterator, 'length']],
    [Number.prototype, []],
    [Boolean.prototype, []],
    [Symbol.prototype, []],
    [BigInt.prototype, []],
    [arrayIterator, ['next']],
    [stringIterator, ['next']],
    [getPrototypeOf(arrayIterator) as object, [Symbol.iterator]],
    [Array, [Symbol.species]],
  ]);
  for (const error of [
    Error,
    TypeError,
    RangeError,
    ReferenceError,
    SyntaxError,
    EvalError,
    URIError,
  ]) {
    keep.set(error.prototype, ['name', 'message']);
  }
  const globalKeys = ownKeys(globalObject);
  for (const [object, kept] of keep) {
    for (const name of ownKeys(object)) {
      if (kept.indexOf(name) < 0) deleteProperty(object, name);
    }
  }
  for (const object of keep.keys()) freeze(object);
  for (const name of globalKeys) deleteProperty(globalObject, name);
}

/** Freezes an object and everything below it, functions too. Must be called before `harden`. */
export function freezeAll(value: unknown, seen = new Set<unknown>()): void {
  if ((!isObject(value) && typeof value !== 'function') || seen.has(value)) return;
  seen.add(value);
  freeze(value);
  for (const name of ownKeys(value as object)) {
    freezeAll((value as Record<PropertyKey, unknown>)[name], seen);
  }
}
