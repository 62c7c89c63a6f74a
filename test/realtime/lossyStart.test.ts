import { describe, expect, it } from 'vitest';

import { MUTATION } from './engine.js';
import { endAfterEach, startHost } from './host.js';
import { ManualClock } from './manualClock.js';

endAfterEach();

const query = 'subscription { onMessage { id } }';

describe('a host with loseEventsAfterAck', () => {
  it('loses the events of that time after start_ack, and delivers the later ones', async () => {
    const clock = new ManualClock();
    const host = await startHost({ clock, loseEventsAfterAck: 50 });
    const client = await host.client();
    const publish = (id: string) =>
      host.publisher.publish({ fieldName: MUTATION, payload: { id } });
    const id = await client.subscribe({ query });
    publish('1');
    await client.settled();
    clock.advance(49);
    publish('2');
    await client.settled();
    expect(client.unread).toEqual([]);
    clock.advance(1);
    publish('3');
    expect(await client.next()).toMatchObject({
      id,
      payload: { data: { onMessage: { id: '3' } } },
    });
  });

  it('delivers nothing to a subscription that has stopped in that time', async () => {
    const clock = new ManualClock();
    const host = await startHost({ clock, loseEventsAfterAck: 50 });
    const client = await host.client();
    const id = await client.subscribe({ query });
    await client.stop(id);
    clock.advance(50);
    host.publisher.publish({ fieldName: MUTATION, payload: { id: '1' } });
    await client.settled();
    expect(client.unread).toEqual([]);
  });
});
