import { operations } from '../test/support/operations.js';
import type { Benchmark, Row } from './lib/benchmark.js';
import { acquaint, openSetting } from './lib/setting.js';
import { count, median, ms, now, percentile } from './lib/statistics.js';
import { openSubscribers } from './lib/subscribers.js';

/** The time from the mutation's request to the recipient's sockets. */
export const push: Benchmark = {
  name: 'push',
  title: 'From the mutation to its push',
  note: "From the sender's request until the frame is at the recipient's subscription; every subscription on a socket of its own. All subscribers are in this one process, so the last ones wait for it too.",
  async run(context) {
    const { host, newPerson } = await openSetting(context);
    const [ada, bert] = [await newPerson('ada'), await newPerson('bert')];
    await acquaint(ada, bert, bert.handle);
    const rows: Row[] = [];
    for (const [sockets, rounds] of [
      [1, 300],
      [100, 100],
      [1_000, 30],
    ] as const) {
      const subscribers = await openSubscribers({
        url: host.url,
        accessToken: bert.accessToken,
        query: operations.onCreateMessage,
        sockets,
        onProgress: (open) => context.progress(`${count(open)} subscribers`),
      });
      const each: number[] = [];
      const last: number[] = [];
      for (let round = -5; round < (context.quick ? 10 : rounds); round += 1) {
        const arrived = subscribers.nextEvent();
        const start = now();
        const input = { recipientHandle: bert.handle, message: `Round ${round}` };
        await ada.ask(operations.createMessage, { input });
        const times = (await arrived).map((time) => time - start);
        if (round < 0) continue; // warm-up
        each.push(...times);
        last.push(Math.max(...times));
      }
      await subscribers.close();
      rows.push({
        measure: `${count(sockets)} subscriber${sockets > 1 ? 's' : ''}`,
        value: `${ms(median(each))} p50`,
        beside: `${ms(percentile(each, 0.99))} p99, ${ms(median(last))} the last one, p50`,
      });
    }
    return rows;
  },
};
