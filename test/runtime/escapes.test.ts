import { describe, expect, it } from 'vitest';
import { loadCode } from '../../local/appsync/runtime/load.js';
import {
  anyContext,
  codeOf,
  documentedMethods,
  evaluate,
  faultOf,
  namesOf,
  valueOf,
  violationsOf,
} from './support.js';

/**
 * Attempts to leave the realm, or to leave something behind in it. Some of them a rule refuses when
 * the code is loaded; the others show only when the code runs.
 */

/** The key is composed at run time, so no rule can see it. */
const hidden = (name: string) => `['${name.slice(0, 3)}', '${name.slice(3)}'].join('')`;

describe('access through constructors', () => {
  it.each([
    ['a list', '[]'],
    ['an object', '({})'],
    ['a text', '"a"'],
    ['a number', '(1)'],
    ['a boolean', 'true'],
    ['a function', '(() => 1)'],
    ['a helper', 'util.error'],
    ['a method', '[].map'],
    ['the context', 'ctx'],
    ['an argument', 'ctx.args'],
    ['a global', 'JSON'],
    ['a module', 'ddb'],
  ])('to %s is blocked', (_what, value) => {
    expect(faultOf(`const k = ${hidden('constructor')}; return ${value}[k];`)).toBe(
      'constructor cannot be reached in APPSYNC_JS',
    );
    expect(faultOf(`const { [${hidden('constructor')}]: c } = ${value}; return c;`)).toBe(
      'constructor cannot be reached in APPSYNC_JS',
    );
  });

  it('is blocked for composed keys and for keys that convert themselves to text', () => {
    expect(faultOf(`return [][(0, ${hidden('constructor')})];`)).toMatch(/^constructor cannot/u);
    expect(faultOf('return [][["constructor"]];')).toBe(
      'a key is an object, not a string or a number',
    );
    expect(faultOf('return [][{ toString: () => "constructor" }];')).toMatch(
      /^a key is an object/u,
    );
    expect(faultOf('const f = () => "constructor"; return [][f];')).toMatch(/^a key is an object/u);
    expect(faultOf(`return []?.[${hidden('constructor')}];`)).toMatch(/^constructor cannot/u);
    expect(faultOf(`delete [][${hidden('constructor')}]; return 1;`)).toMatch(
      /^constructor cannot/u,
    );
  });

  it.each(['caller', 'arguments', 'prototype', 'apply', 'call', 'bind', 'toString'])(
    'is not possible by a function’s %s',
    (name) => {
      expect(valueOf(`typeof (() => 1)[${hidden(name)}]`)).toBe('undefined');
      expect(valueOf(`typeof util.error[${hidden(name)}]`)).toBe('undefined');
      expect(valueOf(`typeof [].map[${hidden(name)}]`)).toBe('undefined');
    },
  );

  it.each([
    'toString',
    'valueOf',
    'hasOwnProperty',
    'isPrototypeOf',
    '__defineGetter__',
    '__lookupGetter__',
  ])('does not exist as %s on any value', (name) => {
    for (const value of ['({})', '[]', '"a"', '(1)', 'true', '(() => 1)', 'ctx', 'JSON']) {
      expect(valueOf(`typeof ${value}[${hidden(name)}]`), value).toBe('undefined');
    }
  });

  it.each(['__proto__'])('is not possible by %s', (name) => {
    expect(faultOf(`return ({})[${hidden(name)}];`)).toMatch(/cannot be reached/u);
    expect(faultOf(`return { [${hidden(name)}]: [] };`)).toMatch(/cannot be reached/u);
  });
});

/** Every kind of value that code can have. */
const values = [
  ...['[]', '({})', '"a"', '(1)', 'true', '(() => 1)', '[].map', '"".trim', 'ctx', 'ctx.args'],
  ...['ctx.info', 'util', 'util.error', 'util.dynamodb', 'extensions', 'runtime', 'ddb', 'ddb.get'],
  ...['ddb.operations', 'Object', 'Object.keys', 'String', 'Number', 'Math', 'JSON', 'console'],
];

/** The names under which a value has something, asked in a way that no rule sees. */
const held = (value: string, names: readonly string[]) =>
  valueOf(`ctx.args.names.filter((name) => typeof ${value}[name] !== 'undefined')`, {
    context: { arguments: { names } },
  }) as string[];

