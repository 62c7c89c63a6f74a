import { describe, expect, it } from 'vitest';
import { CodeError } from '../../local/appsync/runtime/errors.js';
import { loadCode } from '../../local/appsync/runtime/load.js';
import { codeOf, violationsOf } from './support.js';

/** The body of a handler stands on line 3 of `codeOf`, and once more on line 6. */
const rulesOf = (body: string) =>
  violationsOf(codeOf(body))
    .filter((violation) => violation.startsWith('3:'))
    .map((violation) => violation.slice(2));

describe('code that APPSYNC_JS does not have', () => {
  it.each([
    ['throw 1;', '1 no-throw'],
    ['return new Date();', '8 no-new'],
    ['class A {}', '1 no-classes'],
    ['return (class {});', '9 no-classes'],
    ['try { return 1; } finally { ctx.stash.a = 1; }', '1 no-try'],
    ['while (ctx.args.a) { return 1; }', '1 no-while'],
    ['do { return 1; } while (ctx.args.a);', '1 no-while'],
    ['for (;;) { return 1; }', '1 no-for'],
    ['for (const a of ctx.args.l) { if (a) continue; }', '38 no-continue'],
    ['here: for (const a of ctx.args.l) { break here; }', '1 no-labels'],
    ['return /a/.test(ctx.args.a);', '8 no-regex'],
    ['function* g() { return 1; }', '1 no-generators'],
    ['return async () => 1;', '8 no-async'],
    ['return this;', '8 no-this'],
    ['return "a" in ctx;', '8 no-in-operator'],
    ['return ctx instanceof Object;', '8 no-disallowed-binary-operators'],
    ['let n = 1; n++; return n;', '12 no-disallowed-unary-operators'],
    ['let n = 1; --n; return n;', '12 no-disallowed-unary-operators'],
    ['return ~1;', '8 no-disallowed-unary-operators'],
    ['return 1n;', '8 no-unsupported-syntax'],
    ['return import("x");', '8 no-unsupported-syntax'],
    ['return import.meta;', '8 no-unsupported-syntax'],
    ['debugger;', '1 no-unsupported-syntax'],
    ['return { get a() { return 1; } };', '10 no-accessors'],
    ['return ctx.stash.f`text`;', '8 no-template-tags'],
  ])('%s', (body, violation) => {
    expect(rulesOf(body)).toContain(violation);
  });
});

describe('names that APPSYNC_JS does not have', () => {
  it.each([
    ['return Date.now();', '8 no-unlisted-globals'],
    ['return process.env;', '8 no-unlisted-globals'],
    ['return globalThis;', '8 no-unlisted-globals'],
    ['return require("fs");', '8 no-unlisted-globals'],
    ['return eval("1");', '8 no-unlisted-globals'],
    ['return arguments;', '8 no-unlisted-globals'],
    ['return Symbol.iterator;', '8 no-unlisted-globals'],
    ['return Promise.resolve(1);', '8 no-unlisted-globals'],
    ['return parseInt("1");', '8 no-unlisted-globals'],
    ['return typeof fetch;', '15 no-unlisted-globals'],
    ['return Object.fromEntries([]);', '8 no-disallowed-methods'],
    ['return Object["defineProperty"];', '8 no-disallowed-methods'],
    ['return Math.pow(2, 3);', '8 no-disallowed-methods'],
    ['return Array.isArray([]);', '8 no-unlisted-globals'],
    ['return String(1);', '8 no-disallowed-methods'],
    ['return Number("1");', '8 no-disallowed-methods'],
    ['return util.toJson({});', '8 no-disallowed-methods'],
    ['return ddb.increment(1);', '8 no-disallowed-methods'],
    ['return ddb.operations.multiply(2);', '8 no-disallowed-methods'],
    ['return "a".includes("b");', '8 no-disallowed-methods'],
    ['return ctx.args.a.toString();', '8 no-disallowed-methods'],
    ['return ctx.args.a.padStart(2);', '8 no-disallowed-methods'],
    ['return ctx.args.f.apply(null, []);', '8 no-disallowed-methods'],
    ['return ctx.args.f.bind(1);', '8 no-disallowed-methods'],
    ['return ctx.args.f["call"](1);', '8 no-disallowed-methods'],
    ['return ctx.constructor;', '8 no-internals'],
    ['return ctx["constructor"];', '8 no-internals'],
    ['return [].__proto__;', '8 no-internals'],
    ['return { __proto__: null };', '10 no-internals'],
    ['const { constructor: c } = []; return c;', '9 no-internals'],
    ['util = 1;', '1 no-global-assign'],
    ['undefined = 1;', '1 no-global-assign'],
    ['JSON = 1;', '1 no-global-assign'],
  ])('%s', (body, violation) => {
    expect(rulesOf(body)).toContain(violation);
  });

  it('has toString of util.dynamodb although strings and numbers have none', () => {
    expect(rulesOf('return util.dynamodb.toString("a");')).toStrictEqual([]);
  });

  it("takes a method of the code's own object for what it is", () => {
    expect(rulesOf('const list = { at: (n) => n + 1 }; return list.at(1);')).toStrictEqual([]);
  });
});

