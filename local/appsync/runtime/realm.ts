import { createContext, Script as VmScript } from 'node:vm';
import { getOrMake } from '../getOrMake.js';
import type { AuthType, ResolverContext } from '../types.js';
import { hostFunctions, type Surroundings } from './hostFunctions.js';
import * as limits from './limits.js';
import type { createRealm } from './realm/main.js';
import { realmSource } from './realmSource.js';
import { globals } from './rules/surface.js';

/** The names of APPSYNC_JS's globals, in the order of a script's parameters. */
export const globalNames: readonly string[] = Object.keys(globals).filter(
  (name) => name !== 'undefined', // cannot be a parameter: it is a value of the language
);

/** Runs one handler in the realm. JSON text goes in and comes out. */
export type Evaluate = (
  handler: 'request' | 'response',
  contextText: string,
  authType: AuthType,
) => string;

let load: ReturnType<typeof createRealm> | undefined;
let surroundings: Surroundings;

/**
 * Loads a script for evaluation in the realm. All code shares one realm: it is frozen, and each
 * evaluation runs the script again, so no state passes from one evaluation to another.
 *
 * The realm is a `node:vm` context that cannot compile strings. Only text goes in and out;
 * `realm/host.ts` lists the few functions of the host that it calls.
 */
export function loadScript(text: string, fileName: string, around: Surroundings): Evaluate {
  load ??= createHardenedRealm();
  const factory = compile(text, fileName);
  const evaluate = load(factory as Parameters<typeof load>[0], fileName);
  return (handler, contextText, authType) => {
    surroundings = around;
    return evaluate(handler, contextText, authType);
  };
}

let context: ReturnType<typeof createContext>;

function createHardenedRealm(): ReturnType<typeof createRealm> {
  context = createContext(Object.create(null) as object, {
    name: 'APPSYNC_JS',
    codeGeneration: { strings: false, wasm: false },
  });
  const create = compile(realmSource(), 'appsync-realm.js') as typeof createRealm;
  return create(
    hostFunctions(() => surroundings),
    JSON.stringify({ ...limits }),
    globalNames.join(' '),
  );
}

function compile(text: string, filename: string): unknown {
  return new VmScript(text, { filename }).runInContext(context) as unknown;
}

/** Parts of the context that do not change while a resolver runs. Their text is made once. */
const LASTING: ReadonlySet<string> = new Set(['arguments', 'identity', 'request', 'info', 'env']);
const texts = new WeakMap<object, string>();

const lastingText = (value: object): string => getOrMake(texts, value, () => JSON.stringify(value));

/** The context as JSON text for the realm. */
export function contextText(resolverContext: ResolverContext): string {
  const members: string[] = [];
  for (const [name, value] of Object.entries(resolverContext) as [string, unknown][]) {
    const lasting = LASTING.has(name) && typeof value === 'object' && value !== null;
    const text = lasting ? lastingText(value) : JSON.stringify(value);
    if (text !== undefined) members.push(`"${name}":${text}`);
  }
  return `{${members.join(',')}}`;
}
