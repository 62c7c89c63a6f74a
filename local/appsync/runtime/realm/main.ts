import type { ErrorEntry } from '../../types.js';
import { arrayMethods, stringMethods } from '../rules/surface.js';
import {
  builtInGlobals,
  chargeArrayMethods,
  chargeStringMethods,
  defineTexts,
} from './builtIns.js';
import { dynamodbModule } from './dynamodbModule.js';
import { extensionFunctions, type GatheredExtensions } from './extensions.js';
import { Fault, nameOf, plainError, unsupported, warnTo } from './faults.js';
import type { Signal } from './faults.js';
import { freezeAll, harden } from './harden.js';
import type { Host } from './host.js';
import { httpUtilities } from './http.js';
import * as budget from './budget.js';
import * as native from './natives.js';
import { end, utilities } from './util.js';

/** The script's function, as `instrument.ts` makes it, and its result for one evaluation. */
type Factory = (...given: unknown[]) => () => Record<string, (context: unknown) => unknown>;

/** The effects of one evaluation. */
interface Evaluation {
  readonly handler: string;
  readonly authType: string;
  readonly appended: ErrorEntry[];
  readonly headers: Record<string, string>;
  readonly extensions: GatheredExtensions;
}

type Evaluate = (handler: string, contextText: string, authType: string) => string;

/**
 * Turns the plain context in which this runs into the realm: adds AppSync's objects, removes the
 * rest, and returns a function that prepares a module's script for evaluation. Only text goes in
 * and out of it; see the host's `realm.ts` for its form.
 */
export function createRealm(
  host: Host,
  limitsText: string,
  globalNames: string,
): (factory: Factory, fileName: string) => Evaluate {
  const limits = native.parseJson(limitsText) as budget.Limits;
  budget.setLimits(limits);
  warnTo((message) => host.warn(message));
  let current: Evaluation;
  const state = () => current;
  const runtime = runtimeFunctions(() => current.handler);
  const extensions = extensionFunctions(() => current.extensions);
  const util = utilities(host, httpUtilities(state, limits), state);
  const globals: Record<string, unknown> = { ...builtInGlobals(host), util, extensions, runtime };
  const modules = native.create(null) as Record<string, unknown>;
  modules['@aws-appsync/utils'] = { util, extensions, runtime };
  modules['@aws-appsync/utils/dynamodb'] = dynamodbModule;
  freezeAll(globals);
  freezeAll(modules);
  Error.stackTraceLimit = 100;
  const given: unknown[] = [budget.loop, budget.call, budget.spread, budget.key, modules];
  for (const name of globalNames.split(' ')) given.push(globals[name]);
  chargeArrayMethods(arrayMethods);
  chargeStringMethods(stringMethods, host);
  defineTexts();
  harden(arrayMethods, stringMethods);
  placeFaults();

  return (factory, fileName) => (handler, contextText, authType) => {
    const headers = native.create(null) as Record<string, string>;
    current = { handler, authType, appended: [], headers, extensions: {} };
    budget.resetBudget();
    wanted = fileName;
    const context = contextOf(contextText);
    let outcome: string;
    try {
      const module = native.apply(factory, undefined, given)();
      const value = module[handler]!(context);
      outcome = `{"kind":"RETURN"${valueText(value, handler)}}`;
    } catch (thrown) {
      budget.resetBudget(); // a new budget for the host's own work
      outcome = outcomeOf(thrown);
    }
    budget.resetBudget();
    return evaluationText(outcome, current, context['stash']);
  };
}

/** `runtime`. Source: developer guide, runtime-utils-js. */
function runtimeFunctions(handler: () => string) {
  return {
    earlyReturn: (value?: unknown, options?: unknown): never => {
      if (handler() !== 'request') unsupported('runtime.earlyReturn outside of a request handler');
      if (!native.isMap(options ?? {})) {
        unsupported(`earlyReturn with ${nameOf(options)} for options`);
      }
      const { skipTo = 'NEXT' } = (options ?? {}) as { skipTo?: string };
      if (skipTo !== 'END' && skipTo !== 'NEXT') unsupported('earlyReturn with another skipTo');
      return end({ signal: 'EARLY_RETURN', value, skipTo });
    },
  };
}

