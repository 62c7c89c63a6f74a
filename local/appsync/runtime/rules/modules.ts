import type { AnyNode } from 'acorn';
import { importedName, patternNames } from '../scope.js';
import { isFunction, moduleName } from '../syntaxTree.js';
import type { Rule } from './rule.js';
import { modules, notServed } from './surface.js';

/** Refuses imports of modules, and of names in them, that AppSync does not have. */
export const imports: Rule = ({ tree }, report) => {
  for (const node of tree.body) {
    if (node.type !== 'ImportDeclaration') continue;
    const name = String(node.source.value);
    const exported = Object.hasOwn(modules, name) ? modules[name] : undefined;
    if (!exported) {
      const message = notServed.has(name)
        ? `the module ${name} is not served by this host; see docs/host.md, "Not served"`
        : `there is no module ${name}; code must be bundled`;
      report(node, 'no-unknown-modules', message);
      continue;
    }
    for (const specifier of node.specifiers) {
      if (specifier.type === 'ImportNamespaceSpecifier') continue;
      const wanted = importedName(specifier);
      if (!Object.hasOwn(exported, wanted)) {
        report(specifier, 'no-unknown-modules', `${name} exports no ${wanted}`);
      }
    }
  }
};

/** Requires the exports `request` and `response`, each by itself or in a list. */
export const exports: Rule = ({ tree, references }, report) => {
  const found = new Map<string, AnyNode>();
  for (const node of tree.body) {
    if (node.type === 'ExportDefaultDeclaration' || node.type === 'ExportAllDeclaration') {
      report(node, 'exports', 'only named exports are supported');
    }
    if (node.type !== 'ExportNamedDeclaration') continue;
    if (node.source) report(node, 'exports', 'exports from other modules are not supported');
    for (const specifier of node.specifiers) {
      const { local, exported } = specifier;
      const value = local.type === 'Identifier' ? references.get(local)?.value : undefined;
      found.set(moduleName(exported), value ?? specifier);
    }
    for (const [name, value] of declared(node.declaration)) found.set(name, value);
  }
  for (const name of ['request', 'response']) {
    const value = found.get(name);
    if (!value) report(tree, 'exports', `the code exports no function ${name}`);
    else if (!isFunction(value)) report(value, 'exports', `${name} is not a function`);
  }
};

function declared(node: AnyNode | null | undefined): [string, AnyNode][] {
  if (node?.type === 'FunctionDeclaration') return node.id ? [[node.id.name, node]] : [];
  if (node?.type !== 'VariableDeclaration') return [];
  return node.declarations.flatMap(({ id, init }) =>
    patternNames(id).map(({ name }): [string, AnyNode] => [name, init ?? id]),
  );
}
