import type { AnyNode } from 'acorn';
import { memberPath, staticName } from '../syntaxTree.js';
import type { Inspected, Rule } from './rule.js';

/**
 * AppSync checks code with the TypeScript compiler's rules at deployment, plain JavaScript too. These
 * are the refusals that were reported; the compiler has many more, so code without a warning can
 * still be refused.
 */

/** `util.appendError(...list)`: "A spread argument must either have a tuple type or be passed to a rest parameter". */
export const spreadArguments: Rule = (module, report) => {
  for (const { node } of module.places) {
    if (node.type !== 'CallExpression') continue;
    const root = memberPath(node.callee)?.root;
    const binding = root && module.references.get(root);
    const isAppSyncs = binding ? binding.kind === 'import' : root && isGlobal(root.name);
    if (!isAppSyncs) continue;
    for (const argument of node.arguments) {
      if (argument.type !== 'SpreadElement') continue;
      report(
        argument,
        'typescript',
        "AppSync's TypeScript check refuses a spread argument to a function of AppSync",
      );
    }
  }
};

const isGlobal = (name: string) => ['util', 'extensions', 'runtime'].includes(name);

/** `const list = [{ a: 1 }]; list.push({ b: 2 })`: the list has the type of its first items. */
export const pushedShapes: Rule = (module, report) => {
  for (const { node } of module.places) {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') continue;
    if (staticName(node.callee.property, node.callee.computed) !== 'push') continue;
    const shape = itemShape(node.callee.object, module);
    if (shape === undefined) continue;
    for (const argument of node.arguments) {
      const pushed = shapeOf(argument);
      if (pushed === undefined || pushed === shape) continue;
      report(
        argument,
        'typescript',
        "AppSync's TypeScript check refuses to push an object with other members than the list's first item has",
      );
    }
  }
};

/** The members of the first item of a list that a name was initialised with. */
function itemShape(list: AnyNode, { references }: Inspected): string | undefined {
  const value = list.type === 'Identifier' ? references.get(list)?.value : undefined;
  const first = value?.type === 'ArrayExpression' ? value.elements[0] : undefined;
  return first ? shapeOf(first) : undefined;
}

/** The names of an object's members in their order; undefined where the text does not have them all. */
function shapeOf(node: AnyNode): string | undefined {
  if (node.type !== 'ObjectExpression') return undefined;
  const names = node.properties.map((property) =>
    property.type === 'Property' ? staticName(property.key, property.computed) : undefined,
  );
  return names.includes(undefined) ? undefined : names.sort().join();
}