describe('the members of a value', () => {
  it('are APPSYNC_JS’s methods only', () => {
    const array = namesOf(Array.prototype);
    const string = namesOf(String.prototype);
    const object = namesOf(Object.prototype);
    const others = [Number, Boolean, Function, Symbol, BigInt, Date, Map, Promise, RegExp].flatMap(
      ({ prototype }) => namesOf(prototype),
    );
    const all = [...new Set([...array, ...string, ...object, ...others])];
    // A function's name and length give access to nothing: a string and a number.
    const listed: [value: string, names: readonly string[]][] = [
      ['[]', [...documentedMethods.array, 'length']],
      ['"a"', [...documentedMethods.string, 'length']],
      ...['({})', '(1)', 'true', 'ctx.args'].map((value): [string, string[]] => [value, []]),
      ...['(() => 1)', '[].map', '"".trim', 'util.error', 'Object.keys', 'ddb.get'].map(
        (value): [string, string[]] => [value, ['length', 'name']],
      ),
    ];
    for (const [value, names] of listed) {
      expect(held(value, all).sort(), value).toStrictEqual([...names].sort());
    }
  });
});

describe('an object of the host', () => {
  const node = ['require', 'module', 'exports', '__filename', '__dirname', 'global', 'primordials'];
  const names = [...Object.getOwnPropertyNames(globalThis), ...node].filter(
    // The language's own names that APPSYNC_JS has too. Their members are tested above.
    (name) => !['Object', 'String', 'Number', 'Math', 'JSON', 'console', 'name'].includes(name),
  );

  it('cannot be reached from any value', () => {
    for (const name of ['process', 'Buffer', 'fetch', 'setTimeout', 'globalThis', 'Function']) {
      expect(names).toContain(name);
    }
    for (const value of values) {
      const listed = value === 'Number' ? ['isFinite', 'isNaN'] : [];
      expect(held(value, names).sort(), value).toStrictEqual(listed);
    }
  });

  it('cannot be reached by any name', () => {
    for (const name of names.filter((name) => /^[\w$]+$/u.test(name))) {
      if (['NaN', 'Infinity', 'undefined'].includes(name)) continue;
      expect(violationsOf(codeOf(`return typeof ${name};`)), name).toContain(
        '3:15 no-unlisted-globals',
      );
    }
  });
});

describe('the effects of an evaluation', () => {
  it.each([
    ['on a helper', 'util.error.x = 1;'],
    ['on a method', '[].map.x = 1;'],
    ['on a method of texts', '"".trim.x = 1;'],
    ['on a global’s function', 'Object.keys.x = 1;'],
    ['on a module’s function', 'ddb.get.x = 1;'],
    ['in place of a helper', 'util.dynamodb.toMap = () => 1;'],
    ['by Object.assign on util', 'Object.assign(util, { x: 1 });'],
    ['by Object.assign on JSON', 'Object.assign(JSON, { parse: 1 });'],
    ['by Object.assign on a module', 'Object.assign(ddb, { get: 1 });'],
    ['by Object.assign on a method', 'Object.assign([].push, { x: 1 });'],
    ['by deleting a helper', 'delete util.dynamodb.toMap; return util;'],
    ['on the operations of the module', 'ddb.operations.add.x = 1;'],
  ])('end with it: %s', (_where, body) => {
    expect(faultOf(body)).toMatch(
      /^TypeError: Cannot (add property|assign to read only|delete property)/u,
    );
  });

  it('do not include prototypes: JSON cannot pollute them', () => {
    const context = {
      arguments: { text: '{"__proto__":{"polluted":1},"constructor":{"polluted":2}}' },
    };
    evaluate(
      'Object.assign({}, JSON.parse(ctx.args.text)); return { ...JSON.parse(ctx.args.text) };',
      { context },
    );
    expect(
      valueOf('[typeof ({}).polluted, typeof [].polluted, typeof (() => 1).polluted]'),
    ).toStrictEqual(['undefined', 'undefined', 'undefined']);
  });

  it('are invisible to the next evaluation', () => {
    const text = codeOf(
      `if (ctx.args.change) {
         n = 2; list.push(2); object.a = 2;
         ctx.args.list.push(2); ctx.stash.a = 2; ctx.info.variables.a = 2; ctx.env.A = 2;
         ctx.request.headers.a = 2;
         util.appendError('e'); util.http.addResponseHeader('x-a', 2);
         extensions.setSubscriptionFilter({ filterGroup: [] });
         extensions.invalidateSubscriptions({ subscriptionField: 'a', payload: {} });
         const made = [util.dynamodb.toNull(), ddb.operations.remove(), JSON.parse('{"a":{}}'), ddb.get({ key: {} })];
         made.forEach((value) => Object.assign(value, { NULL: 2, type: 2, operation: 2, a: 2 }));
       }
       return [
         n, list, object, ctx.args.list, ctx.stash, ctx.info.variables, ctx.env, ctx.request.headers,
         util.dynamodb.toNull(), ddb.operations.remove(), JSON.parse('{"a":{}}'), ddb.get({ key: {} }),
       ];`,
      ' let n = 1; const list = [1]; const object = { a: 1 };',
    );
    const code = loadCode({ fileName: 'test.js', text });
    const evaluateWith = (change: boolean) =>
      code.evaluate(
        'request',
        { ...anyContext, arguments: { change, list: [1] } },
        'User Pool Authorization',
      );
    const before = evaluateWith(false);
    expect(before).toMatchObject({ stash: {}, appendedErrors: [], extensions: {} });
    const changed = evaluateWith(true);
    for (const part of ['outcome', 'stash', 'appendedErrors', 'extensions'] as const) {
      expect(changed[part], part).not.toEqual(before[part]);
    }
    expect(evaluateWith(false)).toStrictEqual(before);
    expect(anyContext).toMatchObject({ stash: {}, env: {}, request: { headers: {} } });
  });

  it('do not change the results of helpers', () => {
    evaluate(
      'const a = util.dynamodb.toNull(); a.NULL = 1; const o = ddb.operations.remove(); o.type = 2; return 1;',
    );
    expect(valueOf('[util.dynamodb.toNull(), ddb.operations.remove().type]')).toStrictEqual([
      { NULL: null },
      'OPERATION_REMOVE',
    ]);
  });

  it('do not change the host’s own objects', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).length;
    evaluate(
      'ctx.args.x = 1; Object.assign(ctx.stash, { y: 1 }); return Object.assign([], { z: 1 });',
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
    expect(Object.getOwnPropertyDescriptor(Array.prototype, 'map')?.writable).toBe(true);
    expect([1, 2].includes(2) && 'ab'.padStart(3)).toBe(' ab');
  });
});

