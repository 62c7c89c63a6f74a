import { describe, expect, it } from 'vitest';
import { CodeError } from '../../local/appsync/runtime/errors.js';
import { loadCode } from '../../local/appsync/runtime/load.js';
import {
  callbackMethods,
  codeOf,
  documentedMethods,
  evaluate,
  faultOf,
  namesOf,
  violationsOf,
} from './support.js';

/** The body of a handler is on line 3 of `codeOf`, and again on line 6. */
const rulesOf = (body: string) =>
  violationsOf(codeOf(body))
    .filter((violation) => violation.startsWith('3:'))
    .map((violation) => violation.slice(2));

/** Bodies, each with the column and the rule by which it is refused. */
type Refused = Readonly<Record<string, string>>;

function expectRefused(refused: Refused): void {
  for (const [body, violation] of Object.entries(refused)) {
    expect(rulesOf(body), body).toContain(violation);
  }
}

const expectAccepted = (body: string) => expect(rulesOf(body), body).toStrictEqual([]);

describe('syntax that APPSYNC_JS does not have', () => {
  it.each<[what: string, refused: Refused]>([
    ['throw', { 'throw 1;': '1 no-throw' }],
    [
      'new, also of Date, Set and Map',
      {
        'const F = function () {}; return new F();': '34 no-new',
        'return new Date();': '8 no-new',
        'return new Set();': '8 no-new',
        'return new Map();': '8 no-new',
      },
    ],
    ['classes', { 'class A {}': '1 no-classes', 'return (class {});': '9 no-classes' }],
    [
      'try, catch and finally',
      {
        'try { return 1; } catch { return 2; }': '1 no-try',
        'try { return 1; } finally { ctx.stash.a = 1; }': '1 no-try',
      },
    ],
    [
      'while and do',
      {
        'while (ctx.args.a) { return 1; }': '1 no-while',
        'do { return 1; } while (ctx.args.a);': '1 no-while',
      },
    ],
    ['for (;;)', { 'for (;;) { return 1; }': '1 no-for' }],
    ['continue', { 'for (const a of ctx.args.l) { if (a) continue; }': '38 no-continue' }],
    ['labels', { 'here: for (const a of ctx.args.l) { break here; }': '1 no-labels' }],
    ['regular expression literals', { 'return /a/.test(ctx.args.a);': '8 no-regex' }],
    [
      'generators',
      {
        'function* g() { return 1; }': '1 no-generators',
        'return { *g() { return 1; } };': '12 no-generators',
        'function* g() { yield 1; }': '17 no-yield',
      },
    ],
    [
      'async, await and promises',
      {
        'return async () => 1;': '8 no-async',
        'async function f() { return 1; }': '1 no-async',
        'async function f() { await 1; }': '22 no-await',
        'async function f() { for await (const a of ctx.args.l) ctx.stash.a = a; }': '22 no-await',
        'return Promise.resolve(1);': '8 no-unlisted-globals',
        'return new Promise(ctx.args.f);': '8 no-new',
      },
    ],
    ['this', { 'return this;': '8 no-this' }],
    ['the operator in', { 'return "a" in ctx;': '8 no-in-operator' }],
    ['instanceof', { 'return ctx instanceof Object;': '8 no-disallowed-binary-operators' }],
    [
      '++, -- and ~',
      {
        'let n = 1; n++; return n;': '12 no-disallowed-unary-operators',
        'let n = 1; ++n; return n;': '12 no-disallowed-unary-operators',
        'let n = 1; n--; return n;': '12 no-disallowed-unary-operators',
        'let n = 1; --n; return n;': '12 no-disallowed-unary-operators',
        'return ~1;': '8 no-disallowed-unary-operators',
      },
    ],
    [
      'getters and setters',
      {
        'return { get a() { return 1; } };': '10 no-accessors',
        'return { set a(b) { ctx.stash.b = b; } };': '10 no-accessors',
      },
    ],
    [
      'big integers, import(), import.meta, new.target and debugger, which are not listed',
      {
        'return 1n;': '8 no-unsupported-syntax',
        'return import("x");': '8 no-unsupported-syntax',
        'return import.meta;': '8 no-unsupported-syntax',
        'function f() { return new.target; }': '23 no-unsupported-syntax',
        'debugger;': '1 no-unsupported-syntax',
      },
    ],
  ])('%s', (_what, refused) => {
    expectRefused(refused);
  });

  it('template tags except String.raw', () => {
    expectRefused({
      'return ctx.stash.f`text`;': '8 no-template-tags',
      'const f = (texts) => texts; return f`text`;': '36 no-template-tags',
      'const String = ctx.args; return String.raw`text`;': '33 no-template-tags',
    });
    expect(evaluate('return String.raw`a\\n${1}`;').outcome).toStrictEqual({
      kind: 'RETURN',
      value: 'a\\n1',
    });
  });
});

