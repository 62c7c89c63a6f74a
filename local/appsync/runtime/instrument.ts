import type { AnyNode } from 'acorn';
import { Edits } from './edits.js';
import type { Inspected } from './rules/rule.js';
import { isFunction, staticName, type Place } from './syntaxTree.js';

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
 * The names that the realm passes before its globals, in this order. The code uses none of them.
 */
interface Given {
  readonly loop: string;
  readonly call: string;
  readonly spread: string;
  readonly key: string;
  readonly modules: string;
}

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
  const free = () =>
    ['loop', 'call', 'spread', 'key', 'modules'].every((name) => !taken.has(`${mark}${name}`));
  while (!free()) mark += '$';
  return {
    loop: `${mark}loop`,
    call: `${mark}call`,
    spread: `${mark}spread`,
    key: `${mark}key`,
    modules: `${mark}modules`,
  };
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
      const name =
        specifier.type === 'ImportSpecifier' ? staticName(specifier.imported, false) : undefined;
      const value = name === undefined ? module : `${module}[${JSON.stringify(name)}]`;
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
    const name = staticName(specifier.exported, false);
    const local = staticName(specifier.local, false);
    if (name !== undefined && local !== undefined) exported.set(name, local);
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