describe('hooks', () => {
  it('of strings and numbers run inside the realm and give access to nothing', () => {
    expect(valueOf('`${{ toString: () => "own" }}`')).toBe('own');
    expect(valueOf('1 + { valueOf: () => 2 }')).toBe(3);
    expect(valueOf('`${{}}`')).toBe('[object Object]');
  });

  it('of JSON run inside the realm', () => {
    expect(valueOf('{ a: { toJSON: () => "own" } }')).toStrictEqual({ a: 'own' });
    expect(faultOf('return JSON.parse("[1]", 1);')).toMatch(/^not supported by this host/u);
  });

  it('are never called by the host: helpers take strings and numbers only', () => {
    const text = '{ toString: () => "x" }';
    for (const call of [
      `util.matches(${text}, "a")`,
      `util.matches("a", ${text})`,
      `util.base64Encode(${text})`,
      `util.time.nowFormatted(${text})`,
      `util.xml.toMap(${text})`,
      `"a".replace(${text}, "b")`,
      `"a".replace("a", ${text})`,
      `util.error(${text})`,
    ]) {
      expect(faultOf(`${call};`), call).toMatch(
        /not supported by this host \(unknown AppSync behaviour\): .* is an object/u,
      );
    }
  });

  it('of methods detached from their value do nothing', () => {
    expect(faultOf('const { map } = []; return map(1);')).toMatch(/^TypeError: map of undefined/u);
    expect(faultOf('const { replace } = ""; return replace("a", "b");')).toMatch(
      /^not supported by this host/u,
    );
    expect(faultOf('const o = { replace: "".replace }; return o.replace("a", "b");')).toMatch(
      /^not supported by this host/u,
    );
    expect(valueOf('({ length: 1, 0: "a", join: [].join }).join("-")')).toBe('a');
  });

  it('of iteration do not exist: only lists and strings can be spread or iterated', () => {
    expect(faultOf('return [...{ length: 1 }];')).toMatch(/^TypeError: Spread syntax/u);
    expect(faultOf('for (const a of { length: 1 }) return a;')).toMatch(/is not iterable/u);
  });

  it('of species do not exist', () => {
    expect(valueOf('[1, 2].map((n) => n)')).toStrictEqual([1, 2]);
    const body = 'return Object.assign([1], JSON.parse(ctx.args.t));';
    const context = { arguments: { t: '{"constructor":{"a":1}}' } };
    expect(faultOf(body, { context })).toMatch(/^TypeError: Cannot assign to read only property/u);
  });
});

describe('code that two parsers could read differently', () => {
  it.each([
    'return ctx.args.a <!--ctx.args.b\n;',
    'return 1\n--> 2;',
    '#!/usr/bin/env node\nreturn 1;',
    '}); })(); process.exit(1); (function () { return function () {',
    'return 1; } }; }) (globalThis)',
  ])('is refused: %s', (body) => {
    expect(violationsOf(codeOf(body))).not.toStrictEqual([]);
  });
});

describe('code from a string', () => {
  it.each([
    'Function("return 1")()',
    'eval("1")',
    'new Function("return 1")()',
    'setTimeout("1")',
    'WebAssembly.compile(1)',
  ])('cannot be made: %s', (expression) => {
    const column = expression.startsWith('new ') ? 12 : 8;
    expect(violationsOf(codeOf(`return ${expression};`))).toContain(
      `3:${column} no-unlisted-globals`,
    );
  });
});
