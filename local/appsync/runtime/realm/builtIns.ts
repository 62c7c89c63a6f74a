import type { Host } from './host.js';
import { unsupported, textArgument, typeFault } from './faults.js';
import { answer, jsonOf, charge, TOO_LARGE } from './budget.js';
import * as native from './natives.js';
import { apply, defineProperty, freeze, isArray, toText } from './natives.js';

/** The language's globals that APPSYNC_JS has. Source: developer guide, supported-features. */
export function builtInGlobals(host: Host): Record<string, unknown> {
  const write = (level: 'log' | 'error', things: readonly unknown[]): void => {
    let line = '';
    for (const thing of things) line += `${line && ' '}${textOf(thing)}`;
    host.log(level, line);
  };
  return {
    Object: freeze({
      assign: (target: object, ...sources: unknown[]) => {
        for (const source of sources) charge(sizeOf(source));
        return native.assign(target, ...sources) as object;
      },
      entries: (value: object) => counted(native.entries(value)),
      hasOwn: native.hasOwn,
      keys: (value: object) => counted(native.keys(value)),
      values: (value: object) => counted(native.values(value)),
    }),
    String: freeze({
      raw: (strings: { raw: readonly string[] }, ...values: unknown[]) => {
        charge(lengthOf(strings.raw));
        return native.raw(strings, ...values);
      },
    }),
    Number: freeze({ isFinite: native.isFinite, isNaN: native.isNaN }),
    Math: freeze({
      random: native.random,
      min: native.min,
      max: native.max,
      round: native.round,
      floor: native.floor,
      ceil: native.ceil,
    }),
    JSON: freeze({ stringify, parse }),
    console: freeze({
      log: (...things: unknown[]) => write('log', things),
      error: (...things: unknown[]) => write('error', things),
      debug: (...things: unknown[]) => write('log', things),
    }),
    undefined: undefined,
    NaN: NaN,
    Infinity: Infinity,
  };
}

/** The number of properties to copy. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string' || isArray(value)) return value.length;
  return native.isObject(value) ? native.keys(value).length : 0;
}

function counted<T extends readonly unknown[]>(list: T): T {
  charge(list.length);
  return list;
}

/** `JSON.stringify`. A replacer would be a function argument, which APPSYNC_JS does not support. */
function stringify(value: unknown, replacer?: unknown, space?: unknown): string | undefined {
  if (replacer !== undefined && replacer !== null) unsupported('JSON.stringify with a replacer');
  if (native.isObject(space)) unsupported('JSON.stringify with an object for its space');
  const text = jsonOf(value, space as string | number | undefined);
  if (text === TOO_LARGE)
    return unsupported('JSON.stringify of a value larger than a response may be');
  charge((text?.length ?? 0) / 32);
  return text;
}

/**
 * `JSON.parse`. Text that is not JSON gives an empty string. Source: developer guide,
 * supported-features.
 */
function parse(text: unknown, reviver?: unknown): unknown {
  if (reviver !== undefined) unsupported('JSON.parse with a reviver');
  if (typeof text !== 'string') unsupported('JSON.parse of something that is not a string');
  charge((text as string).length / 32);
  try {
    return native.parseJson(text as string) as unknown;
  } catch {
    return '';
  }
}

function textOf(thing: unknown): string {
  if (typeof thing === 'string') return thing;
  if (typeof thing === 'function') return '[function]';
  const text = native.isObject(thing) ? jsonOf(thing) : native.stringifyJson(thing);
  return text === TOO_LARGE ? '[large]' : (text ?? toText(thing));
}

/** Makes each array method of APPSYNC_JS charge the budget. */
export function chargeArrayMethods(names: readonly string[]): void {
  for (const name of names) replaceMethod(Array.prototype, name, lengthOf);
  const { sort } = Array.prototype;
  define(Array.prototype, 'sort', (self, [comparator]) => {
    if (comparator !== undefined)
      typeFault('Array.prototype.sort takes no comparator in APPSYNC_JS');
    charge(lengthOf(self) * 8);
    return apply(sort, self, []);
  });
}

/**
 * Gives objects, arrays and functions a text: `${ctx}` is `[object Object]`. On AppSync it is no error
 * (AWS's own samples do it in each call); which text it gives is not recorded, so it is JavaScript's.
 */
export function defineTexts(): void {
  const { join } = Array.prototype;
  const own = (self: unknown, hint: unknown): unknown => {
    const value = self as Record<string, unknown>;
    const names = hint === 'string' ? ['toString', 'valueOf'] : ['valueOf', 'toString'];
    let hasMethod = false;
    for (const name of names) {
      const method = value[name];
      if (typeof method !== 'function') continue;
      const text: unknown = apply(method as () => unknown, self, []);
      if (!native.isObject(text) && typeof text !== 'function') return text;
      hasMethod = true;
    }
    if (hasMethod) typeFault('Cannot convert object to primitive value');
    if (isArray(self)) return apply(join, self, []);
    return typeof self === 'function' ? '[object Function]' : '[object Object]';
  };
  // A symbol, so that a value has no new name: code has no way to write it.
  define(Object.prototype, Symbol.toPrimitive, (self, [hint]) => own(self, hint));
}

/** Makes each string method charge the budget. `replace` and `replaceAll` take a Java pattern. */
export function chargeStringMethods(names: readonly string[], host: Host): void {
  for (const name of names) replaceMethod(String.prototype, name, (text) => lengthOf(text) / 64);
  const replacing =
    (all: boolean): Behaviour =>
    (self, [pattern, replacement]) => {
      const text = textArgument(self, 'the text');
      charge(text.length / 64);
      const by = textArgument(replacement, 'the replacement');
      // `$` and `\` differ between Java and JavaScript. Which of them AppSync follows is not known.
      if (by.indexOf('$') >= 0 || by.indexOf('\\') >= 0) unsupported('a replacement with $ or \\');
      return answer(host.replace(text, textArgument(pattern, 'the pattern'), by, all));
    };
  define(String.prototype, 'replace', replacing(false));
  define(String.prototype, 'replaceAll', replacing(true));
}

function lengthOf(self: unknown): number {
  const { length } = self as { length: unknown };
  return typeof length === 'number' ? length : 0;
}

function replaceMethod(prototype: object, name: string, cost: (self: unknown) => number): void {
  const method = (prototype as Record<string, () => unknown>)[name]!;
  define(prototype, name, (self, rest) => {
    if (self === null || self === undefined) typeFault(`${name} of ${toText(self)}`);
    let steps = cost(self);
    for (const argument of rest) {
      if (typeof argument === 'string') steps += argument.length / 64;
      else if (isArray(argument)) steps += argument.length;
    }
    charge(steps);
    return apply(method, self, rest);
  });
}

type Behaviour = (self: unknown, rest: readonly unknown[]) => unknown;

/** Defines a method that a resolver cannot write to: without `prototype`, and frozen. */
function define(prototype: object, name: string | symbol, behaviour: Behaviour): void {
  const holder: Record<PropertyKey, unknown> = {
    [name](this: unknown, ...rest: unknown[]) {
      return behaviour(this, rest);
    },
  };
  const value = holder[name];
  freeze(value);
  defineProperty(prototype, name, { value, writable: true, configurable: true, enumerable: false });
}
