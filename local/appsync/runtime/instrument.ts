import type { AnyNode } from 'acorn';
import { Edits } from './edits.js';
import type { Inspected } from './rules/rule.js';
import { importedName } from './scope.js';
import { isFunction, moduleName, staticName, type Place } from './syntaxTree.js';

/**
 * A module as a script: an expression whose value is a function. The realm calls it with its names.
 */
export interface Script {
  readonly text: string;
  /** Maps a place in the script to its place in the code. Both count from 1. */
  origin(line: number, column: number): { line: number; column: number };
  /** Removes the inserted text from a message of the engine: `ctx[$key(...)] is not …`. */
  plain(words: string): string;
}

/**
 * The names that the realm passes before its globals, in this order.
 */
const names = ['loop', 'call', 'spread', 'key', 'modules'] as const;

/** Each of these names as it is in one script: the code of the module uses none of them. */
type Given = Readonly<Record<(typeof names)[number], string>>;

/**
 * Turns a module into a script that runs in the realm. Imports and exports become constants; loops,
 * functions, spreads and computed keys charge the budget. Lines stay the same, and columns shift
 * only after an insertion; `origin` maps them back.
 *
 * The script's result is called once for each evaluation and evaluates the module again, so no
 * state of a module survives an evaluation.
 */
export function toScript(
  text: string,
  { tree, places }: Inspected,
  globalNames: readonly string[],
): Script {
  const given = givenNames(places);
  const edits = new Edits(text);
  const bindings: string[] = [];
  const exported = new Map<string, string>();
  for (const node of tree.body) link(node, given, edits, bindings, exported);
  for (const { node, around } of places) instrument(node, around?.node, given, edits);
  const parameters = [...Object.values(given), ...globalNames].join(', ');
  const prefix = `(function (${parameters}) { 'use strict'; return function () { ${bindings.join(' ')}`;
  const handlers = [...exported].map(([name, local]) => `${JSON.stringify(name)}: ${local}`);
  return {
    text: `${prefix}${edits.apply()}\nreturn { __proto__: null, ${handlers.join(', ')} }; }; })`,
    origin: (line, column) => edits.origin(line, column, prefix.length),
    plain: (words) => words.split(`${given.key}(...)`).join('...'),
  };
}

function givenNames(places: readonly Place[]): Given {
  const taken = new Set<string>();
  for (const { node } of places) if (node.type === 'Identifier') taken.add(node.name);
  let mark = '$';
  while (names.some((name) => taken.has(`${mark}${name}`))) mark += '$';
  return Object.fromEntries(names.map((name) => [name, `${mark}${name}`])) as Given;
}

function link(
  node: AnyNode,
  given: Given,
  edits: Edits,
  bindings: string[],
  exported: Map<string, string>,
): void {
  if (node.type === 'ImportDeclaration') {
    edits.blank(node.start, node.end);
    const module = `${given.modules}[${JSON.stringify(node.source.value)}]`;
    for (const specifier of node.specifiers) {
      const name = importedName(specifier);
      const value = name === '*' ? module : `${module}[${JSON.stringify(name)}]`;
      bindings.push(`const ${specifier.local.name} = ${value};`);
    }
  }
  if (node.type !== 'ExportNamedDeclaration') return;
  const { declaration } = node;
  edits.blank(node.start, declaration ? declaration.start : node.end);
  if (declaration?.type === 'FunctionDeclaration') {
    exported.set(declaration.id.name, declaration.id.name);
  }
  if (declaration?.type === 'VariableDeclaration') {
    for (const { id } of declaration.declarations) {
      if (id.type === 'Identifier') exported.set(id.name, id.name);
    }
  }
  for (const specifier of node.specifiers) {
    exported.set(moduleName(specifier.exported), moduleName(specifier.local));
  }
}

function instrument(node: AnyNode, parent: AnyNode | undefined, given: Given, edits: Edits): void {
  const through = (meter: string, { start, end }: AnyNode) =>
    edits.wrap(start, end, `${meter}((`, '))');
  if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') {
    const { type, start, end } = node.body;
    if (type === 'BlockStatement') edits.insert(start + 1, `${given.loop}();`);
    else edits.wrap(start, end, `{${given.loop}();`, '}');
  } else if (isFunction(node)) {
    const { type, start, end } = node.body;
    if (type === 'BlockStatement') edits.insert(start + 1, `${given.call}();`);
    else edits.wrap(start, end, `(${given.call}(),`, ')');
  } else if (node.type === 'SpreadElement' && parent?.type !== 'ObjectExpression') {
    through(given.spread, node.argument);
  } else if (node.type === 'MemberExpression' && node.computed) {
    if (staticName(node.property, true) === undefined) through(given.key, node.property);
  } else if (node.type === 'Property' && node.computed) {
    if (staticName(node.key, true) === undefined) through(given.key, node.key);
  }
}
