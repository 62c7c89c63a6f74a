import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyContext } from '../../local/appsync/evaluate.js';
import { loadCode } from '../../local/appsync/runtime/load.js';
import { openScriptStore } from '../../local/appsync/runtime/scriptStore.js';
import type { Code } from '../../local/appsync/types.js';

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'scripts-'));
  file = join(directory, 'scripts.json');
});
afterEach(() => rm(directory, { recursive: true }));

/** Answers with the sum of a list. Warned about: AppSync's TypeScript check refuses the `push`. */
const sum: Code = {
  fileName: 'sum.js',
  text: `export function request(ctx) {
  let sum = 0;
  for (const one of ctx.arguments.list) sum += one.value;
  return sum;
}
export const response = (ctx) => ctx.result;`,
};

/** Loads code and keeps what was made of it, as one process does. */
function keep(code: Code, rules = 'of today') {
  const scripts = openScriptStore(file, rules);
  const loaded = loadCode(code, { scripts });
  scripts.save();
  return loaded;
}
const loadKept = (code: Code, rules = 'of today') =>
  loadCode(code, { scripts: openScriptStore(file, rules) });
const run = (code: ReturnType<typeof loadCode>, list: unknown) =>
  code.evaluate('request', { ...emptyContext, arguments: { list } }, 'User Pool Authorization')
    .outcome;

describe('code whose script is kept', () => {
  it('does what it did, and fails at the same place', () => {
    const [first, second] = [keep(sum), loadKept(sum)];
    const values = [{ value: 1 }, { value: 2 }];
    expect(run(second, values)).toEqual({ kind: 'RETURN', value: 3 });
    const fault = run(second, [null]);
    expect(fault).toMatchObject({
      kind: 'ERROR',
      error: { message: expect.stringMatching(/^code\.js:3:\d+: TypeError/) as string },
    });
    expect(fault).toEqual(run(first, [null]));
  });

  it('gives its warnings again', () => {
    const text = `export function request() {
  const list = [{ a: 1 }];
  list.push({ b: 2 });
  return list;
}
export const response = (ctx) => ctx.result;`;
    const warningsOf = (): string[] => {
      const warnings: string[] = [];
      const warn = (line: string) => void warnings.push(line);
      const scripts = openScriptStore(file, 'of today');
      const logger = { log: () => {}, warn, error: () => {} };
      loadCode({ fileName: 'list.js', text }, { scripts, logger });
      scripts.save();
      return warnings;
    };
    const first = warningsOf();
    expect(first).toEqual([expect.stringContaining('list.js:3')]);
    expect(warningsOf()).toEqual(first);
  });

  it('is made again when the rules are others', async () => {
    keep(sum, 'of yesterday');
    // So that a script that is used again can be told.
    const kept = await readFile(file, 'utf8');
    await writeFile(file, kept.replace('let sum = 0', 'let sum = 7'));
    expect(run(loadKept(sum, 'of yesterday'), [])).toEqual({ kind: 'RETURN', value: 7 });
    expect(run(loadKept(sum, 'of today'), [])).toEqual({ kind: 'RETURN', value: 0 });
  });

  it('is checked when its text is another', async () => {
    keep(sum);
    const other = { ...sum, text: sum.text.replace('let sum = 0', 'let sum = 1') };
    expect(run(loadKept(other), [])).toEqual({ kind: 'RETURN', value: 1 });
    const refused = { ...sum, text: sum.text.replace('let sum = 0', 'let sum = Date.now()') };
    expect(() => loadKept(refused)).toThrow('The code contains one or more errors.');
  });

  it('is checked when the file is damaged', async () => {
    keep(sum);
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, -10));
    expect(run(loadKept(sum), [])).toEqual({ kind: 'RETURN', value: 0 });
  });

  it('is not kept where it is refused', () => {
    const refused = { fileName: 'refused.js', text: 'export const request = () => Date.now();' };
    const scripts = openScriptStore(file, 'of today');
    for (let time = 1; time <= 2; time += 1) {
      expect(() => loadCode(refused, { scripts })).toThrow('The code contains one or more errors.');
    }
  });
});
