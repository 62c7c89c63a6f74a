import { describe, expect, it } from 'vitest';

import type { SubscriptionEngine, SubscriptionFilter } from '../../local/appsync/types.js';
import type { AppSyncSocket } from '../support/appsyncSocket.js';
import { createEngine, MUTATION } from './engine.js';
import { endAfterEach, startHost, type TestHost } from './host.js';
import { ManualClock } from './manualClock.js';
import { subOf } from '../support/subOf.js';

endAfterEach();

const eq = (fieldName: string, value: unknown): SubscriptionFilter => ({
  filterGroup: [{ filters: [{ fieldName, operator: 'eq', value }] }],
});

/** Publishes the payloads and returns the ids of those that the client received, in order. */
async function received(host: TestHost, client: AppSyncSocket, payloads: readonly object[]) {
  for (const payload of payloads) host.publisher.publish({ fieldName: MUTATION, payload });
  await client.settled();
  return client.unread.map(({ payload }) => (payload as Push).data.onMessage.id);
}

interface Push {
  readonly data: { readonly onMessage: { readonly id: string } };
}

describe('subscription arguments', () => {
  const subscribed = async (args: string, variables?: Record<string, unknown>) => {
    const host = await startHost();
    const client = await host.client();
    const names = variables ? '($room: ID)' : '';
    const query = `subscription ${names} { onMessage${args} { id } }`;
    await client.subscribe({ query, variables });
    return { host, client };
  };
  const red = { id: 'red', room: 'r1', urgent: true, size: 2, tags: ['a', 'b'] };
  const blue = { id: 'blue', room: 'r2', urgent: false, size: 1, tags: ['b'] };
  const bare = { id: 'bare' };
  const nowhere = { id: 'nowhere', room: null };

  it.each<[string, string, string[]]>([
    ['omitted match every event', '', ['red', 'blue', 'bare', 'nowhere']],
    ['let through what equals', '(room: "r1")', ['red']],
    ['are all to be met', '(room: "r1", urgent: false)', []],
    ['are all to be met, and are', '(room: "r2", urgent: false)', ['blue']],
    ['compare numbers', '(size: 2)', ['red']],
    ['are case-sensitive', '(room: "R1")', []],
    [
      'that are null want null, or a field the mutation did not select',
      '(room: null)',
      ['bare', 'nowhere'],
    ],
    ['of a field that is never there match nothing', '(other: "r1")', []],
  ])('%s', async (_name, args, expected) => {
    const { host, client } = await subscribed(args);
    expect(await received(host, client, [red, blue, bare, nowhere])).toEqual(expected);
  });

  it('are strict in type, also in lists', async () => {
    const typed = [
      { id: 'number', value: 2, list: [2] },
      { id: 'text', value: '2', list: ['2'] },
      { id: 'boolean', value: true, list: [true] },
    ];
    for (const [value, expected] of [
      ['2', 'number'],
      ['"2"', 'text'],
      ['true', 'boolean'],
    ]) {
      for (const args of [`(value: ${value})`, `(list: [${value}])`]) {
        const { host, client } = await subscribed(args);
        expect(await received(host, client, typed), args).toEqual([expected]);
      }
    }
  });

  it('compare whole lists, in order, and do not search in them', async () => {
    for (const [args, expected] of [
      ['(tags: ["a", "b"])', ['red']],
      ['(tags: ["b"])', ['blue']],
      ['(tags: ["a"])', []],
      ['(tags: ["b", "a"])', []],
      ['(tags: ["a", "b", "b"])', []],
      ['(tags: "b")', []],
      ['(tags: "a,b")', []],
    ] as const) {
      const { host, client } = await subscribed(args);
      expect(await received(host, client, [red, blue, bare]), args).toEqual(expected);
    }
  });

  it('whose variable was omitted are null and match only null', async () => {
    const { host, client } = await subscribed('(room: $room)', {});
    expect(await received(host, client, [red, nowhere])).toEqual(['nowhere']);
  });

  it('do not read inherited properties', async () => {
    const { host, client } = await subscribed('(constructor: null)');
    expect(await received(host, client, [red])).toEqual(['red']);
  });
});

