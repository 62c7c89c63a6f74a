import type { DataSource, DataSourceAnswer } from '../types.js';
import { asObject, asString, at, ifGiven, onlyFields, required } from './requestObject.js';
import { ResolverFault } from './resolverFault.js';

/** What came of a call of a function: its answer, or its error. */
export type LambdaAnswer =
  | { readonly payload: unknown }
  | { readonly error: { readonly type: string; readonly message: string } };

export interface LambdaDataSourceOptions {
  /** Calls the function. */
  readonly invoke: (event: unknown) => Promise<LambdaAnswer>;
  /** What the role may not do; undefined: it may call the function. */
  readonly denied?:
    (() => { readonly type: string; readonly message: string } | undefined) | undefined;
}

/**
 * A Lambda data source (AppSync developer guide, js-resolver-reference-lambda): `Invoke` calls the
 * function with `payload`, and `invocationType: 'Event'` does not wait for it.
 *
 * Every error of a function has the type `Lambda:Unhandled` and its message (seen in
 * aws-appsync-community issue 209). `BatchInvoke` is not served.
 */
export function createLambdaDataSource({ invoke, denied }: LambdaDataSourceOptions): DataSource {
  return {
    async execute(request) {
      const fields = asObject(request ?? {}, '$');
      const operation = asString(required(fields, '$', 'operation'), at('$', 'operation'));
      if (operation === 'BatchInvoke') {
        throw new ResolverFault('BatchInvoke is not supported by this host.');
      }
      if (operation !== 'Invoke') throw new ResolverFault(`Unsupported operation '${operation}'.`);
      onlyFields(fields, '$', ['operation', 'version', 'payload', 'invocationType']);
      const type = ifGiven(fields, '$', 'invocationType', asString) ?? 'RequestResponse';
      if (type !== 'Event' && type !== 'RequestResponse') {
        throw new ResolverFault(`Unsupported value for field '${at('$', 'invocationType')}'.`);
      }
      const refusal = denied?.();
      if (refusal) return { result: null, error: refusal };
      const answer = invoke(fields.payload ?? null);
      if (type === 'Event') return { result: null };
      return toAnswer(await answer);
    },
  };
}

const toAnswer = (answer: LambdaAnswer): DataSourceAnswer =>
  'payload' in answer
    ? { result: answer.payload }
    : { result: null, error: { type: 'Lambda:Unhandled', message: answer.error.message } };
