import type { DataSource, DataSourceAnswer } from '../types.js';
import { asObject, asString, at, ifGiven, onlyFields, required } from './requestObject.js';
import { ResolverFault } from './resolverFault.js';

type FunctionError = NonNullable<DataSourceAnswer['error']>;

/** What came of a call of a function: its answer, or its error. */
type LambdaAnswer = { readonly payload: unknown } | { readonly error: FunctionError };

interface LambdaDataSourceOptions {
  /** Calls the function. */
  readonly invoke: (event: unknown) => Promise<LambdaAnswer>;
  /** What the role may not do; undefined: it may call the function. */
  readonly denied?: (() => FunctionError | undefined) | undefined;
}

/** "By default, … in batches of up to five items" (AppSync developer guide, tutorial-lambda-resolvers). */
const DEFAULT_BATCH_SIZE = 5;

/**
 * A Lambda data source (AppSync developer guide, resolver-reference-lambda-js): `Invoke` calls the
 * function with `payload`; `BatchInvoke` with a list of the payloads of several runs of the resolver,
 * of which each gets the answer at its own place; `invocationType: 'Event'` does not wait for it.
 */
export function createLambdaDataSource(options: LambdaDataSourceOptions): DataSource {
  return {
    async execute(request, { functionName = '', call, maxBatchSize, isDirect = false }) {
      const { operation, payload, isEvent } = readRequest(request);
      const invoke = createInvoke(options, { isEvent, isDirect });
      if (operation === 'Invoke') return invoke(payload);
      const item = {
        group: `${functionName} ${isEvent}`,
        max: maxBatchSize || DEFAULT_BATCH_SIZE,
        payload,
        send: async (payloads: readonly unknown[]) =>
          answersOf(await invoke(payloads), payloads.length, isEvent),
      };
      return call ? call.gather(item) : (await item.send([payload]))[0]!;
    },
  };
}

/** @throws ResolverFault for a request that AppSync cannot interpret */
function readRequest(request: unknown) {
  const fields = asObject(request ?? {}, '$');
  const operation = required(fields, '$', 'operation', asString);
  if (operation !== 'Invoke' && operation !== 'BatchInvoke') {
    throw new ResolverFault(`Unsupported operation '${operation}'.`);
  }
  onlyFields(fields, '$', ['operation', 'version', 'payload', 'invocationType']);
  const type = ifGiven(fields, '$', 'invocationType', asString) ?? 'RequestResponse';
  if (type !== 'Event' && type !== 'RequestResponse') {
    throw new ResolverFault(`Unsupported value for field '${at('$', 'invocationType')}'.`);
  }
  return { operation, payload: fields.payload ?? null, isEvent: type === 'Event' };
}

/** One call of the function. Its answer comes at once, and is null, where nothing waits for it. */
const createInvoke =
  (
    { invoke, denied }: LambdaDataSourceOptions,
    { isEvent, isDirect }: { readonly isEvent: boolean; readonly isDirect: boolean },
  ) =>
  async (event: unknown): Promise<DataSourceAnswer> => {
    const refusal = denied?.();
    if (refusal) return { result: null, error: refusal };
    const answering = invoke(event);
    if (isEvent) return { result: null };
    const answer = await answering;
    if ('payload' in answer) return { result: answer.payload };
    return {
      result: null,
      error: isDirect ? ownError(answer.error) : unhandled(answer.error.message),
    };
  };

/**
 * For code: the type is `Lambda:Unhandled`, and the message the function's (AppSync developer guide,
 * tutorial-lambda-resolvers-js; seen in aws-appsync-community issue 209).
 */
const unhandled = (message: string): FunctionError => ({ type: 'Lambda:Unhandled', message });

/**
 * For a direct Lambda resolver: the name and message of what the function threw, but for one name
 * (AppSync developer guide, "Custom error handling in Direct Lambda Resolver responses").
 */
const ownError = ({ type, message }: FunctionError): FunctionError =>
  type === 'UnauthorizedException'
    ? { type, message: 'You are not authorized to make this call.' }
    : { type, message };

/**
 * The answer of a batch, item by item: "the response list must match in size and order", and null is a
 * valid item (AppSync developer guide, "Lambda function batched response"). An error of the function is
 * every item's. Not known: AppSync's error where the size does not match.
 */
function answersOf(
  { result, error }: DataSourceAnswer,
  size: number,
  isEvent: boolean,
): DataSourceAnswer[] {
  const all = (one: DataSourceAnswer): DataSourceAnswer[] =>
    Array<DataSourceAnswer>(size).fill(one);
  if (error) return all({ result: null, error });
  if (isEvent) return all({ result: null });
  if (Array.isArray(result) && result.length === size) {
    return result.map((one: unknown) => ({ result: one ?? null }));
  }
  const answer = Array.isArray(result) ? `a list of ${result.length}` : 'no list';
  const message = `The function was called with a batch of ${size} and answered with ${answer}.`;
  return all({ result: null, error: unhandled(message) });
}
