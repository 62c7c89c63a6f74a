import type { AnyNode, Identifier, MemberExpression, Program } from 'acorn';
import { children, isFunction, moduleName } from './syntaxTree.js';

/** A name that the code declares. */
export interface Binding {
  readonly name: string;
  readonly kind: 'import' | 'const' | 'let' | 'var' | 'function' | 'parameter';
  /** Its initial value, where the text has it: a function, an object, … */
  readonly value?: AnyNode;
  /** For an import: the module, and the name in it (`*` for all of it). */
  readonly module?: string;
  readonly imported?: string;
}

/** Every use of a name, with its declaration. Undefined where the code declares none. */
export type References = ReadonlyMap<Identifier, Binding | undefined>;

class Scope {
  readonly names = new Map<string, Binding>();

  constructor(
    readonly isFunction: boolean,
    readonly parent?: Scope,
  ) {}

  declare(binding: Binding): void {
    if (binding.kind === 'var' && !this.isFunction && this.parent) this.parent.declare(binding);
    else this.names.set(binding.name, binding);
  }

  find(name: string): Binding | undefined {
    return this.names.get(name) ?? this.parent?.find(name);
  }
}

const scoped = new Set(['BlockStatement', 'ForInStatement', 'ForOfStatement', 'SwitchStatement']);

/** Finds the declaration of every name that a module uses. */
export function resolveNames(tree: Program): References {
  const scopes = new Map<AnyNode, Scope>();
  declareAll(tree, new Scope(true), scopes);
  const references = new Map<Identifier, Binding | undefined>();
  referTo(tree, scopes, undefined, references);
  return references;
}

/** The targets of a pattern: identifiers, and members of objects where it declares none. */
export function patternTargets(pattern: AnyNode): (Identifier | MemberExpression)[] {
  switch (pattern.type) {
    case 'Identifier':
    case 'MemberExpression':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        patternTargets(property.type === 'Property' ? property.value : property.argument),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? patternTargets(element) : []));
    case 'AssignmentPattern':
      return patternTargets(pattern.left);
    case 'RestElement':
      return patternTargets(pattern.argument);
    default:
      return [];
  }
}

/** The identifiers that a pattern declares. */
export const patternNames = (pattern: AnyNode): Identifier[] =>
  patternTargets(pattern).filter((target) => target.type === 'Identifier');

/** What an assignment or the head of a loop assigns to; nothing for another node. */
export function assignedBy(node: AnyNode): (Identifier | MemberExpression)[] {
  switch (node.type) {
    case 'AssignmentExpression':
    case 'ForInStatement':
    case 'ForOfStatement':
      return patternTargets(node.left);
    default:
      return [];
  }
}

function declareAll(node: AnyNode, around: Scope, scopes: Map<AnyNode, Scope>): void {
  let scope = around;
  if (node.type === 'Program') scopes.set(node, scope);
  if (isFunction(node)) {
    if (node.type === 'FunctionDeclaration' && node.id) {
      around.declare({ name: node.id.name, kind: 'function', value: node });
    }
    scope = new Scope(true, around);
    scopes.set(node, scope);
    if (node.type === 'FunctionExpression' && node.id) {
      scope.declare({ name: node.id.name, kind: 'function', value: node });
    }
    for (const { name } of node.params.flatMap(patternNames)) {
      scope.declare({ name, kind: 'parameter' });
    }
  } else if (scoped.has(node.type)) {
    scope = new Scope(false, around);
    scopes.set(node, scope);
  } else if (node.type === 'VariableDeclaration') {
    for (const { id, init } of node.declarations) {
      for (const name of patternNames(id)) {
        const value = id.type === 'Identifier' && init ? { value: init } : {};
        const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
        scope.declare({ name: name.name, kind, ...value });
      }
    }
  } else if (node.type === 'ImportDeclaration') {
    for (const specifier of node.specifiers) {
      scope.declare({
        name: specifier.local.name,
        kind: 'import',
        module: String(node.source.value),
        imported: importedName(specifier),
      });
    }
  }
  for (const child of children(node)) declareAll(child, scope, scopes);
}

/** The name that an import takes of its module; `*` for all of it. */
export function importedName(specifier: AnyNode): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  return specifier.type === 'ImportSpecifier' ? moduleName(specifier.imported) : 'default';
}

function referTo(
  node: AnyNode,
  scopes: ReadonlyMap<AnyNode, Scope>,
  around: Scope | undefined,
  references: Map<Identifier, Binding | undefined>,
): void {
  const scope = scopes.get(node) ?? around;
  if (node.type === 'Identifier') references.set(node, scope?.find(node.name));
  for (const child of referring(node)) referTo(child, scopes, scope, references);
}

/** The children of a node in which names are used. Labels, keys and declared names are left out. */
function referring(node: AnyNode): AnyNode[] {
  switch (node.type) {
    case 'MemberExpression':
      return node.computed ? [node.object, node.property] : [node.object];
    case 'Property':
      return node.computed ? [node.key, node.value] : [node.value];
    case 'ImportDeclaration':
    case 'MetaProperty':
    case 'BreakStatement':
    case 'ContinueStatement':
      return [];
    case 'LabeledStatement':
      return [node.body];
    case 'ExportSpecifier':
      return [node.local];
    case 'ExportNamedDeclaration':
      return [
        ...(node.declaration ? [node.declaration] : []),
        ...(node.source ? [] : node.specifiers),
      ];
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [...node.params, node.body];
    default:
      return children(node);
  }
}