describe('names that APPSYNC_JS does not have', () => {
  const globals = ['Object', 'String', 'Number', 'Math', 'JSON', 'console', 'NaN', 'Infinity'];
  const given = ['undefined', 'util', 'extensions', 'runtime'];

  it('globals except the documented ones', () => {
    const elsewhere = Object.getOwnPropertyNames(globalThis).filter((name) => /^\w+$/u.test(name));
    const others = [...elsewhere, 'require', 'module', '__dirname', 'arguments'].filter(
      (name) => ![...globals, ...given].includes(name),
    );
    for (const name of [
      'process',
      'globalThis',
      'parseInt',
      'Promise',
      'Symbol',
      'Date',
      'Array',
    ]) {
      expect(others).toContain(name);
    }
    for (const name of others) {
      expectRefused({
        [`return ${name};`]: '8 no-unlisted-globals',
        [`return typeof ${name};`]: '15 no-unlisted-globals',
      });
    }
    for (const name of [...globals, ...given]) expectAccepted(`return typeof ${name};`);
  });

  it('globals that can be called', () => {
    for (const name of globals.slice(0, 6)) {
      expectRefused({ [`return ${name}(1);`]: '8 no-disallowed-methods' });
    }
  });

  it.each<[name: string, held: object, listed: readonly string[]]>([
    ['Object', Object, ['assign', 'entries', 'hasOwn', 'keys', 'values']],
    ['String', String, ['raw']],
    ['Number', Number, ['isFinite', 'isNaN']],
    ['Math', Math, ['random', 'min', 'max', 'round', 'floor', 'ceil']],
    ['JSON', JSON, ['stringify', 'parse']],
    ['console', console, ['log', 'error', 'debug']],
  ])('members of %s except the documented ones', (name, held, listed) => {
    const others = namesOf(held).filter((member) => !listed.includes(member));
    for (const member of others) {
      expectRefused({
        [`return ${name}.${member};`]: '8 no-disallowed-methods',
        [`return ${name}["${member}"];`]: '8 no-disallowed-methods',
      });
    }
    for (const member of listed) {
      expectAccepted(`return ${name}.${member}(ctx.args);`);
      expect(evaluate(`return typeof ${name}.${member};`).outcome).toMatchObject({
        value: 'function',
      });
    }
  });

  it('methods of strings and arrays except the known ones', () => {
    const listed: readonly string[] = [...documentedMethods.array, ...documentedMethods.string];
    const elsewhere = [Array, String].flatMap(({ prototype }) => namesOf(prototype));
    const others = elsewhere.filter((name) => name !== 'length' && !listed.includes(name));
    for (const name of ['padStart', 'at']) expect(others).toContain(name);
    for (const name of others) {
      expectRefused({
        [`return ctx.args.a.${name}();`]: '8 no-disallowed-methods',
        [`return "a".${name}();`]: '8 no-disallowed-methods',
        [`return [].${name}();`]: '8 no-disallowed-methods',
      });
    }
    for (const name of listed) expectAccepted(`return ctx.args.a.${name}();`);
  });

  it.each<[what: string, refused: Refused]>([
    [
      'call, apply and bind',
      {
        'return ctx.args.f.apply(null, []);': '8 no-disallowed-methods',
        'return ctx.args.f.bind(1);': '8 no-disallowed-methods',
        'return ctx.args.f["call"](1);': '8 no-disallowed-methods',
      },
    ],
    [
      'helpers that do not exist',
      {
        'return util.toJson({});': '8 no-disallowed-methods',
        'return util.time.now();': '8 no-disallowed-methods',
        'return extensions.evict();': '8 no-disallowed-methods',
        'return runtime.exit();': '8 no-disallowed-methods',
        'return ddb.increment(1);': '8 no-disallowed-methods',
        'return ddb.operations.multiply(2);': '8 no-disallowed-methods',
      },
    ],
    [
      'roads to the inside of the language',
      {
        'return ctx.constructor;': '8 no-internals',
        'return ctx["constructor"];': '8 no-internals',
        'return [].__proto__;': '8 no-internals',
        'return { __proto__: null };': '10 no-internals',
        'const { constructor: c } = []; return c;': '9 no-internals',
      },
    ],
  ])('%s', (_what, refused) => {
    expectRefused(refused);
  });

  it("assignments to AppSync's names", () => {
    for (const name of [...globals, ...given, 'ddb']) {
      expectRefused({
        [`${name} = 1;`]: '1 no-global-assign',
        [`[${name}] = [1];`]: '2 no-global-assign',
        [`for (${name} of [1]) ctx.stash.a = 1;`]: '6 no-global-assign',
      });
    }
  });

  it('has toString of util.dynamodb although strings and numbers have none', () => {
    expectAccepted('return util.dynamodb.toString("a");');
  });

  it("accepts a method of the code's own object", () => {
    expectAccepted('const list = { at: (n) => n + 1 }; return list.at(1);');
  });
});

