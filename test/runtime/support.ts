import type { Evaluation, ResolverContext } from '../../local/appsync/types.js';
import { CodeError } from '../../local/appsync/runtime/errors.js';
import { loadCode, type LoadOptions } from '../../local/appsync/runtime/load.js';

export const anyContext: ResolverContext = {
  arguments: {},
  identity: null,
  source: null,
  stash: {},
  request: { headers: {}, domainName: null },
  info: {
    fieldName: 'field',
    parentTypeName: 'Query',
    variables: {},
    selectionSetList: ['id'],
    selectionSetGraphQL: '{\n  id\n}',
  },
  env: {},
};

/** Line 1 of every code made here. */
const imports =
  "import { util, extensions, runtime } from '@aws-appsync/utils'; import * as ddb from '@aws-appsync/utils/dynamodb';";

interface Around extends LoadOptions {
  /** Parts of the context that differ from `anyContext`. */
  readonly context?: Partial<ResolverContext>;
  readonly handler?: 'request' | 'response';
  /** Statements of the module beside its handlers. */
  readonly module?: string;
}

/** A module whose two handlers have this body; the body begins on line 3, column 1. */
export function codeOf(body: string, module = ''): string {
  const handler = (name: string) => `export function ${name}(ctx) {\n${body}\n}`;
  return `${imports}${module}\n${handler('request')}\n${handler('response')}`;
}

/** Evaluates the body of a handler. */
export function evaluate(body: string, around: Around = {}): Evaluation {
  const { context = {}, handler = 'request', module = '', ...options } = around;
  const code = loadCode({ fileName: 'test.js', text: codeOf(body, module) }, options);
  return code.evaluate(handler, { ...anyContext, ...context }, 'User Pool Authorization');
}

/** The value of an expression. Any other outcome is an error. */
export function valueOf(expression: string, around: Around = {}): unknown {
  const { outcome } = evaluate(`return (${expression});`, around);
  if (outcome.kind !== 'RETURN') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

/** The error that ends the evaluation of a body. */
export function errorOf(body: string, around: Around = {}) {
  const { outcome } = evaluate(body, around);
  if (outcome.kind !== 'ERROR') throw new Error(`no error: ${JSON.stringify(outcome)}`);
  return outcome.error;
}

/** The message of a fault without its place in the code. */
export function faultOf(body: string, around: Around = {}): string {
  const { message, errorType } = errorOf(body, around);
  if (errorType !== 'Code') throw new Error(`not a fault: ${message}`);
  return message.replace(/^code\.js:\d+:\d+: /u, '');
}

/** The warnings about a text that is accepted. */
export function warningsOf(text: string): string[] {
  const warnings: string[] = [];
  const logger = {
    log: () => {},
    warn: (message: string) => void warnings.push(message),
    error: () => {},
  };
  loadCode({ fileName: 'test.js', text }, { logger });
  return warnings;
}

/** `line:column rule` of each violation of a text. Empty when it is accepted. */
export function violationsOf(text: string): string[] {
  try {
    loadCode({ fileName: 'test.js', text });
    return [];
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    return error.errors.map(({ line, column, rule }) => `${line}:${column} ${rule}`);
  }
}

/** The methods that a value has, by the developer guide (supported-features), and `includes` and `substring`, which deployed code calls. */
export const documentedMethods = {
  array: [
    ...['concat', 'fill', 'flat', 'indexOf', 'join', 'lastIndexOf', 'pop', 'push', 'reverse'],
    ...['shift', 'slice', 'sort', 'splice', 'unshift', 'forEach', 'map', 'flatMap', 'filter'],
    ...['reduce', 'reduceRight', 'find', 'some', 'every', 'findIndex', 'findLast'],
    ...['findLastIndex', 'includes'],
  ],
  string: [
    ...['charAt', 'concat', 'endsWith', 'indexOf', 'lastIndexOf', 'replace', 'replaceAll', 'slice'],
    ...['split', 'startsWith', 'toLowerCase', 'toUpperCase', 'trim', 'trimEnd', 'trimStart'],
    ...['includes', 'substring'],
  ],
} as const;

/** The array methods that take a function. */
export const callbackMethods = [
  ...(['forEach', 'map', 'flatMap', 'filter', 'reduce', 'reduceRight', 'find', 'some'] as const),
  ...(['every', 'findIndex', 'findLast', 'findLastIndex'] as const),
];

/**
 * The own names of a JavaScript value, except those that give access to the language's internals.
 */
export const namesOf = (value: object): string[] =>
  Object.getOwnPropertyNames(value).filter(
    (name) => name !== 'constructor' && name !== '__proto__',
  );
