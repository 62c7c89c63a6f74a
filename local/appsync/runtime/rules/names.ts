import type { AnyNode, Identifier } from 'acorn';
import { assignedBy, type Binding } from '../scope.js';
import { memberPath, staticName } from '../syntaxTree.js';
import type { Inspected, Rule } from './rule.js';
import { arrayMethods, globals, modules, stringMethods, type Surface } from './surface.js';

/** Refuses names that neither the code declares nor APPSYNC_JS has. */
export const unlistedGlobals: Rule = ({ references }, report) => {
  for (const [identifier, binding] of references) {
    if (!binding && !Object.hasOwn(globals, identifier.name)) {
      report(identifier, 'no-unlisted-globals', `APPSYNC_JS has no ${identifier.name}`);
    }
  }
};

/**
 * Refuses members that AppSync's objects and modules lack: `Object.fromEntries`, `util.unknown`.
 */
export const unlistedMembers: Rule = (module, report) => {
  for (const { node, around } of module.places) {
    if (node.type !== 'MemberExpression' || (around && isObjectOf(node, around.node))) continue;
    const path = memberPath(node);
    const root = path && surfaceOf(path.root, module);
    if (!path || !root) continue;
    let at: true | Surface | undefined = root;
    let name = path.root.name;
    for (const member of path.names) {
      if (at === true) break; // a value of AppSync's; its members are checked at run time
      if (!Object.hasOwn(at, member)) {
        report(node, 'no-disallowed-methods', `${name} has no ${member} in APPSYNC_JS`);
        break;
      }
      at = at[member]!;
      name = `${name}.${member}`;
    }
  }
};

/** Refuses `Object(…)`, `String(…)`, `Number(…)`: no global is a function. */
export const calledGlobals: Rule = (module, report) => {
  for (const { node } of module.places) {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') continue;
    const surface = surfaceOf(node.callee, module);
    if (surface && surface !== true) {
      report(node, 'no-disallowed-methods', `${node.callee.name}() cannot be called in APPSYNC_JS`);
    }
  }
};

/** Refuses assignments to names that belong to AppSync. */
export const assignedGlobals: Rule = ({ places, references }, report) => {
  for (const { node } of places) {
    for (const target of assignedBy(node)) {
      if (target.type !== 'Identifier') continue;
      const binding = references.get(target);
      if (!binding || binding.kind === 'import') {
        report(target, 'no-global-assign', `${target.name} cannot be assigned`);
      }
    }
  }
};

const reachable = new Set([...arrayMethods, ...stringMethods]);

/**
 * Methods of JavaScript's strings, arrays, numbers, objects and functions that APPSYNC_JS lacks.
 */
const unlisted: ReadonlySet<string> = new Set(
  [Array.prototype, String.prototype, Number.prototype, Object.prototype, Function.prototype]
    .flatMap((prototype) => Object.getOwnPropertyNames(prototype))
    .filter((name) => !reachable.has(name)),
);

/** Refuses calls such as `text.padStart(…)`: JavaScript has the method, APPSYNC_JS does not. */
export const unlistedMethods: Rule = (module, report) => {
  for (const { node } of module.places) {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') continue;
    const name = staticName(node.callee.property, node.callee.computed);
    if (name === undefined || !unlisted.has(name)) continue;
    const path = memberPath(node.callee);
    if (path && (surfaceOf(path.root, module) || isOwnObject(path.root, module))) continue;
    report(node.callee, 'no-disallowed-methods', `APPSYNC_JS has no method ${name}`);
  }
};

/** Refuses access to `__proto__` or `constructor`. Blocked at run time; reported at load time. */
export const internals: Rule = ({ places }, report) => {
  for (const { node, around } of places) {
    const name =
      node.type === 'MemberExpression'
        ? staticName(node.property, node.computed)
        : node.type === 'Property'
          ? staticName(node.key, node.computed)
          : undefined;
    const key = node.type === 'Property' && around?.node.type === 'ObjectExpression';
    if (name === '__proto__' || (name === 'constructor' && !key)) {
      report(node, 'no-internals', `${name} cannot be reached in APPSYNC_JS`);
    }
  }
};

function isObjectOf(node: AnyNode, parent: AnyNode): boolean {
  return (
    parent.type === 'MemberExpression' &&
    parent.object === node &&
    staticName(parent.property, parent.computed) !== undefined
  );
}

/** The members of a name of AppSync's. Undefined for names of the code itself. */
function surfaceOf(root: Identifier, { references }: Inspected): true | Surface | undefined {
  const binding = references.get(root);
  if (!binding) return Object.hasOwn(globals, root.name) ? globals[root.name] : undefined;
  return binding.kind === 'import' ? importedSurface(binding) : undefined;
}

function importedSurface({ module = '', imported = '' }: Binding): true | Surface | undefined {
  const exported = Object.hasOwn(modules, module) ? modules[module] : undefined;
  return imported === '*' ? exported : exported?.[imported];
}

function isOwnObject(root: Identifier, { references }: Inspected): boolean {
  return references.get(root)?.value?.type === 'ObjectExpression';
}
