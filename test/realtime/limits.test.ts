import { describe, expect, it } from 'vitest';

import type { SubscriptionEngine } from '../../local/appsync/types.js';
import { createEngine, MUTATION } from './engine.js';
import { endAfterEach, reached, startHost } from './host.js';
import { ManualClock } from './manualClock.js';

endAfterEach();

const ON_MESSAGE = 'subscription { onMessage { id text } }';
const HOUR = 3_600_000;

describe('200 subscriptions on one connection', () => {
  it('are the limit: the next one is refused with the error as an object, until one is stopped', async () => {
    const host = await startHost();
    const client = await host.client();
    for (let number = 1; number <= 200; number += 1) {
      client.start({ query: ON_MESSAGE, id: `s${number}` });
    }
    for (let number = 1; number <= 200; number += 1) await client.next('start_ack', `s${number}`);
    client.start({ query: ON_MESSAGE, id: 's201' });
    expect(await client.next()).toEqual({
      type: 'error',
      id: 's201',
      payload: {
        errors: {
          errorType: 'MaxSubscriptionsReachedError',
          message: 'Max number of 200 subscriptions reached',
        },
      },
    });
    await client.stop('s7');
    await client.subscribe({ query: ON_MESSAGE, id: 's201' });
  });

  it('count while they are being started', async () => {
    const plain = createEngine();
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const engine: SubscriptionEngine = {
      async subscribe(...given) {
        await held;
        return plain.subscribe(...given);
      },
    };
    const limits = { subscriptionsPerConnection: 3 };
    const client = await (await startHost({ engine, limits })).client();
    for (const id of ['1', '2', '3', '4', '5']) client.start({ query: ON_MESSAGE, id });
    await client.settled();
    expect(client.unread.map(({ type, id }) => [type, id])).toEqual([
      ['error', '4'],
      ['error', '5'],
    ]);
    goOn();
    for (const id of ['1', '2', '3']) await client.next('start_ack', id);
  });

  it('are counted for each connection separately', async () => {
    const host = await startHost({ limits: { subscriptionsPerConnection: 1 } });
    for (let number = 0; number < 3; number += 1) {
      await (await host.client()).subscribe({ query: ON_MESSAGE });
    }
  });
});

describe('a push of 245,760 bytes', () => {
  /** The frame's payload is `{"data":{"onMessage":{"id":"1","text":"…"}}}`. */
  const textFor = (bytes: number) =>
    'x'.repeat(bytes - '{"data":{"onMessage":{"id":"1","text":""}}}'.length);

  it('is delivered; with one byte more it is dropped and logged, and the client gets no frame', async () => {
    const host = await startHost();
    const client = await host.client();
    await client.subscribe({ query: ON_MESSAGE });
    const publish = (text: string) =>
      host.publisher.publish({ fieldName: MUTATION, payload: { id: '1', text } });
    publish(textFor(245_761));
    publish(textFor(245_760));
    const { payload } = await client.next('data');
    expect(Buffer.byteLength(JSON.stringify(payload))).toBe(245_760);
    await client.settled();
    expect(client.unread).toEqual([]);
    expect(host.log.lines).toMatchObject([
      { level: 'warn', details: { bytes: 245_761, limit: 245_760 } },
    ]);
  });

  it('is measured in bytes of UTF-8, not in characters', async () => {
    const host = await startHost();
    const client = await host.client();
    await client.subscribe({ query: ON_MESSAGE });
    const text = '\u{1F600}'.repeat(61_440); // 4 bytes each: 245,760, and the rest
    host.publisher.publish({ fieldName: MUTATION, payload: { id: '1', text } });
    host.publisher.publish({ fieldName: MUTATION, payload: { id: '2', text: '' } });
    expect(await client.next('data')).toMatchObject({
      payload: { data: { onMessage: { id: '2' } } },
    });
  });

  it('counts the published result and the payload of the frame separately', async () => {
    const host = await startHost();
    const [little, whole] = [await host.client(), await host.client()];
    await little.subscribe({ query: 'subscription { onMessage { id } }' });
    await whole.subscribe({ query: ON_MESSAGE });
    const publish = (id: string, bytes: number) => {
      const text = 'x'.repeat(bytes - JSON.stringify({ id, text: '' }).length);
      host.publisher.publish({ fieldName: MUTATION, payload: { id, text } });
    };
    publish('published too large', 245_761);
    publish('frame too large', 245_760); // the frame has `data` and the field's name around it
    publish('small', 100);
    for (const [client, ids] of [
      [little, ['frame too large', 'small']],
      [whole, ['small']],
    ] as const) {
      for (const id of ids) {
        expect(await client.next()).toMatchObject({ payload: { data: { onMessage: { id } } } });
      }
    }
  });
});

