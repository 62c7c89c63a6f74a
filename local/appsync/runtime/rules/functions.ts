import type { AnyNode } from 'acorn';
import { assignedBy, type Binding } from '../scope.js';
import {
  isFunction,
  memberPath,
  staticName,
  type FunctionNode,
  type Place,
} from '../syntaxTree.js';
import { callbackMethods } from './surface.js';
import type { Inspected, Rule } from './rule.js';

/** Refuses functions as arguments, except of the array methods that take one. */
export const functionPassing: Rule = (module, report) => {
  for (const { node } of module.places) {
    if (node.type !== 'CallExpression') continue;
    const { callee } = node;
    const method =
      callee.type === 'MemberExpression' ? staticName(callee.property, callee.computed) : undefined;
    if (method !== undefined && callbackMethods.has(method)) continue;
    for (const argument of node.arguments) {
      if (denotesFunction(argument, module)) {
        report(argument, 'no-function-passing', 'functions cannot be passed as arguments');
      }
    }
  }
};

/** Refuses functions that return functions. */
export const functionReturn: Rule = (module, report) => {
  for (const { node } of module.places) {
    const answer =
      node.type === 'ReturnStatement'
        ? node.argument
        : node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement'
          ? node.body
          : undefined;
    if (answer && denotesFunction(answer, module)) {
      report(answer, 'no-function-return', 'functions cannot be returned');
    }
  }
};

/** Refuses functions that call themselves, directly or through each other. */
export const recursion: Rule = ({ places, references }, report) => {
  const names = new Map<FunctionNode, Binding>();
  for (const binding of references.values()) {
    if (isFunction(binding?.value)) names.set(binding.value, binding);
  }
  const calls: { caller: Binding; callee: Binding; node: AnyNode }[] = [];
  for (const { node, around } of places) {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') continue;
    const callee = references.get(node.callee);
    if (!callee || !isFunction(callee.value)) continue;
    for (let outer = around; outer; outer = outer.around) {
      const caller = isFunction(outer.node) ? names.get(outer.node) : undefined;
      if (caller) calls.push({ caller, callee, node });
    }
  }
  const reaches = (from: Binding, to: Binding, seen = new Set<Binding>()): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return calls.some(({ caller, callee }) => caller === from && reaches(callee, to, seen));
  };
  for (const { caller, callee, node } of calls) {
    if (reaches(callee, caller)) {
      report(node, 'no-recursion', `${callee.name} calls itself`);
    }
  }
};

/** Refuses a second name for a function, as in `const b = a`. */
export const functionReassign: Rule = (module, report) => {
  for (const { node } of module.places) {
    const value =
      node.type === 'VariableDeclarator'
        ? node.init
        : node.type === 'AssignmentExpression' && node.operator === '='
          ? node.right
          : undefined;
    if (value?.type === 'Identifier' && denotesFunction(value, module)) {
      report(node, 'no-function-reassign', 'a function cannot be assigned to another name');
    }
  }
};

/** Refuses `ctx = …`, `ctx.stash = …` and `delete ctx.stash` in the handlers. */
export const contextAssignment: Rule = ({ places, references }, report) => {
  for (const { node, around } of places) {
    const [context] = handlerAround(around)?.params ?? [];
    if (context?.type !== 'Identifier') continue;
    for (const target of changedBy(node)) {
      const path = memberPath(target);
      if (!path || path.names.length > 1) continue;
      if (references.get(path.root) !== references.get(context)) continue;
      const what = [path.root.name, ...path.names].join('.');
      report(target, 'no-disallowed-re-assignment', `${what} cannot be assigned`);
    }
  }
};

/** The targets that a node assigns to or deletes. */
const changedBy = (node: AnyNode): AnyNode[] =>
  node.type === 'UnaryExpression' && node.operator === 'delete'
    ? [node.argument]
    : assignedBy(node);

/** The handler around a place, also where a bundler has numbered its name. */
function handlerAround(place: Place | undefined): FunctionNode | undefined {
  for (let outer = place; outer; outer = outer.around) {
    const { node, around } = outer;
    if (!isFunction(node)) continue;
    const named = around?.node.type === 'VariableDeclarator' ? around.node.id : node.id;
    if (named?.type === 'Identifier' && /^(?:request|response)\d*$/u.test(named.name)) return node;
  }
  return undefined;
}

/**
 * Refuses tags other than `String.raw`: a tag is a function that the language calls with a list.
 */
export const templateTags: Rule = (module, report) => {
  for (const { node } of module.places) {
    if (node.type !== 'TaggedTemplateExpression') continue;
    const path = memberPath(node.tag);
    const isRaw =
      path?.root.name === 'String' &&
      !module.references.get(path.root) &&
      path.names.join('.') === 'raw';
    if (!isRaw) report(node, 'no-template-tags', 'the only tag that APPSYNC_JS has is String.raw');
  }
};

function denotesFunction(node: AnyNode, { references }: Inspected): boolean {
  return isFunction(node.type === 'Identifier' ? references.get(node)?.value : node);
}