/** The file whose places a stack trace shows. A fault has no other place. */
let wanted = '';

/**
 * V8 asks the realm to format stack traces. The result is the place in the resolver's own code, so
 * that it never shows a file of the host.
 */
function placeFaults(): void {
  const prepareStackTrace = (_error: unknown, sites: readonly NodeJS.CallSite[]): string => {
    for (const site of sites) {
      if (site.getFileName() === wanted) return `${site.getLineNumber()}:${site.getColumnNumber()}`;
    }
    return '';
  };
  const value = native.freeze({ __proto__: null, prepareStackTrace });
  native.defineProperty(native.globalObject, 'Error', {
    value,
    configurable: false,
    writable: false,
  });
}

/** `ctx`. Source: developer guide, resolver-context-reference-js. */
function contextOf(text: string): Record<string, unknown> {
  const context = native.parseJson(text) as Record<string, unknown>;
  const args = context['arguments'] ?? {};
  context['arguments'] = args;
  context['args'] = args;
  context['stash'] = context['stash'] ?? {};
  const { info } = context;
  if (native.isMap(info)) {
    // JSON.stringify(ctx.info) leaves these out, as on AppSync.
    for (const name of ['selectionSetList', 'selectionSetGraphQL']) {
      native.defineProperty(info, name, { enumerable: false });
    }
  }
  return native.freeze(context);
}

/** A handler's result as the rest of a JSON object. Empty for undefined. */
function valueText(value: unknown, handler: string): string {
  if (typeof value === 'function') unsupported(`a ${handler} handler that answers a function`);
  if (value === undefined) return '';
  const text = budget.jsonOf(value);
  if (text === undefined || text === budget.TOO_LARGE || budget.isTooLong(text)) {
    // The limit is AppSync's, the message is the host's own: AppSync's is not documented.
    throw new Fault(`the evaluated ${handler} exceeds the limit of 5 MB`);
  }
  return `,"value":${text}`;
}

function outcomeOf(thrown: unknown): string {
  try {
    if (native.isMap(thrown) && native.hasOwn(thrown, 'signal')) {
      return signalText(thrown as Signal);
    }
    return faultText(thrown);
  } catch (inside) {
    return faultText(inside);
  }
}

function signalText(signal: Signal): string {
  if (signal.signal === 'ERROR') {
    const error = budget.jsonOf(signal.error);
    if (error === budget.TOO_LARGE) return unsupported('an error larger than a response may be');
    return `{"kind":"ERROR","error":${error}${signal.unauthorized ? ',"unauthorized":true' : ''}}`;
  }
  if (signal.value === null || signal.value === undefined) {
    // Observed: aws-appsync-community issue 280, `runtime.earlyReturn(null)`.
    const error = native.stringifyJson(plainError('Code', 'Runtime Error'));
    return `{"kind":"ERROR","error":${error}}`;
  }
  const value = valueText(signal.value, 'request');
  return `{"kind":"EARLY_RETURN","skipTo":"${signal.skipTo}"${value}}`;
}

/**
 * Passes a fault to the host, which maps its place to the code. It becomes an error of type `Code`.
 */
function faultText(thrown: unknown): string {
  const { name, message } = thrown as Error;
  const words = thrown instanceof Fault ? message : `${name}: ${message}`;
  // A stack overflow in a host function is an error of the host. Its place is not read: the host's
  // formatter of stack traces would run on the realm's objects.
  const place = thrown instanceof native.NativeError ? `${thrown.stack}` : '';
  return native.stringifyJson({ kind: 'FAULT', words, place });
}

function evaluationText(outcome: string, evaluation: Evaluation, stash: unknown): string {
  const { appended, extensions, headers } = evaluation;
  const left: Record<string, unknown> = { ...extensions };
  if (native.keys(headers).length > 0) left['responseHeaders'] = headers;
  try {
    const rest = budget.jsonOf({ stash, appendedErrors: appended, extensions: left });
    if (rest === budget.TOO_LARGE) {
      return unsupported('a stash, errors or extensions larger than a response may be');
    }
    return `{"outcome":${outcome},${rest!.slice(1)}`;
  } catch (thrown) {
    return `{"outcome":${faultText(thrown)},"appendedErrors":[],"extensions":{}}`;
  }
}
