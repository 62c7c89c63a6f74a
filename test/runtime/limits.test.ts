import { describe, expect, it } from 'vitest';
import * as limits from '../../local/appsync/runtime/limits.js';
import { callbackMethods, evaluate, faultOf, valueOf } from './support.js';

const list = (length: number) => Array.from({ length }, (_, index) => index);
const given = (length: number) => ({ context: { arguments: { list: list(length) } } });

describe('the limits of AppSync', () => {
  it('are those of its quotas page', () => {
    expect(limits).toMatchObject({
      maxCodeLength: 32_768,
      maxFunctionsPerPipeline: 10,
      maxLoopIterations: 1_000,
      maxEvaluatedBytes: 5 * 1024 * 1024,
    });
  });

  it('allow 1,000 loop iterations in one handler and no more', () => {
    const body = 'let n = 0; for (const a of ctx.args.list) n += 1; return n;';
    expect(evaluate(body, given(1_000)).outcome).toStrictEqual({ kind: 'RETURN', value: 1_000 });
    expect(faultOf(body, given(1_001))).toBe('loops exceeded the limit of 1000 iterations');
  });

  it('count the iterations of all loops of a handler together', () => {
    const body =
      'for (const a of ctx.args.list) { for (const b in { x: 1 }) { ctx.stash.n = a; } } return 1;';
    expect(evaluate(body, given(500)).outcome).toStrictEqual({ kind: 'RETURN', value: 1 });
    expect(faultOf(body, given(501))).toBe('loops exceeded the limit of 1000 iterations');
  });

  it('count loops separately in each evaluation', () => {
    const body = 'for (const a of ctx.args.list) ctx.stash.n = a; return 1;';
    for (const _time of [1, 2, 3]) {
      expect(evaluate(body, given(900)).outcome).toStrictEqual({ kind: 'RETURN', value: 1 });
    }
  });

  it('do not count callbacks of array methods as iterations', () => {
    for (const name of callbackMethods) {
      const body = `let calls = 0; ctx.args.list.${name}((n) => { calls += 1; return BELIEF; }); return calls;`;
      // `every` continues while the callback returns true; the other methods that stop early
      // continue while it returns false.
      const belief = name === 'every' ? 'true' : 'false';
      const { outcome } = evaluate(body.replace('BELIEF', belief), given(2_000));
      expect(outcome, name).toStrictEqual({
        kind: 'RETURN',
        value: name.startsWith('reduce') ? 1_999 : 2_000,
      });
    }
  });

  it.each(['request', 'response'] as const)('allow 5 MB for an evaluated %s', (handler) => {
    // Two quotation marks are part of the JSON text.
    const text = 'é'.repeat((5 * 1024 * 1024) / 2 - 1);
    const around = { handler, context: { arguments: { text } } };
    expect(evaluate('return ctx.args.text;', around).outcome.kind).toBe('RETURN');
    expect(faultOf('return ctx.args.text + "a";', around)).toBe(
      `the evaluated ${handler} exceeds the limit of 5 MB`,
    );
  });
});

