import { operations } from '../test/support/operations.js';
import type { Benchmark } from './lib/benchmark.js';
import { openBareServer } from './lib/bareServer.js';
import { acquaint, openSetting } from './lib/setting.js';
import { count, median, ms, times } from './lib/statistics.js';
import { openSubscribers } from './lib/subscribers.js';

const SOCKETS = 1_000;
const SUBSCRIPTIONS = 5;
const MAX_RATIO = 1.2;

/** The host's fan-out, compared with a bare `ws` broadcast. */
export const fanOut: Benchmark = {
  name: 'fan-out',
  title: `One message to ${count(SOCKETS)} sockets of ${SUBSCRIPTIONS} subscriptions each`,
  note: 'The host: from when DynamoDB has answered the write, over the rest of the mutation, the filters of each subscription and its rendering, to the last frame. Beside it: from the first send of a bare `ws` server in a process of its own, as many frames of the same bytes, to the last frame. In turn, read by the same process.',
  async run(context) {
    const rounds = context.quick ? 10 : 50;
    const { host, newPerson } = await openSetting(context);
    const [ada, bert] = [await newPerson('ada'), await newPerson('bert')];
    await acquaint(ada, bert, bert.handle);
    const subscribers = await openSubscribers({
      url: host.url,
      accessToken: bert.accessToken,
      query: operations.onCreateMessage,
      sockets: SOCKETS,
      subscriptionsEach: SUBSCRIPTIONS,
      onProgress: (open) => context.progress(`${count(open)} sockets`),
    });
    context.cleanUp(() => subscribers.close());
    const broadcast = await openBareServer(context, SOCKETS, SUBSCRIPTIONS);

    const message = 'The rope beside my pillow is still swinging a little. '.repeat(3);
    const viaHost: number[] = [];
    const bare: number[] = [];
    for (let round = -5; round < rounds; round += 1) {
      context.progress(`${round} of ${rounds}`);
      const arrived = subscribers.nextEvent();
      const input = { recipientHandle: bert.handle, message };
      const { createMessage } = await ada.ask<{ createMessage: object }>(operations.createMessage, {
        input,
      });
      const last = Math.max(...(await arrived));
      const host_ = last - (await host.ask('lastWrite', null));
      const data = { onCreateMessage: createMessage };
      const { began, arrivals } = await broadcast(
        JSON.stringify({ id: 'subscription-0', type: 'data', payload: { data } }),
      );
      if (round < 0) continue; // warm-up
      viaHost.push(host_);
      bare.push(Math.max(...arrivals) - began);
    }
    const ratio = median(viaHost) / median(bare);
    return [
      {
        measure: `${count(SOCKETS * SUBSCRIPTIONS)} frames, p50`,
        value: ms(median(viaHost)),
        beside: `${ms(median(bare))} bare ws`,
        ratio: times(ratio),
        wanted: { bound: `≤ ${MAX_RATIO} ×`, kept: ratio <= MAX_RATIO },
      },
    ];
  },
};
