import { describe, expect, it } from 'vitest';

import { createEngine, MUTATION } from './engine.js';
import { endAfterEach, startHost } from './host.js';
import { ManualClock } from './manualClock.js';
import { subOf } from '../support/subOf.js';

endAfterEach();

const ON_MESSAGE = 'subscription { onMessage { id text } }';
const message = { id: '1', text: 'hello', secret: 'not selected' };
const UNSUPPORTED = {
  type: 'error',
  payload: {
    errors: [
      {
        errorType: 'UnsupportedOperation',
        message: 'unknown not supported through the realtime channel',
      },
    ],
  },
};

describe('connection_init', () => {
  it('is acknowledged with the connection timeout, followed by a first ka', async () => {
    const client = await (await startHost()).connect();
    const order: string[] = [];
    client.webSocket.on('message', (data) => order.push(JSON.parse(data.toString()).type));
    expect(await client.init()).toEqual({
      type: 'connection_ack',
      payload: { connectionTimeoutMs: 300_000 },
    });
    expect(await client.next('ka')).toEqual({ type: 'ka' });
    expect(order).toEqual(['connection_ack', 'ka']);
  });

  it('is acknowledged each time it is sent', async () => {
    const client = await (await startHost()).client();
    expect(await client.init()).toMatchObject({ type: 'connection_ack' });
  });

  it('is optional: a start without it is served', async () => {
    const host = await startHost();
    const client = await host.connect();
    await client.subscribe({ query: ON_MESSAGE });
  });
});

describe('ka', () => {
  it('is sent every 60 seconds', async () => {
    const clock = new ManualClock();
    const client = await (await startHost({ clock })).client();
    await client.next('ka');
    for (let minute = 0; minute < 3; minute += 1) {
      clock.advance(59_999);
      await client.settled();
      expect(client.keptAlive).toBe(0);
      clock.advance(1);
      expect(await client.next('ka')).toEqual({ type: 'ka' });
    }
  });
});

describe('start', () => {
  it('is acknowledged, and then events arrive with the selected fields', async () => {
    const host = await startHost();
    const client = await host.client();
    const id = client.start({ query: ON_MESSAGE, id: 'my "own" id' });
    expect(await client.next()).toEqual({ type: 'start_ack', id });
    host.publisher.publish({ fieldName: MUTATION, payload: message });
    expect(await client.next()).toEqual({
      type: 'data',
      id,
      payload: { data: { onMessage: { id: '1', text: 'hello' } } },
    });
  });

  it('is authorized by its own token, not by the token of the connection', async () => {
    const callers: unknown[] = [];
    const engine = createEngine({
      onMessage(_args, { identity }) {
        callers.push(subOf(identity));
        return {};
      },
    });
    const host = await startHost({ engine });
    const client = await host.client({ token: 'alice' });
    const id = client.start({ query: ON_MESSAGE, token: 'expired' });
    expect(await client.next()).toEqual({
      type: 'error',
      id,
      payload: { errors: [{ errorType: 'UnauthorizedException', message: 'Token has expired.' }] },
    });
    await client.subscribe({ query: ON_MESSAGE, token: 'bob' });
    expect(callers).toEqual(['bob']);
  });

  it('without a valid credential is refused, even on an authorized connection', async () => {
    const client = await (await startHost()).client();
    const data = JSON.stringify({ query: ON_MESSAGE });
    const none = 'Valid authorization header not provided.';
    for (const [extensions, message] of [
      [undefined, none],
      [{}, none],
      [{ authorization: 'alice' }, none],
      [{ authorization: {} }, none],
      [{ authorization: { Authorization: 'expired' } }, 'Token has expired.'],
    ]) {
      client.send({ id: '1', type: 'start', payload: { data, extensions } });
      expect(await client.next()).toEqual({
        type: 'error',
        id: '1',
        payload: { errors: [{ errorType: 'UnauthorizedException', message }] },
      });
    }
  });

  it('has an id that is a string of 1 to 128 UTF-16 units', async () => {
    const client = await (await startHost()).client();
    const [longest, pairs] = ['x'.repeat(128), '\u{1F600}'.repeat(64)];
    for (const id of ['1', longest, pairs]) await client.subscribe({ query: ON_MESSAGE, id });
    for (const id of ['', `${longest}x`, `${pairs}x`]) {
      client.start({ query: ON_MESSAGE, id });
      expect(await client.next()).toEqual(UNSUPPORTED);
    }
    client.send({ type: 'start', id: 1, payload: { data: JSON.stringify({ query: ON_MESSAGE }) } });
    expect(await client.next()).toEqual(UNSUPPORTED);
  });

  it('that the engine refuses receives its errors, and its id can be used again', async () => {
    const client = await (await startHost()).client();
    const id = client.start({ query: 'subscription { denied { id } }' });
    expect(await client.next()).toEqual({
      type: 'error',
      id,
      payload: {
        errors: [
          {
            errorType: 'Unauthorized',
            message: 'Not Authorized to access denied on type Subscription',
          },
        ],
      },
    });
    await client.subscribe({ query: ON_MESSAGE, id });
  });

  it('with an id in use is refused as a duplicate, and the first subscription continues', async () => {
    const host = await startHost();
    const client = await host.client();
    await client.subscribe({ query: ON_MESSAGE, id: 'one' });
    client.start({ query: ON_MESSAGE, id: 'one' });
    expect(await client.next()).toEqual({
      type: 'error',
      id: 'one',
      payload: {
        errors: [
          { errorType: 'DuplicatedOperationError', message: 'Duplicated operation with id one' },
        ],
      },
    });
    host.publisher.publish({ fieldName: MUTATION, payload: message });
    expect(await client.next('data', 'one')).toBeDefined();
    await client.settled();
    expect(client.unread).toEqual([]);
  });

  it('sent twice at once with one id starts one subscription', async () => {
    const host = await startHost();
    const client = await host.client();
    client.start({ query: ON_MESSAGE, id: 'one' });
    client.start({ query: ON_MESSAGE, id: 'one' });
    await client.next('start_ack', 'one');
    await client.next('error', 'one');
    host.publisher.publish({ fieldName: MUTATION, payload: message });
    await client.next('data', 'one');
    await client.settled();
    expect(client.unread).toEqual([]);
  });

  it('reveals no internals when the host itself fails', async () => {
    const host = await startHost();
    const client = await host.client();
    const id = client.start({ query: ON_MESSAGE, token: 'fault' });
    expect(await client.next()).toEqual({
      type: 'error',
      id,
      payload: {
        errors: [{ errorType: 'InternalFailure', message: 'An internal failure occurred.' }],
      },
    });
    expect(host.log.lines).toMatchObject([{ level: 'error' }]);
  });
});

