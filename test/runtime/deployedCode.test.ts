import { describe, expect, it } from 'vitest';
import { codeOf, faultOf, valueOf, violationsOf, warningsOf } from './support.js';

describe('code that runs on AppSync although the developer guide does not list it', () => {
  it.each<[expression: string, value: unknown]>([
    ['[1, 2].includes(2)', true],
    ['["a"].includes("b")', false],
    ['"abc".includes("bc")', true],
    ['"abc".includes("x")', false],
    ['"2024-02-29T00:00".substring(0, 10)', '2024-02-29'],
    ['`${ctx}`', '[object Object]'],
    ["'' + {}", '[object Object]'],
    ['`${[1, [2, 3]]}`', '1,2,3'],
    ["'' + [null, undefined, {}]", ',,[object Object]'],
    ['`${(() => 1)}`', '[object Function]'],
    ['`${{ toString: () => "own" }}`', 'own'],
    ['1 + { valueOf: () => 2 }', 3],
    ['`${ctx.args} ${ctx.info.fieldName}`', '[object Object] field'],
  ])('%s', (expression, value) => {
    expect(valueOf(expression)).toStrictEqual(value);
  });

  it('console.debug', () => {
    expect(violationsOf(codeOf('console.debug("a"); return 1;'))).toEqual([]);
  });

  it('an object whose methods give no text still ends in a fault', () => {
    expect(faultOf('return `${{ toString: () => ({}), valueOf: () => ({}) }}`;')).toBe(
      'TypeError: Cannot convert object to primitive value',
    );
  });

  it('the text of a list that contains itself ends', () => {
    expect(valueOf('(() => { const list = [1]; list.push(list); return `${list}`; })()')).toBe(
      '1,',
    );
  });
});

describe('code that the TypeScript check of AppSync refuses', () => {
  const refusal = (what: string) =>
    expect.stringContaining(`typescript: AppSync's TypeScript check refuses ${what}`);

  it('loads with a warning for a spread argument to a function of AppSync', () => {
    const text = codeOf('const list = ["a", "b"]; util.appendError(...list); return 1;');
    expect(warningsOf(text)).toEqual([refusal('a spread argument'), refusal('a spread argument')]);
    expect(warningsOf(text)[0]).toMatch(/^test\.js:3:43: /u);
  });

  it('loads with a warning for an object of another shape pushed to a list', () => {
    const text = codeOf('const list = [{ a: 1 }]; list.push({ b: 2 }); return list;');
    expect(warningsOf(text)).toEqual([refusal('to push'), refusal('to push')]);
    expect(warningsOf(text)[0]).toMatch(/^test\.js:3:36: /u);
  });

  it.each([
    'const list = [1]; return Math.max(...list);',
    'const list = [{ a: 1, b: 2 }]; list.push({ b: 1, a: 2 }); return list;',
    'const list = []; list.push({ a: 1 }); list.push({ b: 2 }); return list;',
    'const list = [{ a: 1 }]; list.push(ctx.args); return list;',
    'util.appendError("a", "b"); return 1;',
  ])('has no warning otherwise: %s', (body) => {
    expect(warningsOf(codeOf(body))).toEqual([]);
  });
});