describe('functions', () => {
  it('cannot be passed, except to the array methods that take one', () => {
    expectRefused({
      'const f = (g) => g; f(() => 1);': '23 no-function-passing',
      'const f = (g) => g; const h = () => 1; f(h);': '42 no-function-passing',
      'const f = (g) => g; f(1, function () {});': '26 no-function-passing',
      'return "a".replace("a", () => "b");': '25 no-function-passing',
    });
    for (const name of callbackMethods) {
      expectAccepted(`return ctx.args.l.${name}((a) => a);`);
      expectAccepted(`const add = (a) => a + 1; return ctx.args.l.${name}(add);`);
      expectAccepted(`return ctx.args.l.${name}(util.dynamodb.toDynamoDB);`);
    }
    const others = documentedMethods.array.filter(
      (name) => !(callbackMethods as readonly string[]).includes(name),
    );
    for (const name of others) {
      const body = `ctx.args.l.${name}(() => 1);`;
      expectRefused({ [body]: `${body.indexOf('()') + 1} no-function-passing` });
    }
  });

  it('cannot be a comparator of sort', () => {
    expectRefused({
      'return ctx.args.l.sort((a, b) => a - b);': '24 no-function-passing',
      'const by = (a, b) => a - b; return ctx.args.l.sort(by);': '52 no-function-passing',
    });
    const refused = 'TypeError: Array.prototype.sort takes no comparator in APPSYNC_JS';
    expect(faultOf('return [2, 1].sort(ctx.args);')).toBe(refused);
    expect(faultOf('const o = { by: (a, b) => a - b }; return [2, 1].sort(o.by);')).toBe(refused);
  });

  it.each<[what: string, refused: Refused]>([
    [
      'cannot be returned',
      {
        'const f = () => { return () => 1; }; return f;': '26 no-function-return',
        'const f = () => { return 1; }; return f;': '39 no-function-return',
        'const f = () => () => 1; return 1;': '17 no-function-return',
      },
    ],
    [
      'cannot call themselves, directly or through other functions',
      {
        'const f = (n) => (n ? f(n - 1) : 0); return f(1);': '23 no-recursion',
        'function f() { return g(); } function g() { return f(); } return f();': '23 no-recursion',
        'function f(n) { return [n].map((m) => f(m)); } return f(1);': '39 no-recursion',
      },
    ],
    [
      'cannot have a second name',
      {
        'const a = () => 1; const b = a; return b();': '26 no-function-reassign',
        'function a() { return 1; } let b; b = a; return b();': '35 no-function-reassign',
      },
    ],
  ])('%s', (_what, refused) => {
    expectRefused(refused);
  });

  it('may call each other in one direction', () => {
    expectAccepted('function f() { return g(); } function g() { return 1; } return f();');
  });

  it("may be called where they are defined, as in esbuild's output for an enum", () => {
    const body = 'var K = ((K2) => { K2.A = 1; return K2; })(K || {}); return K;';
    expect(evaluate(body).outcome).toStrictEqual({ kind: 'RETURN', value: { A: 1 } });
  });
});