describe('functions', () => {
  it.each([
    ['const f = (g) => g; f(() => 1);', '23 no-function-passing'],
    ['const f = (g) => g; const h = () => 1; f(h);', '42 no-function-passing'],
    ['return ctx.args.l.sort((a, b) => a - b);', '24 no-function-passing'],
    ['return "a".replace("a", () => "b");', '25 no-function-passing'],
    ['const f = () => { return () => 1; }; return f;', '26 no-function-return'],
    ['const f = () => () => 1; return 1;', '17 no-function-return'],
    ['const f = (n) => (n ? f(n - 1) : 0); return f(1);', '23 no-recursion'],
    ['function f() { return g(); } function g() { return f(); } return f();', '23 no-recursion'],
    ['ctx = {};', '1 no-disallowed-re-assignment'],
    ['ctx.stash = {};', '1 no-disallowed-re-assignment'],
    ['ctx.args = {};', '1 no-disallowed-re-assignment'],
  ])('%s', (body, violation) => {
    expect(rulesOf(body)).toContain(violation);
  });

  it.each([
    'return ctx.args.l.map((a) => a + 1);',
    'const add = (a) => a + 1; return ctx.args.l.map(add);',
    'return ctx.args.l.map(util.dynamodb.toDynamoDB);',
    'function f() { return g(); } function g() { return 1; } return f();',
    'ctx.stash.a = 1;',
    'var K = ((K2) => { K2.A = 1; return K2; })(K || {}); return K;',
  ])('accepts %s', (body) => {
    expect(rulesOf(body)).toStrictEqual([]);
  });
});

describe('everything that the developer guide lists', () => {
  it.each([
    'const a = 1; let b = a; var c = b; if (a) { b = 2; } else { c = 3; } return [a, b, c];',
    'switch (ctx.args.a) { case 1: return 1; default: break; }',
    'for (const k in ctx.args) { ctx.stash[k] = ctx.args[k]; }',
    'const { a, ...rest } = ctx.args; return { ...rest, b: [...[a]] };',
    'return ctx.args?.a?.b ?? void 0;',
    'return [1 & 2, 1 | 2, 1 ^ 2, 1 << 2, 8 >> 1, 8 >>> 1, 2 ** 3, 5 % 2, !ctx, typeof ctx];',
    'const f = (...all) => all.length; return f(1, 2);',
    'return `a${1}b${`c${2}`}`;',
    'delete ctx.stash.a; return String.raw`a\\n`;',
    'return [Object.assign({}, {}), Object.entries({}), Object.hasOwn({}, "a"), Object.keys({}), Object.values({})];',
    'return [Number.isFinite(1), Number.isNaN(NaN), Infinity, undefined];',
    'return [Math.random(), Math.min(1, 2), Math.max(1, 2), Math.round(1.5), Math.floor(1.5), Math.ceil(1.5)];',
    'console.log("a"); console.error("b"); return JSON.stringify(JSON.parse("{}"));',
  ])('accepts %s', (body) => {
    expect(violationsOf(codeOf(body))).toStrictEqual([]);
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

  it('tells where text that is no JavaScript ends to be understood', () => {
    expect(violationsOf(codeOf('return }'))).toStrictEqual(['4:1 parse-error']);
  });

  it('refuses more than 32,768 characters and takes as many', () => {
    const text = codeOf('return 1;');
    const filled = (length: number) => `${text}${' '.repeat(length - text.length)}`;
    expect(violationsOf(filled(32_768))).toStrictEqual([]);
    expect(violationsOf(filled(32_769))).toStrictEqual(['1:1 max-code-length']);
  });
});
