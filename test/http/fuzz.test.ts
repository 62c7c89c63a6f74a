import Fastify from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';

import { apiKeyAuthorizer } from '../../local/appsync/auth/apiKey.js';
import { createGraphQLRoute } from '../../local/appsync/http/route.js';
import { openShop } from '../graphql/shop.js';
import { cases } from '../support/cases.js';
import { heapUsed } from '../support/heapUsed.js';

const key = 'da2-aaaaaaaaaaaaaaaaaaaaaaaaaa';
const order = {
  id: 'o1',
  customer: 'ada',
  total: 1,
  lines: [{ amount: 1, item: { id: 'i', name: 'Pen' } }],
};
const shop = openShop(
  {
    'Query.order': () => order,
    'Query.count': () => 1,
    'Mutation.placeOrder': ({ arguments: { input } }) => ({ id: 'o2', ...(input as object) }),
  },
  { modes: ['API Key Authorization'] },
);
const app = Fastify();
app.register(
  createGraphQLRoute({
    engine: shop.engine,
    authorizers: [apiKeyAuthorizer({ keys: [{ id: key, expiresAt: Infinity }] })],
    log: { error: (details) => shop.logged.push(details) },
  }),
);
afterAll(() => app.close());

/** A generator with a fixed seed: the same bodies in every run. */
function random(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return (state >>> 0) % below;
  };
}

const seeds = [
  { query: '{ order(id: "1") { id customer lines { amount item { name } } } count }' },
  {
    query:
      'query A($id: ID, $s: State) { order(id: $id, state: $s) { ...f } } fragment f on Order { id main { amount } }',
    variables: { id: 'x', s: 'OPEN' },
    operationName: 'A',
  },
  {
    query: 'mutation ($i: OrderInput!) { placeOrder(input: $i) { id total lines { amount } } }',
    variables: { i: { customer: 'a', total: 3, lines: [{ item: '1', amount: 2 }] } },
  },
  { query: '{ __schema { types { name fields { name } } } __typename }' },
  { query: '{ stamp(at: "2026-01-01T00:00Z", json: "{\\"a\\":1}", phone: "+14255550100") }' },
].map((body) => JSON.stringify(body));

const pieces = [
  '{',
  '}',
  '"',
  '\\',
  '$',
  '...',
  '@skip(if: true)',
  'null',
  '[',
  ']',
  '__proto__',
  'constructor',
  '\u0000',
  '\ud800',
  '😀',
  '"""',
  '1e999',
  '-',
  ':',
  'fragment f on Order { ...f }',
  'query',
  'subscription { onAnyOrder { id } }',
  '\n',
];

function mutate(body: string, next: (below: number) => number): string {
  let text = body;
  for (let times = next(4) + 1; times > 0; times -= 1) {
    const at = next(text.length + 1);
    const end = at + next(12);
    const piece = pieces[next(pieces.length)] ?? '';
    const ways = [
      text.slice(0, at) + piece + text.slice(at),
      text.slice(0, at) + text.slice(end),
      text.slice(0, at) + piece + text.slice(end),
      text.slice(0, at) + text.slice(at, end).repeat(next(20)) + text.slice(end),
      text.slice(0, at) + String.fromCharCode(next(0x250)) + text.slice(at + 1),
    ];
    text = ways[next(ways.length)] ?? text;
  }
  return text;
}

const bodies = cases(1_000, 10_000);
/** By then the cache of documents is full. */
const settled = 5_000;

describe('mutated bodies', () => {
  it('each get a GraphQL answer or a 400, and no answer shows anything of the host', async () => {
    const next = random(20260301);
    const statuses = new Map<number, number>();
    let before = 0;
    for (let count = 0; count < bodies; count += 1) {
      if (count === settled) before = await heapUsed();
      const payload = mutate(seeds[next(seeds.length)] ?? '', next);
      const { statusCode, body } = await app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { 'x-api-key': key },
        payload,
      });
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
      const answer = JSON.parse(body) as { data?: unknown; errors?: { message: string }[] };
      if (statusCode !== 200 && statusCode !== 400)
        expect.fail(`${statusCode} for ${payload}: ${body}`);
      if (statusCode === 400) expect(Object.keys(answer)).toEqual(['errors']);
      for (const { message } of answer.errors ?? []) {
        if (/\bat .*:\d+:\d+|node_modules|\/local\/|file:\/\//.test(message))
          expect.fail(`${message} for ${payload}`);
      }
    }
    if (bodies > settled) expect((await heapUsed()) - before).toBeLessThan(2_000_000);
    expect(shop.logged).toEqual([]);
    // Fewer of either kind would mean that the bodies are mutated too little or too much.
    expect(statuses.get(200)).toBeGreaterThan(bodies / 20);
    expect(statuses.get(400)).toBeGreaterThan(bodies / 20);
  });
});