describe('an enhanced filter', () => {
  it('replaces the arguments', async () => {
    const host = await startHost({
      engine: createEngine({ onMessage: () => ({ filter: eq('room', 'r2') }) }),
    });
    const client = await host.client();
    await client.subscribe({ query: 'subscription { onMessage(room: "r1") { id } }' });
    const payloads = [
      { id: '1', room: 'r1' },
      { id: '2', room: 'r2' },
    ];
    expect(await received(host, client, payloads)).toEqual(['2']);
  });

  it('can depend on the caller', async () => {
    const engine = createEngine({
      onMessage: (_args, caller) => ({ filter: eq('recipient', subOf(caller.identity)) }),
    });
    const host = await startHost({ engine });
    const alice = await host.client({ token: 'alice' });
    const bob = await host.client({ token: 'bob' });
    for (const client of [alice, bob])
      await client.subscribe({ query: 'subscription { onMessage { id } }' });
    const payloads = [
      { id: 'to alice', recipient: 'alice' },
      { id: 'to bob', recipient: 'bob' },
      { id: 'to nobody' },
    ];
    expect(await received(host, alice, payloads)).toEqual(['to alice']);
    await bob.settled();
    expect(bob.unread).toHaveLength(1);
  });

  it('of two groups that both match delivers once', async () => {
    const filter: SubscriptionFilter = {
      filterGroup: [...eq('sender', 'alice').filterGroup, ...eq('recipient', 'alice').filterGroup],
    };
    const host = await startHost({ engine: createEngine({ onMessage: () => ({ filter }) }) });
    const client = await host.client();
    await client.subscribe({ query: 'subscription { onMessage { id } }' });
    const payloads = [
      { id: 'note to self', sender: 'alice', recipient: 'alice' },
      { id: 'sent', sender: 'alice', recipient: 'bob' },
      { id: 'got', sender: 'bob', recipient: 'alice' },
      { id: 'theirs', sender: 'bob', recipient: 'carol' },
    ];
    expect(await received(host, client, payloads)).toEqual(['note to self', 'sent', 'got']);
  });

  it('over a limit makes the subscription fail with 400', async () => {
    const filter: SubscriptionFilter = {
      filterGroup: [
        { filters: [{ fieldName: 'room', operator: 'in', value: ['1', '2', '3', '4', '5', '6'] }] },
      ],
    };
    for (const filters of [{ filter }, { invalidationFilter: filter }]) {
      const host = await startHost({ engine: createEngine({ onMessage: () => filters }) });
      const client = await host.client();
      const id = client.start({ query: 'subscription { onMessage { id } }' });
      expect(await client.next()).toEqual({
        type: 'error',
        id,
        payload: {
          errors: [
            {
              message: 'subscription exceeds maximum value limit 5 for operator `in`.',
              errorCode: 400,
            },
          ],
        },
      });
    }
  });
});

describe('an event', () => {
  it('reaches every subscription of every client, each with its own selection', async () => {
    const host = await startHost();
    const [one, two] = [await host.client(), await host.client()];
    const ids = [
      await one.subscribe({ query: 'subscription { onMessage { id } }' }),
      await one.subscribe({ query: 'subscription { onMessage { text } }' }),
    ];
    await two.subscribe({ query: 'subscription { onMessage { id text } }' });
    host.publisher.publish({ fieldName: MUTATION, payload: { id: '1', text: 'ä"\\\u2028' } });
    expect(await one.next('data', ids[0])).toMatchObject({
      payload: { data: { onMessage: { id: '1' } } },
    });
    expect(await one.next('data', ids[1])).toMatchObject({
      payload: { data: { onMessage: { text: 'ä"\\\u2028' } } },
    });
    expect(await two.next('data')).toMatchObject({
      payload: { data: { onMessage: { id: '1', text: 'ä"\\\u2028' } } },
    });
  });

  it('of another mutation reaches no subscription', async () => {
    const host = await startHost();
    const client = await host.client();
    await client.subscribe({ query: 'subscription { onMessage { id } }' });
    host.publisher.publish({ fieldName: 'delete', payload: { id: '1' } });
    await client.settled();
    expect(client.unread).toEqual([]);
  });

  it('with a result without fields reaches subscriptions without arguments', async () => {
    const host = await startHost();
    const client = await host.client();
    const id = await client.subscribe({ query: 'subscription { onMessage }' });
    await client.subscribe({ query: 'subscription { onMessage(id: null) }' });
    host.publisher.publish({ fieldName: MUTATION, payload: 'pong' });
    expect(await client.next()).toMatchObject({ id, payload: { data: { onMessage: 'pong' } } });
    await client.settled();
    expect(client.unread).toEqual([]);
  });

  it('with a null result reaches no subscription', async () => {
    const host = await startHost();
    const client = await host.client();
    await client.subscribe({ query: 'subscription { onMessage { id } }' });
    host.publisher.publish({ fieldName: MUTATION, payload: null });
    await client.settled();
    expect(client.unread).toEqual([]);
  });

  it('arrives in the order of the mutations', async () => {
    const host = await startHost();
    const client = await host.client();
    await client.subscribe({ query: 'subscription { onMessage { id } }' });
    const payloads = Array.from({ length: 500 }, (_, number) => ({ id: String(number) }));
    for (const payload of payloads) host.publisher.publish({ fieldName: MUTATION, payload });
    for (const { id } of payloads) {
      expect(await client.next()).toMatchObject({ payload: { data: { onMessage: { id } } } });
    }
  });

  it('that one subscription cannot render reaches the others, and the mutation succeeds', async () => {
    const host = await startHost();
    const client = await host.client();
    await client.subscribe({ query: 'subscription { broken { id } }' });
    await client.subscribe({ query: 'subscription { onMessage { id } }' });
    expect(await received(host, client, [{ id: '1' }])).toEqual(['1']);
    expect(host.log.lines).toMatchObject([{ level: 'error' }]);
  });

  it('is published without waiting for its delivery', async () => {
    const { engine, rendered } = countingEngine();
    const host = await startHost({ engine });
    const client = await host.client();
    const id = await client.subscribe({ query: 'subscription { onMessage { id } }' });
    host.publisher.publish({ fieldName: MUTATION, payload: { id: '1' } });
    expect(rendered()).toBe(0);
    await client.next('data', id);
    expect(rendered()).toBe(1);
  });

  it('costs nothing for a closed connection', async () => {
    const clock = new ManualClock();
    const { engine, rendered } = countingEngine();
    const host = await startHost({ engine, clock });
    const gone = await host.client();
    await gone.subscribe({ query: 'subscription { onMessage { id } }' });
    clock.advance(24 * 3_600_000);
    await gone.closed;
    const client = await host.client();
    host.publisher.publish({ fieldName: MUTATION, payload: { id: '1' } });
    await client.settled();
    expect(rendered()).toBe(0);
  });
});

