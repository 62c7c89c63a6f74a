import type { AnyNode, Program } from 'acorn';
import type { Code } from '../types.js';
import { CodeError, type CodeViolation } from './errors.js';
import { maxCodeLength } from './limits.js';
import * as functions from './rules/functions.js';
import * as modules from './rules/modules.js';
import * as names from './rules/names.js';
import type { Inspected, Rule } from './rules/rule.js';
import { syntax } from './rules/syntax.js';
import { resolveNames } from './scope.js';
import { parseModule, places } from './syntaxTree.js';

const rules: readonly Rule[] = [
  syntax,
  names.unlistedGlobals,
  names.unlistedMembers,
  names.unlistedMethods,
  names.calledGlobals,
  names.assignedGlobals,
  names.internals,
  functions.functionPassing,
  functions.functionReturn,
  functions.functionReassign,
  functions.recursion,
  functions.contextAssignment,
  functions.templateTags,
  modules.imports,
  modules.exports,
];

/**
 * Parses code and checks it against APPSYNC_JS. Throws a `CodeError` with every violation, in the
 * order of the text.
 */
export function checkCode({ fileName, text }: Code): Inspected {
  if (text.length > maxCodeLength) {
    const message = `the code has ${text.length} characters, AppSync takes ${maxCodeLength}`;
    throw new CodeError([{ fileName, line: 1, column: 1, rule: 'max-code-length', message }]);
  }
  const tree = parse(fileName, text);
  const references = resolveNames(tree);
  const errors = new Map<string, CodeViolation>();
  const report = (node: AnyNode, rule: string, message: string): void => {
    const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
    const error = { fileName, line, column: column + 1, rule, message };
    errors.set(`${line}:${column}:${rule}:${message}`, error);
  };
  const module = { tree, references, places: places(tree) };
  for (const rule of rules) rule(module, report);
  if (errors.size > 0) {
    throw new CodeError(
      [...errors.values()].sort((a, b) => a.line - b.line || a.column - b.column),
    );
  }
  return module;
}

function parse(fileName: string, text: string): Program {
  try {
    return parseModule(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { loc } = error as SyntaxError & { loc?: { line: number; column: number } };
    const place = { line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 };
    const message = error.message.replace(/ \(\d+:\d+\)$/u, '');
    throw new CodeError([{ fileName, ...place, rule: 'parse-error', message }]);
  }
}