describe('ctx', () => {
  const assignments: Refused = {
    'ctx = {};': '1 no-disallowed-re-assignment',
    '[ctx] = [1];': '2 no-disallowed-re-assignment',
    'ctx.stash = {};': '1 no-disallowed-re-assignment',
    'ctx.args = {};': '1 no-disallowed-re-assignment',
    'ctx["result"] = {};': '1 no-disallowed-re-assignment',
    'ctx.unheard = 1;': '1 no-disallowed-re-assignment',
    '({ a: ctx.stash, ...ctx.args } = {});': '7 no-disallowed-re-assignment',
    'for (ctx.stash of []) ctx.args.a = 1;': '6 no-disallowed-re-assignment',
    'delete ctx.stash;': '8 no-disallowed-re-assignment',
  };

  it('and its members cannot be assigned in a handler', () => {
    expectRefused(assignments);
    for (const [body, violation] of Object.entries(assignments)) {
      const handler = (name: string) => `export const ${name} = (ctx) => {\n${body}\n};`;
      expect(violationsOf(`${handler('request')}\n${handler('response')}`)).toContain(
        `2:${violation}`,
      );
    }
  });

  it('has members that can', () => {
    expectAccepted('ctx.stash.a = 1; ctx.args.id = 2; delete ctx.stash.a;');
  });

  it('is not any other value of that name', () => {
    expectAccepted('const f = (ctx) => { ctx.a = 1; return ctx; }; return f({});');
  });
});

describe('the error for refused code', () => {
  it('lists every violation with file, line, column and rule, in the order of the text', () => {
    const text = codeOf('let n = 0;\nn++;\nthrow Date;').replace(
      /export function response[^]*$/u,
      '',
    );
    const refused = () => loadCode({ fileName: 'functions/send.js', text });
    expect(refused).toThrow(CodeError);
    expect(refused).toThrow(
      [
        'The code contains one or more errors.',
        'functions/send.js:1:1: exports: the code exports no function response',
        'functions/send.js:4:1: no-disallowed-unary-operators: APPSYNC_JS does not support ++ or --',
        'functions/send.js:5:1: no-throw: APPSYNC_JS does not support throw; use util.error()',
        'functions/send.js:5:7: no-unlisted-globals: APPSYNC_JS has no Date',
      ].join('\n'),
    );
  });

  it('has the place where text stops being JavaScript', () => {
    expect(violationsOf(codeOf('return }'))).toStrictEqual(['4:1 parse-error']);
  });

  it('comes for more than 32,768 characters, whatever their bytes', () => {
    const text = codeOf('return "é";');
    const filled = (length: number) => `${text}${' '.repeat(length - text.length)}`;
    expect(violationsOf(filled(32_768))).toStrictEqual([]);
    expect(violationsOf(filled(32_769))).toStrictEqual(['1:1 max-code-length']);
  });
});