/** Counts how often an event is rendered for a subscriber. */
function countingEngine() {
  const plain = createEngine();
  let count = 0;
  const engine: SubscriptionEngine = {
    async subscribe(...given) {
      const answer = await plain.subscribe(...given);
      if (answer.kind === 'REFUSED') return answer;
      return {
        ...answer,
        render(payload: unknown) {
          count += 1;
          return answer.render(payload);
        },
      };
    },
  };
  return { engine, rendered: () => count };
}

describe('invalidation', () => {
  const engine = createEngine({
    onMessage: (_args, caller) => ({ invalidationFilter: eq('member', subOf(caller.identity)) }),
  });
  const query = 'subscription { onMessage { id } }';

  it('completes the matching subscriptions and then closes their connections', async () => {
    const host = await startHost({ engine });
    const [alice, bob] = [
      await host.client({ token: 'alice' }),
      await host.client({ token: 'bob' }),
    ];
    const ids = [await alice.subscribe({ query }), await alice.subscribe({ query })];
    const other = await alice.subscribe({ query: 'subscription { other { id } }' });
    await bob.subscribe({ query });
    host.publisher.publish({ fieldName: MUTATION, payload: { id: '1' } });
    host.publisher.invalidate('onMessage', { member: 'alice' });
    host.publisher.publish({ fieldName: MUTATION, payload: { id: '2' } });
    expect(await alice.closed).toEqual({ code: 1000, reason: 'Subscription invalidated' });
    expect(alice.unread.map(({ type, id }) => [type, id])).toEqual([
      ['data', ids[0]],
      ['data', ids[1]],
      ['data', other],
      ['complete', ids[0]],
      ['complete', ids[1]],
    ]);
    await bob.settled();
    expect(bob.unread).toHaveLength(2);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['another field', 'other', { member: 'alice' }],
    ['a payload that does not match', 'onMessage', { member: 'bob' }],
    ['an empty payload', 'onMessage', {}],
  ])('of %s keeps the subscription', async (_name, field, payload) => {
    const host = await startHost({ engine });
    const client = await host.client({ token: 'alice' });
    await client.subscribe({ query });
    host.publisher.invalidate(field, payload);
    await client.settled();
    expect(client.unread).toEqual([]);
  });

  it('keeps a subscription without an invalidation filter', async () => {
    const host = await startHost();
    const client = await host.client();
    await client.subscribe({ query });
    host.publisher.invalidate('onMessage', { member: 'alice' });
    await client.settled();
    expect(client.unread).toEqual([]);
  });
});
