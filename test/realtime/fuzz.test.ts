import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';

import { API_KEY, openRooms, type Rooms } from './rooms.js';
import { cases } from '../support/cases.js';
import { heapUsed } from '../support/heapUsed.js';

const logged: { details: object; message: string }[] = [];
const record = (details: object, message: string) => logged.push({ details, message });
let rooms: Rooms;
beforeAll(async () => {
  rooms = await openRooms({ log: { info: record, warn: record, error: record } });
});
afterAll(() => rooms.close());

const SEED = 20_240_229;
const FRAMES = cases(1_000, 10_000);
const PATIENT = { timeout: 120_000 };

const QUERY = 'subscription { onSend(room: "attic") { room text } }';
const authorization = { 'x-api-key': API_KEY, host: 'localhost' };
const start = (id: unknown, data: unknown, extensions: unknown = { authorization }) => ({
  id,
  type: 'start',
  payload: { data, extensions },
});

/** Valid frames of the protocol, and almost valid ones. */
const frame: fc.Arbitrary<unknown> = fc.oneof(
  fc.constant({ type: 'connection_init' }),
  fc.constantFrom('1', '2', '3').map((id) => ({ type: 'stop', id })),
  fc
    .tuple(fc.constantFrom('1', '2', '3'), fc.jsonValue())
    .map(([id, variables]) => start(id, JSON.stringify({ query: QUERY, variables }))),
  fc
    .tuple(fc.string(), fc.string({ unit: 'binary' }))
    .map(([id, query]) => start(id, JSON.stringify({ query }))),
  fc.jsonValue().map((extensions) => start('1', JSON.stringify({ query: QUERY }), extensions)),
  fc.tuple(fc.jsonValue(), fc.jsonValue()).map(([id, data]) => start(id, data)),
  fc.jsonValue(),
);

type Mutation = (text: string) => string;

/** Mutates the text of a frame. Most results are invalid. */
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.constant<Mutation>((text) => text),
  fc
    .double({ min: 0, max: 1, noNaN: true })
    .map<Mutation>((at) => (text) => text.slice(0, at * text.length)),
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.string({ unit: 'binary', maxLength: 5 }))
    .map<Mutation>(([share, insert]) => (text) => {
      const at = Math.floor(share * text.length);
      return text.slice(0, at) + insert + text.slice(at + 1);
    }),
  fc
    .tuple(
      fc.constantFrom('"id"', '"type"', '"payload"', '"data"', 'query'),
      fc.constantFrom('"__proto__"', '"constructor"', 'null', '1e999'),
    )
    .map<Mutation>(
      ([name, other]) =>
        (text) =>
          text.replace(name, other),
    ),
  fc.integer({ min: 2, max: 2_000 }).map<Mutation>((depth) => (text) => '['.repeat(depth) + text),
);

const mutated = fc
  .tuple(frame, mutation, fc.boolean())
  .map(([value, mutate, binary]) => ({ text: mutate(JSON.stringify(value) ?? ''), binary }));

describe(`${FRAMES} mutated frames`, () => {
  it(
    'are each answered, without a crash, a stack or a path, and leave no state behind',
    PATIENT,
    async () => {
      const frames = fc.sample(mutated, { seed: SEED, numRuns: FRAMES });
      const run = async () => {
        for (let at = 0; at < frames.length; at += 100) {
          const client = await rooms.client({ apiKey: API_KEY });
          for (const { text, binary } of frames.slice(at, at + 100)) {
            client.webSocket.send(binary ? Buffer.from(text) : text);
          }
          const live = new Set<string>();
          for (let answered = 0; answered < 100; answered += 1) {
            const { type, id = '', ...more } = await client.next();
            expect(JSON.stringify([id, more])).not.toMatch(
              /\bat .+:\d+|node_modules|\/(work|home|usr|var)\//,
            );
            expect(['connection_ack', 'start_ack', 'complete', 'error']).toContain(type);
            if (type === 'start_ack') live.add(id);
            // A `start` that was overtaken by its `stop` gets no answer.
            else if (type === 'complete' && !live.delete(id)) answered += 1;
          }
          await client.settled();
          expect(client.unread).toEqual([]);
          await client.close();
        }
      };
      await run(); // warms up: what stays in memory now is the host itself
      const before = await heapUsed();
      await run();
      const grown = (await heapUsed()) - before;
      expect(grown).toBeLessThan(2_000_000);
      expect(logged).toEqual([]);

      const client = await rooms.client({ apiKey: API_KEY });
      const id = await client.subscribe({ query: QUERY });
      await rooms.send('attic', 'still here');
      await client.next('data', id);
    },
  );
});

describe('1,000 mutated handshakes', () => {
  it('are each acknowledged or refused, and the host keeps running', PATIENT, async () => {
    const good = JSON.stringify(authorization);
    const handshakes = fc.sample(
      fc.tuple(mutation, fc.constantFrom('protocol', 'query', 'payload')),
      { seed: SEED, numRuns: 1_000 },
    );
    const outcomes = new Set<string>();
    for (const [mutate, place] of handshakes) {
      const header = Buffer.from(mutate(good)).toString('base64url');
      const path =
        place === 'protocol'
          ? ''
          : `?header=${header}&payload=${place === 'payload' ? header : 'e30='}`;
      const protocols = ['graphql-ws', ...(place === 'protocol' ? [`header-${header}`] : [])];
      outcomes.add(
        await outcomeOf(`${rooms.url.replace('http', 'ws')}/realtime${path}`, protocols),
      );
    }
    expect([...outcomes].sort()).toEqual(['connection_ack', 'connection_error']);
    await rooms.client({ apiKey: API_KEY });
  });
});

/** The type of the first frame. */
function outcomeOf(address: string, protocols: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const webSocket = new WebSocket(address, protocols);
    webSocket.once('open', () => webSocket.send('{"type":"connection_init"}'));
    webSocket.once('error', reject);
    webSocket.once('message', (data) => {
      resolve(JSON.parse(data.toString()).type);
      webSocket.terminate();
    });
  });
}
