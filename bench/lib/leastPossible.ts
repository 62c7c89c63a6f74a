import type { BenchmarkContext, Row } from './benchmark.js';
import { httpClient } from './httpClient.js';
import { startPortProcess } from './portProcess.js';
import { median, ms, times } from './statistics.js';

/**
 * A bare server that hands what it gets to DynamoDB, without GraphQL, resolvers or sign-in. Returns a
 * function that sends it the input of a request.
 */
export async function openForwarder(context: BenchmarkContext, endpoint: string) {
  const args = [endpoint, 'us-east-1'];
  const { port } = await startPortProcess(context, 'forwardProcess', args);
  return (operation: string) => {
    const client = httpClient(`http://127.0.0.1:${port}/${operation}`);
    context.cleanUp(() => client.close());
    return (input: unknown) => client.post(JSON.stringify(input));
  };
}

/** The row that says what of a goal any server can reach. */
export const leastRow = (
  measure: string,
  forwarded: readonly number[],
  direct: readonly number[],
): Row => ({
  measure: `${measure}: the least that a server takes, p50`,
  value: ms(median(forwarded)),
  beside: `${ms(median(direct))} SDK`,
  ratio: times(median(forwarded) / median(direct)),
});
