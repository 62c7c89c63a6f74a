import type { BenchmarkContext } from '../lib/benchmark.js';
import { type GraphQLClient, graphqlClient } from '../lib/graphqlClient.js';
import { median, ms, now, percentile, timed } from '../lib/statistics.js';
import type { Comparison } from './comparison.js';
import { subscribe, type Subscription } from './subscription.js';

const FIELDS = 'uuid messageGroupUuid userUuid displayName handle recipientUuid message createdAt';
const LIST = `query ($group: ID!) {
  messages(messageGroupUuid: $group, limit: 20) { items { ${FIELDS} } nextToken }
}`;
const CREATE = `mutation ($input: CreateMessageInput!) { createMessage(input: $input) { ${FIELDS} } }`;
const SUBSCRIBE = `subscription { onCreateMessage { ${FIELDS} } }`;
const AT_ONCE = 16;

export interface SpeedRow {
  readonly measure: string;
  /** In the order of the contestants. */
  readonly values: readonly string[];
}

/** Measures latency and throughput of each, in turn. */
export const measureSpeed = async (
  { contestants, ada, bert, adaBert }: Comparison,
  context: BenchmarkContext,
): Promise<SpeedRow[]> => {
  const rounds = context.quick ? 20 : 300;
  const clients = contestants.map(({ server }): GraphQLClient => {
    const client = graphqlClient(`${server.url}/graphql`, { authorization: ada.accessToken });
    context.cleanUp(() => client.close());
    return client;
  });
  const list = (client: GraphQLClient) => client.ask(LIST, { group: adaBert });
  const input = { messageGroupUuid: adaBert, message: 'The small train goes at 9:40. '.repeat(6) };
  const create = (client: GraphQLClient) => client.ask(CREATE, { input });

  context.progress('pages');
  const pages = await inTurn(clients, rounds, (client) => timed(() => list(client)));
  context.progress('sends');
  const sends = await inTurn(clients, rounds, (client) => timed(() => create(client)));
  context.progress('pushes');
  const subscriptions = await Promise.all(
    contestants.map(({ kind, server }) => {
      const subscription = subscribe(server, bert.accessToken, SUBSCRIBE);
      // The one that has none; of the others a failure is a fault.
      return kind === 'localServer' ? subscription.catch(() => undefined) : subscription;
    }),
  );
  const pushes = await inTurn(clients, rounds, (client, at) => {
    const subscription = subscriptions[at];
    return subscription && timeToPush(() => create(client), subscription);
  });
  for (const one of subscriptions) one?.socket.terminate();
  context.progress('throughput');
  const requests = context.quick ? 200 : 3000;
  return [
    latency('page of 20', pages),
    latency('createMessage', sends),
    latency('createMessage to its push', pushes),
    {
      measure: `pages of 20, ${AT_ONCE} at once`,
      values: await ratesOf(clients, requests, list),
    },
  ];
};

/** From the request until the subscription has its event, in ms. */
async function timeToPush(create: () => Promise<unknown>, { next }: Subscription): Promise<number> {
  const start = now();
  const [, end] = await Promise.all([create(), next().then(() => now())]);
  return end - start;
}

/**
 * Runs each client once a round, and returns the times of each. Extra rounds before them warm up.
 * @param run undefined for what a server cannot do
 */
async function inTurn(
  clients: readonly GraphQLClient[],
  rounds: number,
  run: (client: GraphQLClient, at: number) => Promise<number> | undefined,
): Promise<number[][]> {
  const samples = clients.map((): number[] => []);
  for (let round = -rounds / 5; round < rounds; round += 1) {
    for (const [at, client] of clients.entries()) {
      const time = await run(client, at);
      if (round >= 0 && time !== undefined) samples[at]!.push(time);
    }
  }
  return samples;
}

const latency = (measure: string, samples: number[][]): SpeedRow => ({
  measure: `${measure}, p50 (p99)`,
  values: samples.map((list) =>
    list.length === 0 ? '–' : `${ms(median(list))} (${ms(percentile(list, 0.99))})`,
  ),
});

/** Requests a second of each client, with several at once. */
async function ratesOf(
  clients: readonly GraphQLClient[],
  requests: number,
  ask: (client: GraphQLClient) => Promise<unknown>,
): Promise<string[]> {
  const rates: string[] = [];
  for (const client of clients) {
    let left = requests;
    const work = async () => {
      for (; left > 0; left -= 1) await ask(client);
    };
    const time = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, work)));
    rates.push(`${Math.round(requests / (time / 1000))} a second`);
  }
  return rates;
}
