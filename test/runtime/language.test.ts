import { describe, expect, it } from 'vitest';
import { evaluate, faultOf, valueOf } from './support.js';

/** Source: AppSync developer guide, supported-features. */

describe('every item of the developer guide’s list', () => {
  it.each<[what: string, body: string, value: unknown]>([
    [
      'const, let, var, if and else',
      'const a = 1; let b = a; var c = b; if (a) { b = 2; } else { b = 3; } if (!a) c = 4; else c = 5; return [a, b, c];',
      [1, 2, 5],
    ],
    [
      'switch, case, default and break',
      `const f = (a) => { switch (a) { case 1: return 'one'; case 2: break; case 3: case 4: return 'more'; default: return 'other'; } return 'left'; };
       return [1, 2, 3, 4, 5].map(f);`,
      ['one', 'left', 'more', 'more', 'other'],
    ],
    [
      'for-in, for-of and break',
      'const l = []; for (const k in { a: 1, b: 2 }) l.push(k); for (const v of [3, 4, 5]) { if (v === 5) break; l.push(v); } return l;',
      ['a', 'b', 3, 4],
    ],
    [
      'destructuring, rest and spread',
      'const { a, b: { c = 5 }, ...rest } = ctx.args; const [x, , ...y] = a; const f = (...all) => all.length; return [{ ...rest, c }, x, y, [...y, 0], f(...y)];',
      [{ d: 4, c: 5 }, 1, [3, 4], [3, 4, 0], 2],
    ],
    [
      '?., ?? and void',
      'return [ctx.args?.d, ctx.args.none?.b, ctx.args.none?.[0], ctx.args.none?.(), ctx.args.none ?? "n", false ?? 1, typeof void 0];',
      [4, null, null, null, 'n', false, 'undefined'],
    ],
    [
      'bitwise and arithmetic operators and typeof',
      'return [1 & 3, 1 | 2, 1 ^ 3, 1 << 2, -8 >> 1, -8 >>> 28, 7 + 2, 7 - 2, 7 * 2, 7 / 2, 5 % 3, 2 ** 3, -(1), +"1", typeof ctx, typeof "a"];',
      [1, 3, 2, 4, -4, 15, 9, 5, 14, 3.5, 2, 8, -1, 1, 'object', 'string'],
    ],
    [
      'comparisons, logic and assignments',
      'let n = 2; n += 3; n *= 2; return [n, !n, n > 9 && n >= 10, n < 1 || n <= 1, n === 10 ? "y" : "n", n !== 10, n == "10", n != "10"];',
      [10, false, true, false, 'y', false, true, false],
    ],
    [
      'function declarations, arrow functions and rest parameters',
      'function f(...all) { return all.length; } const g = (a) => a + 1; const h = function () { return 3; }; return [f(1, 2), g(1), h()];',
      [2, 2, 3],
    ],
    ['template literals', 'return `a${1}b${`c${2}`}\nd`;', 'a1bc2\nd'],
    ['delete', 'const o = { a: 1, b: 2 }; delete o.a; return o;', { b: 2 }],
    [
      'the functions of Object',
      'const o = { a: 1 }; return [Object.assign({}, o, { b: 2 }), Object.entries(o), Object.hasOwn(o, "a"), Object.hasOwn(o, "b"), Object.keys(o), Object.values(o)];',
      [{ a: 1, b: 2 }, [['a', 1]], true, false, ['a'], [1]],
    ],
    [
      'Number, NaN, Infinity and undefined',
      'return [Number.isFinite(1), Number.isFinite(Infinity), Number.isNaN(NaN), Number.isNaN(1), typeof undefined];',
      [true, false, true, false, 'undefined'],
    ],
    [
      'the functions of Math',
      'const r = Math.random(); return [r >= 0 && r < 1, r === Math.random(), Math.min(2, 1, 3), Math.max(1, 3, 2), Math.round(1.5), Math.floor(1.5), Math.ceil(1.2)];',
      [true, false, 1, 3, 2, 1, 2],
    ],
    ['JSON', 'return JSON.stringify(JSON.parse("{\\"a\\":[1]}"));', '{"a":[1]}'],
    ['console', 'console.log("a"); console.error("b"); return 1;', 1],
  ])('works: %s', (_what, body, value) => {
    const context = { arguments: { a: [1, 2, 3, 4], b: {}, d: 4 } };
    expect(evaluate(body, { context }).outcome).toStrictEqual({ kind: 'RETURN', value });
  });
});

