import type * as hostLimits from '../limits.js';
import type { Host } from './host.js';
import { Fault, typeFault } from './faults.js';
import { charCodeAt, isArray, isObject, keys, stringifyJson } from './natives.js';

/** The limits of one evaluation, among the host's. */
export type Limits = typeof hostLimits;

let limits: Limits;
let loops = 0;
let steps = 0;

/** Sets the limits, once. */
export function setLimits(to: Limits): void {
  limits = to;
}

/** Starts a new budget. */
export function resetBudget(): void {
  loops = 0;
  steps = 0;
}

/**
 * Charges one iteration of a `for` loop. The message is the host's own: AppSync's is not
 * documented.
 */
export function loop(): void {
  loops += 1;
  if (loops > limits.maxLoopIterations) {
    throw new Fault(`loops exceeded the limit of ${limits.maxLoopIterations} iterations`);
  }
  call();
}

/** Charges one function call. */
export function call(): void {
  charge(1);
}

/** Charges work in proportion to a length. */
export function charge(amount: number): void {
  steps += amount;
  if (steps <= limits.maxSteps) return;
  throw new Fault(
    `this host gave up after ${limits.maxSteps} steps (its own limit, not AppSync's)`,
  );
}

/**
 * Charges the operand of `...` in a list of elements or arguments. It must be a list or a string.
 */
export function spread(value: unknown): unknown {
  if (typeof value === 'string' || isArray(value)) charge(value.length);
  else typeFault('Spread syntax requires ...iterable[Symbol.iterator] to be a function');
  return value;
}

/**
 * Checks a key that is computed at run time. `constructor` and `__proto__` would give access to the
 * language's internals, and an object could return any text.
 */
export function key(value: unknown): unknown {
  if (typeof value === 'string') {
    if (value === 'constructor' || value === '__proto__') {
      throw new Fault(`${value} cannot be reached in APPSYNC_JS`);
    }
    return value;
  }
  if (isObject(value) || typeof value === 'function') {
    throw new Fault('a key is an object, not a string or a number');
  }
  return value;
}

/** Whether the last value of which `size` was asked has parts that were not counted. */
let isHiding = false;

/** The result of `jsonOf` for a value that is larger than the limit. */
export const TOO_LARGE: unique symbol = Symbol('too large');

/**
 * The JSON text of a value; undefined where it has none. Levels below the 500th and results of a
 * `toJSON` are counted while they are written; too much of them is a fault.
 */
export function jsonOf(
  value: unknown,
  space?: string | number,
): string | undefined | typeof TOO_LARGE {
  isHiding = false;
  if (size(value, 0, 0) > limits.maxEvaluatedBytes) return TOO_LARGE;
  if (!isHiding) return stringifyJson(value, undefined, space);
  let total = 0;
  return stringifyJson(
    value,
    (name, inner: unknown) => {
      total += name.length + 1 + (typeof inner === 'string' ? inner.length : 0);
      if (total > limits.maxEvaluatedBytes) throw new Fault('a value exceeds the limit of 5 MB');
      return inner;
    },
    space,
  );
}

/**
 * Counts the characters of a value, which are never more than its JSON text has, and stops at the limit
 * of an evaluation: a small value that contains itself in many places has an endless text.
 */
function size(value: unknown, depth: number, sizeSoFar: number): number {
  if (typeof value === 'string') return sizeSoFar + value.length + 2;
  let total = sizeSoFar + 1;
  if (hasToJson(value)) isHiding = true;
  if (!isObject(value)) return total;
  if (depth > 500) {
    isHiding = true;
    return total;
  }
  if (isArray(value)) {
    for (const element of value as unknown[]) {
      total = size(element, depth + 1, total);
      if (total > limits.maxEvaluatedBytes) return total;
    }
    return total;
  }
  for (const name of keys(value)) {
    total = size(value[name], depth + 1, total + name.length);
    if (total > limits.maxEvaluatedBytes) return total;
  }
  return total;
}

function hasToJson(value: unknown): boolean {
  if (!isObject(value) && typeof value !== 'function') return false;
  return typeof (value as { toJSON?: unknown }).toJSON === 'function';
}

/** Whether a JSON text is longer than the limit. */
export function isTooLong(json: string): boolean {
  const { maxEvaluatedBytes } = limits;
  if (json.length * 3 <= maxEvaluatedBytes) return false;
  if (json.length > maxEvaluatedBytes) return true;
  let bytes = 0;
  for (const character of json) {
    const code = charCodeAt(character, 0);
    bytes += character.length === 2 ? 4 : code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
  }
  return bytes > maxEvaluatedBytes;
}

/** The result of a host function. A fault of the host becomes a fault of the realm. */
export function answer(from: ReturnType<Host['matches']>): string {
  const result = from.slice(1);
  if (from.charAt(0) === '!') throw new Fault(result);
  return result;
}
