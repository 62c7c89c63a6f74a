import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordedCases } from '../../scripts/verifyAws/recordedCases.js';
import { operations } from '../../local/cognito/operations/index.js';
import { areas } from './areas.js';
import { fidelityDocument } from './document.js';
import { sourcesOf, testOf, type Row } from './row.js';
import { facts } from './rows/facts.js';
import { testNames } from './testNames.js';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const read = (path: string) => readFileSync(at(path), 'utf8');
const rows = areas.flatMap((area) => area.rows);

const duplicates = (texts: readonly string[]) =>
  texts.filter((text, index) => texts.indexOf(text) !== index);

describe('docs/fidelity.md', () => {
  it('is what the rows make', () => {
    expect(read('docs/fidelity.md'), 'npm run docs:fidelity').toBe(fidelityDocument());
  });
});

describe('a row', () => {
  it('has an id of its own, and a sentence of its own in its area', () => {
    expect(duplicates(rows.map(({ id }) => id))).toEqual([]);
    expect(rows.filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/u.test(id))).toEqual([]);
    for (const area of areas) expect(duplicates(area.rows.map(({ says }) => says))).toEqual([]);
  });

  it('says where it was learnt, in the form of its kind', () => {
    const issue = String.raw`[\w.-]+/[\w.-]+(#\d+)?`;
    const page = String.raw`https://[\w.-]+/\S+`;
    const form = new RegExp(
      String.raw`^(assumed|documented: \S.*\S|(recorded|measured): ${issue}|observed: (${issue}|${page}))$`,
      'u',
    );
    for (const row of rows) {
      const sources = sourcesOf(row);
      expect(sources.length, row.id).toBeGreaterThan(0);
      expect(duplicates(sources), row.id).toEqual([]);
      for (const source of sources) expect(source, row.id).toMatch(form);
    }
  });

  it('names a test that is in its file, under its full name', () => {
    const known = new Map<string, ReadonlySet<string>>();
    const namesIn = (file: string) => {
      const names = known.get(file) ?? testNames(existsSync(at(file)) ? read(file) : '');
      known.set(file, names);
      return names;
    };
    const lost = rows.filter((row) => {
      const { file, name } = testOf(row);
      return !namesIn(file).has(name);
    });
    expect(lost.map(({ id, test }) => `${id}: ${test}`)).toEqual([]);
  });

  it('names each action of the user pool that the host has', () => {
    const said = new Set(rows.flatMap(({ says }) => says.match(/\w+/g) ?? []));
    expect([...operations.keys()].filter((action) => !said.has(action))).toEqual([]);
  });

  it('is of an area whose code is there', () => {
    for (const { code } of areas) expect(existsSync(at(code)), code).toBe(true);
  });
});

describe('the facts', () => {
  const numbers = Array.from({ length: 47 }, (_, index) => index + 1);
  const recordings = (number: number) => recordedCases.filter(({ row }) => row === number);

  it('are rows 1 to 47, each in a test of its number', () => {
    expect(facts.rows.map(({ id }) => id)).toEqual(numbers.map((number) => `fact-${number}`));
    const untested = numbers.filter((number, index) => {
      const { name } = testOf(facts.rows[index]!);
      return recordings(number).length > 0
        ? !name.endsWith('row $row ($source): $title')
        : !name.includes(`row ${number} (`);
    });
    expect(untested).toEqual([]);
  });

  it('were learnt where the table of evaluations says so', () => {
    const named = (row: Row) => sourcesOf(row).map((source) => source.replace(/:.*/u, ''));
    for (const number of numbers) {
      const kinds = recordings(number).flatMap(({ source }) => source.split(', '));
      const wanted = kinds.map((kind) => (kind === 'A' ? 'recorded' : 'documented'));
      const row = facts.rows[number - 1]!;
      if (wanted.length > 0) expect(new Set(named(row)), row.id).toEqual(new Set(wanted));
    }
  });
});

describe('testNames', () => {
  const names = (text: string) => [...testNames(text)];

  it('knows a test by the names of its suites', () => {
    expect(names("describe('a', () => { describe(`b`, () => { it('c', () => {}); }); });")).toEqual(
      ['a > b > c'],
    );
  });

  it('knows every line of a table that the text spells out, and the title as it is written', () => {
    const table = "const lines = [['x', 1], [y, -2]]; test.each(lines)('%s is %j', () => {});";
    expect(names(table)).toEqual(['%s is %j', 'x is 1', '%s is -2']);
    expect(names("it.each([{ row: 3, what: f() }])('row $row: $what', () => {});")).toEqual([
      'row $row: $what',
      'row 3: $what',
    ]);
  });

  it('knows no test that does not run', () => {
    expect(
      names("it.skip('a', () => {}); describe.skip('b', () => { it('c', () => {}); });"),
    ).toEqual([]);
    expect(names("it.todo('a'); // it('b')")).toEqual([]);
  });
});
