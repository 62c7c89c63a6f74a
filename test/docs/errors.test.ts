import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, type GraphQLObjectType } from 'graphql';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const text = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The rows of docs/errors.md about the API's own errors. */
const documented = text('docs/errors.md')
  .split('\n## ')[0]!
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => {
    const [, type = '', operations = '', message = ''] = line.split('|').map((cell) => cell.trim());
    return { type: type.replaceAll('`', ''), operations, message: message.replaceAll('\\', '') };
  });

const source = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, text(path), ts.ScriptTarget.Latest, true);

const walk = (node: ts.Node, visit: (node: ts.Node) => void): void => {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
};

/** The members of `ErrorType`. */
const vocabulary: string[] = [];
walk(source('resolvers/lib/errors.ts'), (node) => {
  if (!ts.isTypeAliasDeclaration(node) || node.name.text !== 'ErrorType') return;
  walk(node, (part) => ts.isStringLiteral(part) && vocabulary.push(part.text));
});

/** A module's numbers, by the name of their constant, aliases included. */
const numbersOf = (file: ts.SourceFile): Map<string, string> => {
  const numbers = new Map<string, string>();
  walk(file, (node) => {
    if (!ts.isVariableDeclaration(node) || !node.initializer) return;
    const value = node.initializer.getText();
    const number = ts.isNumericLiteral(node.initializer)
      ? node.initializer.text
      : numbers.get(value);
    if (number) numbers.set(node.name.getText(), number);
  });
  return numbers;
};

/** Every `fail(type, message)` of the resolvers: the fixed parts of each message. */
const raised = ['resolvers/lib', 'resolvers/functions']
  .flatMap((folder) =>
    readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true })
      .map((file) => `${folder}/${file as string}`)
      .filter((path) => path.endsWith('.ts')),
  )
  .flatMap((path) => {
    const calls: { type: string; parts: string[] }[] = [];
    const file = source(path);
    const numbers = numbersOf(file);
    walk(file, (node) => {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'fail') return;
      const [type, message] = node.arguments;
      if (!type || !ts.isStringLiteral(type) || !message)
        throw new Error(`${path}: ${node.getText()}`);
      const parts = ts.isTemplateExpression(message)
        ? message.templateSpans
            .reduce((said, { expression, literal }) => {
              return `${said}${numbers.get(expression.getText()) ?? '\0'}${literal.text}`;
            }, message.head.text)
            .split('\0')
        : [(message as ts.StringLiteral).text];
      calls.push({ type: type.text, parts });
    });
    return calls;
  });

/** Root field → the errors that its description lists. */
const described = new Map<string, string[]>();
const schema = buildSchema(
  `${text('local/appsync/schema/appsync.graphql')}\n${text('schema.graphql')}`,
  { assumeValidSDL: true },
);
for (const root of ['Query', 'Mutation', 'Subscription']) {
  for (const field of Object.values((schema.getType(root) as GraphQLObjectType).getFields())) {
    const [, list = ''] = field.description?.split('Errors:') ?? [];
    described.set(
      field.name,
      [...list.matchAll(/`([A-Z]\w+)`/g)].map(([, type]) => type!),
    );
  }
}

describe('docs/errors.md', () => {
  test('lists the whole vocabulary, each once, in order', () => {
    expect(documented.map(({ type }) => type)).toEqual([...vocabulary].sort());
    expect(vocabulary.length).toBeGreaterThan(10);
  });

  test('has every message of the resolvers', () => {
    expect(raised.length).toBeGreaterThan(vocabulary.length);
    for (const { type, parts } of raised) {
      const row = documented.find((of) => of.type === type)!;
      for (const part of parts) expect(row.message).toContain(part.trim());
    }
  });

  test('lists no error that no resolver raises', () => {
    expect(new Set(raised.map(({ type }) => type))).toEqual(new Set(vocabulary));
  });

  test('names the same operations as the schema', () => {
    for (const { type, operations } of documented) {
      const of = [...described].filter(([, types]) => types.includes(type)).map(([name]) => name);
      if (operations.startsWith('any ')) expect(of.length).toBeGreaterThan(0);
      else expect(operations.replaceAll('`', '').split(' ')).toEqual(of);
    }
  });
});

test("the schema's descriptions name only existing errors", () => {
  for (const types of described.values()) {
    expect(types.filter((type) => !vocabulary.includes(type))).toEqual([]);
  }
});