describe('a connection', () => {
  it('is closed by the host after 24 hours', async () => {
    const clock = new ManualClock();
    const client = await (await startHost({ clock })).client();
    clock.advance(24 * HOUR - 1);
    await client.settled();
    clock.advance(1);
    expect(await client.closed).toEqual({ code: 1001, reason: 'Connection lifetime reached' });
    await expect.poll(() => clock.pending).toBe(0);
  });

  it('without any frame is closed after 15 seconds', async () => {
    const clock = new ManualClock();
    const client = await (await startHost({ clock })).connect();
    clock.advance(14_999);
    await reached(client);
    clock.advance(1);
    expect(await client.closed).toEqual({ code: 1008, reason: 'No connection_init and no start' });
  });

  it('with only invalid frames is closed after 15 seconds', async () => {
    const clock = new ManualClock();
    const client = await (await startHost({ clock })).connect();
    client.send('nonsense');
    await client.next('error');
    clock.advance(15_000);
    expect((await client.closed).code).toBe(1008);
  });

  it.each(['connection_init', 'start'])('that began with %s stays open', async (type) => {
    const clock = new ManualClock();
    const client = await (await startHost({ clock })).connect();
    if (type === 'start') await client.subscribe({ query: ON_MESSAGE });
    else await client.init();
    clock.advance(23 * HOUR);
    await client.settled();
  });

  it('continues after its token has expired, and so do its subscriptions', async () => {
    const clock = new ManualClock();
    const host = await startHost({
      clock,
      authorize: async () => ({ authType: 'API Key Authorization', identity: null, expiresAt: 1 }),
    });
    const client = await host.client();
    const id = await client.subscribe({ query: ON_MESSAGE });
    clock.advance(2 * HOUR);
    host.publisher.publish({ fieldName: MUTATION, payload: { id: '1', text: 'still here' } });
    await client.next('data', id);
  });

  it('that sends a frame over 256 KiB is closed with 1009, and the others stay open', async () => {
    const host = await startHost();
    const [large, other] = [await host.client(), await host.client()];
    large.send('x'.repeat(256 * 1024));
    await large.next('error');
    large.send('x'.repeat(256 * 1024 + 1));
    expect((await large.closed).code).toBe(1009);
    await other.subscribe({ query: ON_MESSAGE });
  });

  it('that sends text which is not UTF-8 is closed with 1007', async () => {
    const client = await (await startHost()).client();
    client.webSocket.send(Buffer.from([0x22, 0xff, 0x22]), { binary: false });
    expect((await client.closed).code).toBe(1007);
  });

  it('that does not read is dropped once its queue exceeds the limit', async () => {
    const bufferedBytes = 1_000_000;
    const host = await startHost({ limits: { bufferedBytes } });
    const [lazy, busy] = [await host.client(), await host.client()];
    await lazy.subscribe({ query: ON_MESSAGE });
    const id = await busy.subscribe({ query: ON_MESSAGE });
    lazy.webSocket.pause();
    const text = 'x'.repeat(200_000);
    for (let number = 0; host.realtime.connections === 2; number += 1) {
      expect(number).toBeLessThan(500); // 100 MB: more than any kernel's socket buffers
      host.publisher.publish({ fieldName: MUTATION, payload: { id: String(number), text } });
      await busy.next('data', id);
    }
    expect(host.log.lines).toMatchObject([{ level: 'warn', details: { limit: bufferedBytes } }]);
    lazy.webSocket.resume();
    expect((await lazy.closed).code).toBe(1006);
  });
});

describe('a host that stops', () => {
  it('closes every connection, and has stopped when all are closed', async () => {
    const clock = new ManualClock();
    const host = await startHost({ clock });
    const clients = [await host.client(), await host.client(), await host.connect()];
    await clients[0]?.subscribe({ query: ON_MESSAGE });
    await host.realtime.close();
    expect(host.realtime.connections).toBe(0);
    expect(clock.pending).toBe(0);
    for (const client of clients) {
      expect(await client.closed).toEqual({ code: 1001, reason: 'Host is stopping' });
    }
  });

  it('does not wait for a client that does not answer the close', async () => {
    const clock = new ManualClock();
    const host = await startHost({ clock });
    const client = await host.client();
    client.webSocket.pause();
    const closed = host.realtime.close();
    clock.advance(1_000);
    await closed;
    expect(host.realtime.connections).toBe(0);
  });

  it('accepts no new connection', async () => {
    const host = await startHost();
    await host.realtime.close();
    await expect(host.connect()).rejects.toThrow();
  });
});

describe('a start that the engine never answers', () => {
  it('blocks neither the connection nor later frames', async () => {
    const engine = createEngine();
    const host = await startHost({
      engine: {
        subscribe: (request, caller, headers) =>
          request.query.includes('slow')
            ? new Promise(() => {})
            : engine.subscribe(request, caller, headers),
      },
    });
    const client = await host.client();
    const slow = client.start({ query: 'subscription { slow { id } }' });
    await client.subscribe({ query: ON_MESSAGE });
    await client.stop(slow);
    await client.close();
  });
});
