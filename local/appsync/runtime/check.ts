import type { AnyNode, Program } from 'acorn';
import type { Code } from '../types.js';
import { CodeError, type CodeViolation } from './errors.js';
import { maxCodeLength } from './limits.js';
import * as functions from './rules/functions.js';
import * as modules from './rules/modules.js';
import * as names from './rules/names.js';
import type { Inspected, Rule } from './rules/rule.js';
import { syntax } from './rules/syntax.js';
import * as types from './rules/types.js';
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

/** What AppSync's TypeScript check refuses at deployment. The host cannot run that check, so it warns. */
const warningRules: readonly Rule[] = [types.spreadArguments, types.pushedShapes];

/** A module without violations, and the warnings about it. */
interface CheckedCode extends Inspected {
  readonly warnings: readonly CodeViolation[];
}

/**
 * Parses code and checks it against APPSYNC_JS. Throws a `CodeError` with every violation, in the
 * order of the text.
 */
export function checkCode({ fileName, text }: Code): CheckedCode {
  if (text.length > maxCodeLength) {
    const message = `the code has ${text.length} characters, AppSync takes ${maxCodeLength}`;
    throw new CodeError([{ fileName, line: 1, column: 1, rule: 'max-code-length', message }]);
  }
  const tree = parse(fileName, text);
  const references = resolveNames(tree);
  const module = { tree, references, places: places(tree) };
  const errors = violations(fileName, module, rules);
  if (errors.length > 0) throw new CodeError(errors);
  return { ...module, warnings: violations(fileName, module, warningRules) };
}

/** Each violation once, in the order of the text. */
function violations(
  fileName: string,
  module: Inspected,
  checked: readonly Rule[],
): CodeViolation[] {
  const found = new Map<string, CodeViolation>();
  const report = (node: AnyNode, rule: string, message: string): void => {
    const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
    const violation = { fileName, line, column: column + 1, rule, message };
    found.set(`${line}:${column}:${rule}:${message}`, violation);
  };
  for (const rule of checked) rule(module, report);
  return [...found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
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
