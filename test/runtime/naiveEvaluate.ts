import { createContext, Script } from 'node:vm';
import { checkCode } from '../../local/appsync/runtime/check.js';
import { hostFunctions, type Logger } from '../../local/appsync/runtime/hostFunctions.js';
import { toScript } from '../../local/appsync/runtime/instrument.js';
import * as limits from '../../local/appsync/runtime/limits.js';
import { globalNames } from '../../local/appsync/runtime/realm.js';
import type { createRealm } from '../../local/appsync/runtime/realm/main.js';
import { realmSource } from '../../local/appsync/runtime/realmSource.js';
import type { Evaluation, ResolverContext } from '../../local/appsync/types.js';

/** What a realm answers, as JSON: an outcome, or a fault with its place in the script. */
type Answered = Omit<Evaluation, 'outcome'> & {
  readonly outcome:
    | Evaluation['outcome']
    | { readonly kind: 'FAULT'; readonly words: string; readonly place: string };
};

const FILE = 'naive.js';

/**
 * Evaluates one handler with nothing that is kept from any evaluation before: the code is parsed and
 * compiled for it, in a realm that is made for it. Slow, and beyond doubt in what the host makes fast.
 */
export function evaluateNaively(
  text: string,
  handler: 'request' | 'response',
  context: ResolverContext,
  { now, logger }: { readonly now: () => number; readonly logger: Logger },
): Evaluation {
  const realm = createContext(Object.create(null) as object, {
    codeGeneration: { strings: false, wasm: false },
  });
  const compile = (source: string, filename: string): unknown =>
    new Script(source, { filename }).runInContext(realm);
  const create = compile(realmSource(), 'realm.js') as typeof createRealm;
  const host = hostFunctions(() => ({ now, logger }));
  const load = create(host, JSON.stringify({ ...limits }), globalNames.join(' '));
  const script = toScript(text, checkCode({ fileName: FILE, text }), globalNames);
  const evaluate = load(compile(script.text, FILE) as Parameters<typeof load>[0], FILE);
  const answer = evaluate(handler, JSON.stringify(context), 'API Key Authorization');
  const { outcome, stash, ...rest } = JSON.parse(answer) as Answered;
  if (outcome.kind !== 'FAULT') return { outcome, stash, ...rest };
  const [line, column] = outcome.place.split(':').map(Number);
  const origin = column === undefined ? undefined : script.origin(line!, column);
  const place = origin ? `code.js:${origin.line}:${origin.column}: ` : '';
  const message = `${place}${script.plain(outcome.words)}`;
  const error = { message, errorType: 'Code', data: null, errorInfo: null };
  return { outcome: { kind: 'ERROR', error }, stash: stash ?? context.stash, ...rest };
}
