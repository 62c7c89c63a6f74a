import { describe, expect, it } from 'vitest';
import { loadCode } from '../../local/appsync/runtime/load.js';
import { anyContext, violationsOf } from './support.js';

const response = 'export function response(ctx) { return ctx.result; }';

function run(text: string, handler: 'request' | 'response' = 'request') {
  const code = loadCode({ fileName: 'test.js', text });
  return code.evaluate(handler, anyContext, 'User Pool Authorization').outcome;
}

const returned = (value: unknown) => ({ kind: 'RETURN', value });

describe('imports', () => {
  it.each([
    ['a name', 'import { util } from "@aws-appsync/utils";', 'util.authType()'],
    ['another local name', 'import { util as u } from "@aws-appsync/utils";', 'u.authType()'],
    ['a name in quotes', 'import { "util" as u } from "@aws-appsync/utils";', 'u.authType()'],
    ['all of a module', 'import * as aws from "@aws-appsync/utils";', 'aws.util.authType()'],
    [
      'one name twice, as bundles have it',
      'import { util } from "@aws-appsync/utils"; import { util as util2 } from "@aws-appsync/utils";',
      'util === util2 && util2.authType()',
    ],
    ['a module for nothing', 'import "@aws-appsync/utils";', 'util.authType()'],
    ['no import at all', '', 'util.authType()'],
  ])('accept %s', (_what, imports, expression) => {
    const outcome = run(
      `${imports} export function request() { return ${expression}; } ${response}`,
    );
    expect(outcome).toStrictEqual(returned('User Pool Authorization'));
  });

  it('accept names and the whole of the DynamoDB module', () => {
    const outcome = run(
      `import { get } from "@aws-appsync/utils/dynamodb";
       import * as ddb from "@aws-appsync/utils/dynamodb";
       export function request() { return [get({ key: { id: 1 } }), ddb.operations.add(2)]; } ${response}`,
    );
    expect(outcome).toStrictEqual(
      returned([
        { operation: 'GetItem', key: { id: { N: 1 } } },
        { type: 'OPERATION_ADD', value: 2 },
      ]),
    );
  });

  it('refuse every module but @aws-appsync/utils and @aws-appsync/utils/dynamodb', () => {
    const rulesOf = (module: string) =>
      violationsOf(`import "${module}"; export function request() {} ${response}`);
    const carried = ['@aws-appsync/utils', '@aws-appsync/utils/dynamodb'];
    for (const module of carried) expect(rulesOf(module), module).toStrictEqual([]);
    const others = ['@aws-appsync/utils/rds', '@aws-appsync/utils/ai', 'node:fs', 'fs', './a.js'];
    for (const module of others) {
      expect(rulesOf(module), module).toStrictEqual(['1:1 no-unknown-modules']);
    }
  });

  it.each([
    ['a default export', 'import util from "@aws-appsync/utils";'],
    ['an unknown name', 'import { utils } from "@aws-appsync/utils";'],
    ['an inherited name', 'import { toString } from "@aws-appsync/utils";'],
  ])('refuse %s', (_what, imports) => {
    const violations = violationsOf(`${imports} export function request() {} ${response}`);
    expect(violations.map((violation) => violation.split(' ')[1])).toStrictEqual([
      'no-unknown-modules',
    ]);
  });
});

describe('exports', () => {
  it.each([
    [
      'the two handlers by themselves',
      'export function request() { return 1; }',
      'export const response = () => null;',
    ],
    [
      'the two handlers in a list',
      'function request() { return 1; } const response = () => null;',
      'export { request, response };',
    ],
  ])('are %s', (_what, handlers, rest) => {
    expect(run(`${handlers}\n${rest}`)).toStrictEqual(returned(1));
    expect(run(`${handlers}\n${rest}`, 'response')).toStrictEqual(returned(null));
  });

  it.each([
    ['functions', 'export function request() { return 1; }'],
    ['constants', 'export const request = () => 1;'],
    ['a list', 'function request() { return 1; } export { request };'],
    [
      'a list with other local names',
      'function request3() { return 1; } export { request3 as request };',
    ],
    ['names in quotes', 'const r = () => 1; export { r as "request" };'],
    ['a list before what it names', 'export { request }; function request() { return 1; }'],
    ['more than the handlers', 'export const a = 2; export function request() { return a - 1; }'],
  ])('may be %s', (_what, text) => {
    expect(run(`${text}\n${response}`)).toStrictEqual(returned(1));
  });

  it.each([
    ['no request', ''],
    ['a request that is no function', 'export const request = 1;'],
    ['a default export', 'export default function request() {}'],
    ['all of another module', 'export * from "@aws-appsync/utils"; export function request() {}'],
    ['a name of another module', 'export { util as request } from "@aws-appsync/utils";'],
  ])('may not be %s', (_what, text) => {
    const violations = violationsOf(`${text} ${response}`);
    expect(violations.map((violation) => violation.split(' ')[1])).toContain('exports');
  });

  it('must include response', () => {
    expect(violationsOf('export function request() {}')).toStrictEqual(['1:1 exports']);
  });
});

describe('a module', () => {
  it('is evaluated again for each call of a handler', () => {
    const code = loadCode({
      fileName: 'test.js',
      text: `let n = 0; const seen = []; const see = () => { n += 1; seen.push(n); return seen; };
             export function request() { return see(); }
             export function response() { return see(); }`,
    });
    for (const handler of ['request', 'response', 'request', 'response'] as const) {
      const { outcome } = code.evaluate(handler, anyContext, 'User Pool Authorization');
      expect(outcome, handler).toStrictEqual(returned([1]));
    }
  });

  it('may use the same names as the host’s insertions', () => {
    const text = `
      const $loop = 1; const $$call = 2; const \\u0024key = 3; const $modules = 4;
      export function request() { for (const a of [$key]) { return [$loop, $$call, a, $modules][0 + 2]; } }
      ${response}`;
    expect(run(text)).toStrictEqual(returned(3));
  });

  it('may end in a comment without a line end', () => {
    expect(run(`export function request() { return 1; } ${response} // the end`)).toStrictEqual(
      returned(1),
    );
  });

  it('behaves the same in every form that the host inserts into', () => {
    const text = `
      const keys = ['a', 'b'];
      const make = (n) => ({ n });
      const last = (n) => (n, n + 1);
      function sum({ [keys[0]]: a, b = 2 }, ...rest) { let s = a + b; for (const r of rest) s += r; return s; }
      export function request() {
        const found = [];
        for (const k in { x: 1, y: 2 }) for (const l of keys) found.push(k + l)
        const nested = keys.map((k) => keys.map((l) => ({ [k + l]: found[(0, 1)] })));
        const last2 = [...nested, ...'ab'].length, text = \`\${keys[keys.length - 1]}\`;
        for (const w of [1]) found[0] = [w].map(v => v)
        return { made: make(1), last: last(2), sum: sum({ a: 1 }, ...[3, 4]), found, nested, last2, text };
      }
      ${response}`;
    expect(run(text)).toStrictEqual(
      returned({
        made: { n: 1 },
        last: 3,
        sum: 10,
        found: [[1], 'xb', 'ya', 'yb'],
        nested: [
          [{ aa: 'xb' }, { ab: 'xb' }],
          [{ ba: 'xb' }, { bb: 'xb' }],
        ],
        last2: 4,
        text: 'b',
      }),
    );
  });
});
