import { arrayMethods, stringMethods } from '../rules/surface.js';
import { builtInGlobals, chargeArrayMethods, chargeStringMethods } from './builtIns.js';
import { dynamodbModule } from './dynamodbModule.js';
import { extensionFunctions, type GatheredExtensions } from './extensions.js';
import { Fault, nameOf, unsupported, type Signal, type SignalError } from './faults.js';
import { freezeAll, harden } from './harden.js';
import type { Host } from './host.js';
import { httpUtilities } from './http.js';
import * as budget from './budget.js';
import * as native from './natives.js';
import { end, utilities } from './util.js';

/** The script's function, as `instrument.ts` makes it, and what it gives for one evaluation. */
type Factory = (...given: unknown[]) => () => Record<string, (context: unknown) => unknown>;

/** Everything that one evaluation leaves behind. */
interface Evaluation {
  readonly handler: string;
  readonly authType: string;
  readonly appended: SignalError[];
  readonly headers: Record<string, string>;
  readonly extensions: GatheredExtensions;
  readonly append: (error: SignalError) => void;
}

type Evaluate = (handler: string, contextText: string, authType: string) => string;

/**
 * Makes the realm out of the plain context in which this runs: gives it AppSync's objects, removes
 * the rest, and answers a function that readies a module's script for evaluation. Text goes in and
 * text comes out of that; see `realm.ts` of the host for the form.
 */
export function createRealm(
  host: Host,
  limitsText: string,
  globalNames: string,
): (factory: Factory, fileName: string) => Evaluate {
  const limits = native.parseJson(limitsText) as budget.Limits;
  budget.setLimits(limits);
  let current: Evaluation;
  const state = () => current;
  const runtime = {
    earlyReturn: (value?: unknown, options?: unknown): never => {
      if (current.handler !== 'request')
        unsupported('runtime.earlyReturn outside of a request handler');
      if (!native.isMap(options ?? {}))
        unsupported(`earlyReturn with ${nameOf(options)} for options`);
      const { skipTo = 'NEXT' } = (options ?? {}) as { skipTo?: string };
      if (skipTo !== 'END' && skipTo !== 'NEXT') unsupported('earlyReturn with another skipTo');
      return end({ signal: 'EARLY_RETURN', value, skipTo });
    },
  };
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
  harden(arrayMethods, stringMethods);
  placeFaults();

  return (factory, fileName) => {
    return (handler, contextText, authType) => {
      const appended: SignalError[] = [];
      current = {
        handler,
        authType,
        appended,
        headers: native.create(null) as Record<string, string>,
        extensions: {},
        append: (error) => void appended.push(error),
      };
      budget.resetBudget();
      wanted = fileName;
      const context = contextOf(contextText);
      let outcome: string;
      try {
        const module = native.apply(factory, undefined, given)();
        const value = module[handler]!(context);
        outcome = `{"kind":"RETURN"${valueText(value, handler)}}`;
      } catch (thrown) {
        budget.resetBudget(); // what follows is our own work
        outcome = outcomeOf(thrown);
      }
      budget.resetBudget();
      return evaluationText(outcome, current, context['stash']);
    };
  };
}

/** The file whose places are of interest, and the words in which faults tell them. */
let wanted = '';

/**
 * V8 asks the realm how to write down where an error came from. The answer is the place in the
 * resolver's own code, so nothing of the host's files is ever in it.
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
    // JSON.stringify(ctx.info) leaves these out, as it does on AppSync.
    for (const name of ['selectionSetList', 'selectionSetGraphQL']) {
      native.defineProperty(info, name, { enumerable: false });
    }
  }
  return native.freeze(context);
}

/** A handler's answer as the rest of a JSON object: nothing for undefined. */
function valueText(value: unknown, handler: string): string {
  if (typeof value === 'function') unsupported(`a ${handler} handler that answers a function`);
  if (value === undefined) return '';
  const text = budget.jsonOf(value);
  if (text === undefined || text === budget.TOO_LARGE || budget.isTooLong(text)) {
    // The limit is AppSync's, the words are ours: its own are not documented.
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
    const error = { message: 'Runtime Error', errorType: 'Code', data: null, errorInfo: null };
    return `{"kind":"ERROR","error":${native.stringifyJson(error)}}`;
  }
  const value = valueText(signal.value, 'request');
  return `{"kind":"EARLY_RETURN","skipTo":"${signal.skipTo}"${value}}`;
}

/** A fault for the host, which knows the place in the code: it becomes an error of type `Code`. */
function faultText(thrown: unknown): string {
  const { name, message } = thrown as Error;
  const words = thrown instanceof Fault ? message : `${name}: ${message}`;
  // A stack that overflows in a function of the host's is an error of the host's: its place is not
  // asked for, since the host's own ways of writing it down would run on the realm's objects.
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
