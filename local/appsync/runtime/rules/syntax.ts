import type { AnyNode } from 'acorn';
import type { Rule } from './rule.js';

/** Syntax that APPSYNC_JS has. Source: AppSync developer guide, supported-features. */
const supported = new Set<AnyNode['type']>([
  ...(['Program', 'ExpressionStatement', 'BlockStatement', 'EmptyStatement'] as const),
  ...(['ReturnStatement', 'IfStatement', 'SwitchStatement', 'SwitchCase'] as const),
  ...(['BreakStatement', 'ForInStatement', 'ForOfStatement'] as const),
  ...(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'] as const),
  ...(['VariableDeclaration', 'VariableDeclarator', 'Identifier', 'Literal'] as const),
  ...(['ArrayExpression', 'ObjectExpression', 'Property', 'SpreadElement'] as const),
  ...(['UnaryExpression', 'BinaryExpression', 'LogicalExpression'] as const),
  ...(['AssignmentExpression', 'ConditionalExpression', 'SequenceExpression'] as const),
  ...(['CallExpression', 'MemberExpression', 'ChainExpression'] as const),
  ...(['TemplateLiteral', 'TemplateElement', 'TaggedTemplateExpression'] as const),
  ...(['ObjectPattern', 'ArrayPattern', 'RestElement', 'AssignmentPattern'] as const),
  ...(['ImportDeclaration', 'ImportSpecifier', 'ImportNamespaceSpecifier'] as const),
  ...(['ImportDefaultSpecifier', 'ExportDefaultDeclaration', 'ExportAllDeclaration'] as const),
  ...(['ExportNamedDeclaration', 'ExportSpecifier'] as const),
]);

/** Rule names are those of `@aws-appsync/eslint-plugin` where it has one. */
const unsupported: Partial<Record<AnyNode['type'], readonly [rule: string, what: string]>> = {
  ThrowStatement: ['no-throw', 'throw; use util.error()'],
  NewExpression: ['no-new', 'new'],
  ClassDeclaration: ['no-classes', 'class'],
  ClassExpression: ['no-classes', 'class'],
  TryStatement: ['no-try', 'try'],
  WhileStatement: ['no-while', 'while'],
  DoWhileStatement: ['no-while', 'do while'],
  ForStatement: ['no-for', 'for (;;); use for-of or for-in'],
  ContinueStatement: ['no-continue', 'continue'],
  LabeledStatement: ['no-labels', 'a label'],
  YieldExpression: ['no-yield', 'yield'],
  AwaitExpression: ['no-await', 'await'],
  ThisExpression: ['no-this', 'this'],
  Super: ['no-this', 'super'],
  UpdateExpression: ['no-disallowed-unary-operators', '++ or --'],
  MetaProperty: ['no-unsupported-syntax', 'import.meta or new.target'],
  ImportExpression: ['no-unsupported-syntax', 'import()'],
  DebuggerStatement: ['no-unsupported-syntax', 'debugger'],
};

/** Refuses syntax outside of APPSYNC_JS, and syntax of which it is not known. */
export const syntax: Rule = ({ places }, report) => {
  for (const { node } of places) {
    const [rule, what] = unsupported[node.type] ?? detail(node) ?? [];
    if (rule) report(node, rule, `APPSYNC_JS does not support ${what}`);
    else if (!supported.has(node.type)) {
      report(node, 'no-unsupported-syntax', `APPSYNC_JS does not support ${node.type}`);
    }
  }
};

function detail(node: AnyNode): readonly [rule: string, what: string] | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      if (node.async) return ['no-async', 'async functions'];
      return node.generator ? ['no-generators', 'generators'] : undefined;
    case 'ForOfStatement':
      return node.await ? ['no-await', 'for await'] : undefined;
    case 'Literal':
      if (node.regex) return ['no-regex', 'regular expression literals; use util.matches()'];
      return node.bigint ? ['no-unsupported-syntax', 'bigint literals'] : undefined;
    case 'UnaryExpression':
      return node.operator === '~' ? ['no-disallowed-unary-operators', '~'] : undefined;
    case 'BinaryExpression':
      if (node.operator === 'in') return ['no-in-operator', 'in; use Object.hasOwn()'];
      return node.operator === 'instanceof'
        ? ['no-disallowed-binary-operators', 'instanceof']
        : undefined;
    case 'Property':
      return node.kind === 'init' ? undefined : ['no-accessors', 'getters and setters'];
    default:
      return undefined;
  }
}
