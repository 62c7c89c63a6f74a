import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientOptions } from '../../local/dynamodb/connect.js';

export type Fault = 'request is lost' | 'answer is lost' | 'waits';

/** What a call ends with whose request or answer was lost. */
export const KILLED = new Error('killed');

/**
 * A client whose n-th request, from 1 on, has a fault.
 * @returns `reached`: the request that waits is there; `resume` lets it go on; `requests`: how many there were
 */
export function faultyClient(
  place: { readonly endpoint: string; readonly region: string },
  at = 0,
  fault?: Fault,
) {
  const client = new DynamoDBClient(clientOptions(place));
  let requests = 0;
  let resume = (): void => {};
  const resumed = new Promise<void>((resolve) => (resume = resolve));
  let reach = (): void => {};
  const reached = new Promise<void>((resolve) => (reach = resolve));
  client.middlewareStack.add(
    (next) => async (args) => {
      requests += 1;
      const hit = requests === at ? fault : undefined;
      if (hit === 'request is lost') throw KILLED;
      if (hit === 'waits') {
        reach();
        await resumed;
      }
      const result = await next(args);
      if (hit === 'answer is lost') throw KILLED;
      return result;
    },
    { step: 'initialize', name: 'fault' },
  );
  return {
    client,
    reached,
    resume: () => resume(),
    requests: () => requests,
  };
}