describe('JSON', () => {
  it('is read and written', () => {
    expect(valueOf('JSON.parse("{\\"a\\":[1]}")')).toStrictEqual({ a: [1] });
    expect(valueOf('JSON.stringify({ a: [1] })')).toBe('{"a":[1]}');
    expect(valueOf('JSON.stringify({ a: 1 }, null, 1)')).toBe('{\n "a": 1\n}');
  });

  it('that is invalid gives an empty string', () => {
    for (const text of ['""', '"{"', '"not json"']) expect(valueOf(`JSON.parse(${text})`)).toBe('');
  });

  it('is written without a replacer', () => {
    for (const replacer of ['["a"]', 'ctx.args', '1', 'ctx.args.f']) {
      const context = { arguments: { f: true } };
      expect(faultOf(`JSON.stringify({ a: 1 }, ${replacer});`, { context })).toBe(
        'not supported by this host (unknown AppSync behaviour): JSON.stringify with a replacer',
      );
    }
  });
});

describe('a method', () => {
  it.each([
    ['[1, 2].concat([3], 4)', [1, 2, 3, 4]],
    ['[1, 2, 3].fill(0, 1)', [1, 0, 0]],
    ['[1, [2, [3]]].flat()', [1, 2, [3]]],
    ['[[1, 2].indexOf(2), [1, 2, 1].lastIndexOf(1), [1, 2].indexOf(3)]', [1, 2, -1]],
    ['[1, 2].join("-")', '1-2'],
    ['ctx.args.l.pop() + ctx.args.l.shift()', 4],
    ['[ctx.args.l.push(4), ctx.args.l.unshift(0), ctx.args.l]', [4, 5, [0, 1, 2, 3, 4]]],
    ['[1, 2, 3].reverse()', [3, 2, 1]],
    ['[1, 2, 3].slice(1)', [2, 3]],
    ['[ctx.args.l.splice(1, 1, "a", "b"), ctx.args.l]', [[2], [1, 'a', 'b', 3]]],
    ['[3, 20, 1].sort()', [1, 20, 3]],
    ['[1, 2, 3].map((n) => n * 2)', [2, 4, 6]],
    ['(() => { const s = []; [1, 2].forEach((n) => { s.push(n * 2); }); return s; })()', [2, 4]],
    ['[1, 2].flatMap((n) => [n, n])', [1, 1, 2, 2]],
    ['[1, 2, 3].filter((n) => n !== 2)', [1, 3]],
    ['[1, 2].reduce((a, b) => `${a}${b}`, "")', '12'],
    ['[1, 2].reduceRight((a, b) => `${a}${b}`, "")', '21'],
    ['[1, 2, 3].find((n) => n > 1)', 2],
    ['[[1, 2].some((n) => n > 1), [1, 2].every((n) => n > 1)]', [true, false]],
    ['[1, 2, 3].findIndex((n) => n > 1)', 1],
    ['[1, 2, 3].findLast((n) => n < 3)', 2],
    ['[1, 2, 3].findLastIndex((n) => n < 3)', 1],
    ['["abc".length, "abc".charAt(1), "a".concat("b", "c")]', [3, 'b', 'abc']],
    ['["ab".startsWith("a"), "ab".endsWith("a")]', [true, false]],
    ['["aba".indexOf("a", 1), "aba".lastIndexOf("a")]', [2, 2]],
    ['["abc".slice(1), "a,b".split(",")]', ['bc', ['a', 'b']]],
    ['["aB".toLowerCase(), "aB".toUpperCase()]', ['ab', 'AB']],
    ['[" a ".trim(), " a ".trimStart(), " a ".trimEnd()]', ['a', 'a ', ' a']],
    ['[..."a😀"].length', 2],
  ])('%s', (expression, expected) => {
    const context = { arguments: { l: [1, 2, 3] } };
    expect(valueOf(expression, { context })).toStrictEqual(expected);
  });
});
