import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const doc = read('docs/security.md');

interface Row {
  readonly line: string;
  readonly answer: string;
  readonly tests: readonly { readonly file: string; readonly title: string }[];
}

/** The rows of the table under a heading. */
function rows(heading: string): Row[] {
  const section = doc.split(`## ${heading}\n`)[1]!.split('\n## ')[0]!;
  return section
    .split('\n')
    .filter(
      (text) =>
        text.startsWith('| ') && !text.startsWith('| line') && !text.startsWith('| subject'),
    )
    .filter((text) => !/^\|[ -]+\|[ -]+\|/.test(text))
    .map((text) => {
      const [line = '', answer = '', held = ''] = text
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      const tests = held.split('; `').map((entry) => {
        const [, file = '', title = ''] = /^`?(test\/[\w/.]+)` › (.+)$/.exec(entry) ?? [];
        return { file, title };
      });
      return { line, answer, tests };
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
    const numbers = (heading: string) => rows(heading).map(({ line }) => line.split('.')[0]);
    expect(numbers('AWS')).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(numbers('Application')).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  it.each(['AWS', 'Application', 'Beyond the lists'])(
    '%s: says in each row what implements it and names tests that exist',
    (heading) => {
      const all = rows(heading);
      expect(all.length).toBeGreaterThan(5);
      for (const { line, answer, tests } of all) {
        expect(answer.length, line).toBeGreaterThan(60);
        expect(tests.length, line).toBeGreaterThan(0);
        for (const { file, title } of tests) {
          expect(file, `${line}: a test is not named as \`file\` › title`).not.toBe('');
          expect(titlesOf(file), `${line}: ${file}`).toContain(title);
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