describe('endless or immense work', () => {
  const thirty = 'const thirty = ctx.args.list;';
  const context = { context: { arguments: { list: list(30) } } };
  const gaveUp = /^this host gave up after 1000000 steps/u;

  it.each([
    [
      'functions that call each other out of sight',
      'const o = {}; o.f = (n) => [1, 2].map(() => n > 25 ? 1 : o.f(n + 1)); return o.f(0).length;',
      gaveUp,
    ],
    [
      'a stack without end',
      'const o = {}; o.f = () => o.f(); return o.f();',
      /^RangeError: Maximum call stack/u,
    ],
    [
      'a stack without end in a helper',
      'const o = {}; o.f = () => [util.autoId(), o.f()]; return o.f();',
      /^RangeError: Maximum call stack/u,
    ],
    [
      'a list that grows while it is gone through',
      'const l = [1]; for (const a of l) l.push(a); return 1;',
      /^loops exceeded/u,
    ],
    [
      'a list that doubles by spreading',
      `${thirty} let l = [1]; for (const a of thirty) l = [...l, ...l]; return 1;`,
      gaveUp,
    ],
    [
      'a list that doubles by push',
      `${thirty} const l = [1]; for (const a of thirty) l.push(...l); return 1;`,
      /^(this host gave up|RangeError: Maximum call stack)/u,
    ],
    [
      'a list that doubles by concat',
      `${thirty} let l = [1]; for (const a of thirty) l = l.concat(l); return 1;`,
      gaveUp,
    ],
    [
      'a list that is long at once',
      'const l = []; l.length = 4294967295; l.fill(0); return 1;',
      gaveUp,
    ],
    [
      'a text that doubles',
      `${thirty} let t = "a"; for (const a of thirty) t = t + t; return t.length;`,
      /^RangeError: Invalid string length/u,
    ],
    [
      'a long text that is gone through',
      `${thirty} let t = "a"; for (const a of thirty.slice(1)) t = t + t; return t.indexOf("b");`,
      /^(this host gave up|RangeError)/u,
    ],
    [
      'a small value of immense text',
      `${thirty} let o = {}; for (const a of thirty) o = { a: o, b: o }; return o;`,
      /^the evaluated request exceeds/u,
    ],
    [
      'a small value of immense text that toJSON gives',
      `${thirty} let o = {}; for (const a of thirty) o = { a: o, b: o }; const hidden = o; return { toJSON: () => hidden };`,
      /^a value exceeds the limit of 5 MB$/u,
    ],
    [
      'a small value of immense text that a function has for its JSON',
      `${thirty} let o = {}; for (const a of thirty) o = { a: o, b: o }; const hidden = o; const f = { g: () => 1 }; f.g.toJSON = () => hidden; return JSON.stringify([f]);`,
      /^a value exceeds the limit of 5 MB$/u,
    ],
    [
      'a template of immense length',
      'return String.raw({ raw: { length: 9007199254740991 } });',
      gaveUp,
    ],
    [
      'a long list that is copied again and again',
      `const l = []; l.length = 50000; ${thirty} for (const a of thirty) Object.assign([], l); return 1;`,
      gaveUp,
    ],
    [
      'a search for a small value of immense text',
      `${thirty} let o = {}; for (const a of thirty) o = { a: o, b: o }; return util.transform.toElasticsearchQueryDSL({ f: { eq: o, ne: 1 }, g: { eq: 1, ne: 2 } });`,
      /toElasticsearchQueryDSL of more than a response may have$/u,
    ],
    [
      'a small value of immense text far below',
      `${thirty} let o = {}; for (const a of thirty) o = { a: o, b: o }; for (const a of thirty) for (const b of thirty) o = [o]; ctx.stash.o = o; return 1;`,
      /^a value exceeds the limit of 5 MB$/u,
    ],
    [
      'a value that contains itself',
      'const o = {}; o.o = o; return o;',
      /^TypeError: Converting circular structure to JSON/u,
    ],
    [
      'a stash that contains itself',
      'ctx.stash.s = ctx.stash; return 1;',
      /^TypeError: Converting circular structure to JSON/u,
    ],
    [
      'toJSON without end',
      'const f = () => ({ a: { toJSON: f } }); return f();',
      /^RangeError: Maximum call stack/u,
    ],
    [
      'all subsets of groups of a filter',
      `${thirty} const o = {}; for (const n of thirty) o[\`f\${n}\`] = { eq: 1, ne: 2 }; return util.transform.toSubscriptionFilter(o);`,
      gaveUp,
    ],
  ])('%s ends in a fault', (_what, body, message) => {
    expect(faultOf(body, context)).toMatch(message);
  });

  it('ends after 1,000,000 steps', () => {
    // One step for each element that `map` goes through, and one for each call that it makes.
    const work = (length: number) => {
      const around = { context: { arguments: { list: list(length) } } };
      return evaluate(
        'return ctx.args.list.map(() => ctx.args.list.map((n) => n).length).length;',
        around,
      ).outcome;
    };
    expect(work(700)).toStrictEqual({ kind: 'RETURN', value: 700 });
    expect(work(710)).toMatchObject({
      error: { message: expect.stringMatching(/this host gave up/u) },
    });
  });

  it('does not affect the next evaluation', () => {
    faultOf('const o = {}; o.f = () => o.f(); return o.f();');
    expect(valueOf('[1, 2].map((n) => n + 1)')).toStrictEqual([2, 3]);
  });
});
