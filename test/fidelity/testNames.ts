import ts from 'typescript';

/** A value that only running the code would tell. */
const unknown = Symbol('unknown');

/**
 * The full names (`describe > title`) of the tests in a file, as its text has them, without running
 * it. Of `each` there is a name for every line of its table that the text spells out, and one with
 * the title as it is written. Tests that are skipped or yet to be written are none.
 */
export function testNames(text: string): ReadonlySet<string> {
  const file = ts.createSourceFile('tests.ts', text, ts.ScriptTarget.Latest, true);
  const constants = constantsOf(file);
  const names = new Set<string>();

  const visit = (node: ts.Node, outer: readonly string[]): void => {
    const call = ts.isCallExpression(node) ? testCall(node) : undefined;
    if (!call) return ts.forEachChild(node, (child) => visit(child, outer));
    if (/\b(skip|todo|fails)\b/u.test(call.modifiers)) return;
    const [title, ...body] = call.arguments;
    if (!title) return;
    const own = titlesOf(titleText(title), call.table, constants);
    const full = outer.flatMap((before) => own.map((one) => (before ? `${before} > ${one}` : one)));
    if (call.kind === 'describe') for (const part of body) visit(part, full);
    else for (const name of full) names.add(name);
  };
  visit(file, ['']);
  return names;
}

interface TestCall {
  readonly kind: string;
  /** The part between `it` and the title: `.each`, `.skip`, … */
  readonly modifiers: string;
  readonly table: ts.Expression | undefined;
  readonly arguments: readonly ts.Expression[];
}

/** `it('…', …)`, `describe.each(table)('…', …)` and their like. */
function testCall(node: ts.CallExpression): TestCall | undefined {
  const { expression } = node;
  const each = ts.isCallExpression(expression) ? expression : undefined;
  const callee = each?.expression ?? expression;
  const [, kind = '', modifiers = ''] =
    /^(describe|it|test)((?:\.\w+)*)$/u.exec(callee.getText()) ?? [];
  const isTable = /\.(each|for)$/u.test(modifiers);
  if (kind === '' || isTable !== (each !== undefined)) return undefined;
  return { kind, modifiers, table: each?.arguments[0], arguments: node.arguments };
}

const titleText = (title: ts.Expression): string =>
  ts.isStringLiteralLike(title) ? title.text : title.getText().replace(/^`|`$/gu, '');

type Constants = ReadonlyMap<string, ts.Expression>;

function constantsOf(file: ts.SourceFile): Constants {
  const constants = new Map<string, ts.Expression>();
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer) constants.set(name.text, initializer);
    }
  }
  return constants;
}

function titlesOf(
  title: string,
  table: ts.Expression | undefined,
  constants: Constants,
): readonly string[] {
  if (!table) return [title];
  const lines = valueOf(table, constants);
  return [
    title,
    ...(Array.isArray(lines) ? lines : []).map((line: unknown) => filled(title, line)),
  ];
}

/** The title of one line, as Vitest fills it in; a place whose value is unknown stays as it is. */
function filled(title: string, line: unknown): string {
  const cells: unknown[] = Array.isArray(line) ? [...line] : [line];
  return title
    .replace(/%([sdij])/gu, (place, form: string) => {
      const value = cells.shift();
      if (value === unknown || value === undefined) return place;
      return form === 'j' || typeof value === 'object' ? JSON.stringify(value) : String(value);
    })
    .replace(/\$(\w+)/gu, (place, name: string) => {
      const value = Object(line)[name] as unknown;
      return typeof value === 'string' || typeof value === 'number' ? String(value) : place;
    });
}

/** What an expression is, as far as its text says. */
function valueOf(node: ts.Expression, constants: Constants): unknown {
  const of = (inner: ts.Expression) => valueOf(inner, constants);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (node.kind === ts.SyntaxKind.NullKeyword) return null;
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    return -Number(of(node.operand));
  }
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return of(node.expression);
  if (ts.isParenthesizedExpression(node)) return of(node.expression);
  if (ts.isIdentifier(node)) {
    const initializer = constants.get(node.text);
    return initializer ? of(initializer) : unknown;
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(of);
  if (ts.isObjectLiteralExpression(node)) return objectOf(node, of);
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map((span) => [of(span.expression), span.literal.text]);
    if (parts.some(([value]) => typeof value !== 'string' && typeof value !== 'number')) {
      return unknown;
    }
    return [node.head.text, ...parts.flat()].join('');
  }
  if (ts.isCallExpression(node) && node.expression.getText() === 'Object.keys') {
    const [object] = node.arguments;
    return object ? Object.keys(Object(of(object)) as object) : unknown;
  }
  return unknown;
}

const objectOf = (
  node: ts.ObjectLiteralExpression,
  of: (inner: ts.Expression) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(
    node.properties.filter(ts.isPropertyAssignment).flatMap(({ name, initializer }) => {
      const isPlain = ts.isIdentifier(name) || ts.isStringLiteralLike(name);
      return isPlain ? [[name.text, of(initializer)]] : [];
    }),
  );
