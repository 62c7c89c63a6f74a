import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const doc = read('docs/security.md');

interface Entry {
  readonly title: string;
  readonly answer: string;
  readonly tests: readonly { readonly file: string; readonly title: string }[];
}

/** The entries under a heading: a title, an answer, and the tests that hold it. */
function entries(heading: string): Entry[] {
  const section = doc.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!;
  return section
    .split('\n### ')
    .slice(1)
    .map((text) => {
      const [head = '', held = ''] = text.split('\nHeld by:\n');
      const [title = '', ...answer] = head.split('\n');
      const tests = held
        .split('\n')
        .filter((line) => line.startsWith('- '))
        .map((line) => {
          const [, file = '', name = ''] = /^- `(test\/[\w/.]+)` › (.+)$/.exec(line) ?? [];
          return { file, title: name };
        });
      return { title, answer: answer.join(' ').trim(), tests };
    });
}

/** The titles of all tests of a file. */
function titlesOf(file: string): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      let callee: ts.Expression = node.expression;
      while (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee)) {
        callee = callee.expression;
      }
      const [title] = node.arguments;
      if (
        ts.isIdentifier(callee) &&
        callee.text === 'it' &&
        title &&
        ts.isStringLiteralLike(title)
      ) {
        titles.push(title.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest));
  return titles;
}

describe('docs/security.md', () => {
  it('has every line of both lists, in their order', () => {
    const numbers = (heading: string) => entries(heading).map(({ title }) => title.split('.')[0]);
    expect(numbers('AWS')).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(numbers('Application')).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  it.each(['AWS', 'Application', 'Beyond the lists'])(
    '%s: says in each entry what implements it and names tests that exist',
    (heading) => {
      const all = entries(heading);
      expect(all.length).toBeGreaterThan(5);
      for (const { title, answer, tests } of all) {
        expect(answer.length, title).toBeGreaterThan(50);
        expect(tests.length, title).toBeGreaterThan(0);
        for (const { file, title: test } of tests) {
          expect(file, `${title}: a test is not named as \`file\` › title`).not.toBe('');
          expect(titlesOf(file), `${title}: ${file}`).toContain(test);
        }
      }
    },
  );

  it('names only files that exist', () => {
    for (const [, path] of doc.matchAll(/\((adr\/[\w.-]+)\)/g))
      expect(read(`docs/${path}`)).not.toBe('');
    for (const [, path] of doc.matchAll(/`(infra\/[\w/.]+)`/g)) expect(read(path!)).not.toBe('');
  });
});
