import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const MAX_FILE = 250;
const MAX_FUNCTION = 60;
const rooms = ['bench', 'client', 'infra', 'lib', 'local', 'resolvers', 'scripts', 'triggers'];
/** Generated, or another project's program. */
const notOurs = ['client/src/generated/', 'bench/peers/'];

const root = new URL('../../', import.meta.url);

const files = rooms
  .flatMap((room) =>
    readdirSync(new URL(`${room}/`, root), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|js|mjs)$/.test(entry.name))
      .map((entry) => `${entry.parentPath.replace(/\/$/, '')}/${entry.name}`)
      .map((path) => path.slice(root.pathname.length)),
  )
  .filter((path) => !notOurs.some((folder) => path.startsWith(folder)))
  .map((path) => ({ path, source: readFileSync(new URL(path, root), 'utf8') }));

const linesOf = (text: string): number => text.trimEnd().split('\n').length;

/** The functions of a file with their lines, from the first of the declaration to the last. */
function functionsIn(path: string, source: string): { name: string; lines: number }[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const functions: { name: string; lines: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      functions.push({ name: nameOf(node), lines: linesOf(node.getText()) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return functions;
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  const { parent } = node;
  const named = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
  return (node.name ?? (named ? parent.name : undefined))?.getText() ?? 'a function without a name';
}

describe('The production code', () => {
  it('has no file of more than 250 lines', () => {
    expect(files.length).toBeGreaterThan(300);
    const long = files.filter(({ source }) => linesOf(source) > MAX_FILE);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('has no function of more than 60 lines', () => {
    const long = files.flatMap(({ path, source }) =>
      functionsIn(path, source)
        .filter(({ lines }) => lines > MAX_FUNCTION)
        .map(({ name }) => `${path}: ${name}`),
    );
    expect(long).toEqual([]);
  });

  it.each([
    ['a function', `function long() {\n${'one();\n'.repeat(59)}}`, 'long'],
    ['an arrow function', `const long = () => {\n${'one();\n'.repeat(59)}};`, 'long'],
    ['a method', `class A {\nlong() {\n${'one();\n'.repeat(59)}}\n}`, 'long'],
    ['a constructor', `class A {\nconstructor() {\n${'one();\n'.repeat(59)}}\n}`, 'constructor'],
  ])('is measured: %s of 61 lines', (_what, source, name) => {
    expect(functionsIn('example.ts', source)).toEqual([{ name, lines: 61 }]);
  });
});