describe('stop', () => {
  it('is answered by complete, and nothing follows', async () => {
    const host = await startHost();
    const client = await host.client();
    const id = await client.subscribe({ query: ON_MESSAGE });
    expect(await client.stop(id)).toEqual({ type: 'complete', id });
    host.publisher.publish({ fieldName: MUTATION, payload: message });
    await client.settled();
    expect(client.unread).toEqual([]);
  });

  it('frees the id', async () => {
    const host = await startHost();
    const client = await host.client();
    for (let round = 0; round < 3; round += 1) {
      await client.subscribe({ query: ON_MESSAGE, id: 'again' });
      host.publisher.publish({ fieldName: MUTATION, payload: message });
      await client.next('data', 'again');
      await client.stop('again');
    }
  });

  it('that overtakes its start leaves no subscription, and its id can be used again', async () => {
    const engine = createEngine();
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    const host = await startHost({
      engine: {
        async subscribe(request, caller, headers) {
          if (request.query.includes('text')) await held;
          return engine.subscribe(request, caller, headers);
        },
      },
    });
    const client = await host.client();
    client.start({ query: 'subscription { onMessage { text } }', id: 'one' });
    client.send({ type: 'stop', id: 'one' });
    client.start({ query: 'subscription { onMessage { id } }', id: 'one' });
    expect((await client.next()).type).toBe('complete');
    expect((await client.next()).type).toBe('start_ack');
    answer();
    host.publisher.publish({ fieldName: MUTATION, payload: message });
    expect(await client.next()).toMatchObject({ payload: { data: { onMessage: { id: '1' } } } });
    await client.settled();
    expect(client.unread).toEqual([]);
  });

  it('with an id that is not in use is an error', async () => {
    const client = await (await startHost()).client();
    client.send({ type: 'stop', id: 'nobody' });
    expect(await client.next()).toEqual({
      type: 'error',
      id: 'nobody',
      payload: {
        errors: [{ errorType: 'UnknownOperationError', message: 'Unknown operation id nobody' }],
      },
    });
  });
});

describe('a frame outside the protocol', () => {
  const start = (payload: unknown, id: unknown = '1') => ({ type: 'start', id, payload });
  const data = JSON.stringify({ query: ON_MESSAGE });
  it.each([
    ['no JSON', '{"type":"start"'],
    ['an empty text', ''],
    ['a JSON text that is no object', '"connection_init"'],
    ['a list', '[{"type":"connection_init"}]'],
    ['null', 'null'],
    ['a frame without a type', {}],
    ['a type of another protocol', { type: 'subscribe', id: '1', payload: { query: ON_MESSAGE } }],
    ['a type that only a server sends', { type: 'data', id: '1' }],
    ['a start without an id', { type: 'start', payload: { data } }],
    ['a start whose id is a number', start({ data }, 1)],
    ['a start whose id is empty', start({ data }, '')],
    ['a start whose id is longer than 128', start({ data }, 'x'.repeat(129))],
    ['a start without a payload', { type: 'start', id: '1' }],
    ['a start whose payload has the query itself', start({ query: ON_MESSAGE })],
    ['a start whose data is an object', start({ data: { query: ON_MESSAGE } })],
    ['a start whose data is no JSON', start({ data: 'subscription { onMessage { id } }' })],
    ['a start whose data has no query', start({ data: '{"variables":{}}' })],
    ['a start whose variables are a list', start({ data: '{"query":"{a}","variables":[1]}' })],
    ['a stop without an id', { type: 'stop' }],
  ])(
    '%s is answered as unsupported, without an id, and the socket stays open',
    async (_name, frame) => {
      const client = await (await startHost()).client();
      client.send(frame);
      expect(await client.next()).toEqual(UNSUPPORTED);
      await client.subscribe({ query: ON_MESSAGE });
    },
  );

  it('a binary message gets the same answer', async () => {
    const client = await (await startHost()).client();
    client.webSocket.send(Buffer.from('{"type":"connection_init"}'));
    expect(await client.next()).toEqual(UNSUPPORTED);
    await client.subscribe({ query: ON_MESSAGE });
  });
});
