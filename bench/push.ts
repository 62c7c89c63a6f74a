import { operations } from '../test/support/operations.js';
import type { Benchmark, Row } from './lib/benchmark.js';
import type { Message } from '../generated/schema.js';
import { acquaint, openSetting } from './lib/setting.js';
import { count, median, ms, now, percentile, times } from './lib/statistics.js';
import { openSubscribers, type Subscribers } from './lib/subscribers.js';

/** The time from the mutation's request to the recipient's sockets. */
export const push: Benchmark = {
  name: 'push',
  title: 'From the mutation to its push: a message, and its edit',
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
      const subscribe = (query: string) =>
        openSubscribers({
          url: host.url,
          accessToken: bert.accessToken,
          query,
          sockets,
          onProgress: (open) => context.progress(`${count(open)} subscribers`),
        });
      const messages = await subscribe(operations.onCreateMessage);
      const changes = await subscribe(operations.onUpdateMessage);
      const ofMessages: number[] = [];
      const ofEdits: number[] = [];
      const last: number[] = [];
      for (let round = -5; round < (context.quick ? 10 : rounds); round += 1) {
        const send = async () => {
          const input = { recipientHandle: bert.handle, message: `Round ${round}` };
          return ada.ask<{ createMessage: Message }>(operations.createMessage, { input });
        };
        const pushed = await timeOf(messages, send);
        const { messageGroupUuid, uuid } = pushed.result.createMessage;
        const input = { messageGroupUuid, uuid, message: `Round ${round}, edited` };
        const edited = await timeOf(changes, () => ada.ask(operations.updateMessage, { input }));
        if (round < 0) continue; // warm-up
        ofMessages.push(...pushed.times);
        ofEdits.push(...edited.times);
        last.push(Math.max(...pushed.times));
      }
      await messages.close();
      await changes.close();
      rows.push({
        measure: `${count(sockets)} subscriber${sockets > 1 ? 's' : ''}`,
        value: `${ms(median(ofMessages))} p50`,
        beside: `${ms(percentile(ofMessages, 0.99))} p99, ${ms(median(last))} the last one, p50`,
      });
      rows.push({
        measure: '  an edit',
        value: `${ms(median(ofEdits))} p50`,
        beside: `${ms(percentile(ofEdits, 0.99))} p99`,
        ratio: times(median(ofEdits) / median(ofMessages)),
      });
    }
    return rows;
  },
};

/** How long after the request each subscriber has its frame, in ms; and what the request answered. */
async function timeOf<T>(
  subscribers: Subscribers,
  request: () => Promise<T>,
): Promise<{ times: number[]; result: T }> {
  const arrived = subscribers.nextEvent();
  const start = now();
  const result = await request();
  return { times: (await arrived).map((time) => time - start), result };
}
