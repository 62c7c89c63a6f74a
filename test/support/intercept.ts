import type { DynamoDBClient, ServiceOutputTypes } from '@aws-sdk/client-dynamodb';
import type { Wire } from '../../local/dynamodb/index.js';

/** A request to DynamoDB, before it is sent. */
export interface Call {
  /** DynamoDB's name: `GetItem`. */
  readonly operation: string;
  readonly input: object;
}

/** Lets the call go on, with another input if it gives one; resolves with DynamoDB's output. */
export type Next = (input?: object) => Promise<object>;

type Step = (call: Call, next: Next) => Promise<object>;

/**
 * Stands in front of everything that a client sends from now on: triggers have the SDK's client, the
 * data sources a wire. The last one that was put there comes first.
 * @returns takes it away
 */
export function intercept(client: DynamoDBClient | Wire, step: Step): () => void {
  let isThere = true;
  const through = (call: Call, next: Next): Promise<object> =>
    isThere ? step(call, next) : next();
  if ('middlewareStack' in client) {
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          let answer: Awaited<ReturnType<typeof next>> | undefined;
          const operation = commandName.replace(/Command$/, '');
          const output = await through({ operation, input: args.input }, async (input) => {
            answer = await next(input ? ({ ...args, input } as typeof args) : args);
            return answer.output;
          });
          return { response: answer?.response, output: output as ServiceOutputTypes };
        },
      { step: 'initialize', priority: 'high' },
    );
  } else {
    const { send } = client;
    client.send = (operation, input, options) =>
      through({ operation, input }, (changed) =>
        send(operation, (changed ?? input) as typeof input, options),
      ) as never;
  }
  return () => void (isThere = false);
}
