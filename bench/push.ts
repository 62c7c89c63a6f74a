import { operations } from '../test/support/operations.js';
import { openBareServer } from './lib/bareServer.js';
import type { Benchmark, BenchmarkContext, Row } from './lib/benchmark.js';
import { openConversation } from './lib/conversation.js';
import { openSetting, type Setting } from './lib/setting.js';
import { count, median, ms, now, percentile, times } from './lib/statistics.js';
import { openSubscribers, type Subscribers } from './lib/subscribers.js';

const MAX_RATIO = 1.3;

/** The time from the mutation's request to the recipient's sockets. */
export const push: Benchmark = {
  name: 'push',
  title: 'From the mutation to its push: a message, and its edit',
  note: "From the sender's request until the frame is at the recipient's subscription; every subscription on a socket of its own. All subscribers are in this one process, so the last ones wait for it too. Beside a message, in turn: the same transaction from the SDK, and then a frame of the same bytes from a bare `ws` server to as many sockets. Beside an edit: a message.",
  async run(context) {
    const setting = await openSetting(context);
    const conversation = await openConversation(setting);
    const rows: Row[] = [];
    for (const [sockets, rounds] of [
      [1, 300],
      [100, 100],
      [1_000, 30],
    ] as const) {
      const samples = await measure(context, { setting, conversation, sockets, rounds });
      rows.push(...rowsOf(sockets, samples));
    }
    return rows;
  },
};

/** Times in milliseconds, one of each subscriber a round. */
interface Samples {
  readonly messages: number[];
  /** Of the last subscriber of each round. */
  readonly last: number[];
  readonly bare: number[];
  readonly edits: number[];
}

async function measure(
  context: BenchmarkContext,
  options: {
    readonly setting: Setting;
    readonly conversation: Awaited<ReturnType<typeof openConversation>>;
    readonly sockets: number;
    readonly rounds: number;
  },
): Promise<Samples> {
  const { setting, conversation, sockets, rounds } = options;
  const { ada, bert, group, create, command } = conversation;
  const subscribe = (query: string): Promise<Subscribers> =>
    openSubscribers({
      url: setting.host.url,
      accessToken: bert.accessToken,
      query,
      sockets,
      onProgress: (open) => context.progress(`${count(open)} subscribers`),
    });
  const messages = await subscribe(operations.onCreateMessage);
  const changes = await subscribe(operations.onUpdateMessage);
  const broadcast = await openBareServer(context, sockets, 1);
  const samples: Samples = { messages: [], last: [], bare: [], edits: [] };
  for (let round = -5; round < (context.quick ? 10 : rounds); round += 1) {
    const pushed = await timeOf(messages, () => create(group));
    const data = { onCreateMessage: pushed.result };
    const frame = JSON.stringify({ id: 'subscription-0', type: 'data', payload: { data } });
    const raw = command();
    const start = now();
    await setting.dynamodb.send(raw);
    const { arrivals } = await broadcast(frame);
    const { messageGroupUuid, uuid } = pushed.result;
    const input = { messageGroupUuid, uuid, message: `Round ${round}, edited` };
    const edited = await timeOf(changes, () => ada.ask(operations.updateMessage, { input }));
    if (round < 0) continue; // warm-up
    samples.messages.push(...pushed.times);
    samples.last.push(Math.max(...pushed.times));
    samples.bare.push(...arrivals.map((time) => time - start));
    samples.edits.push(...edited.times);
  }
  await messages.close();
  await changes.close();
  return samples;
}

function rowsOf(sockets: number, { messages, last, bare, edits }: Samples): Row[] {
  const who = `${count(sockets)} subscriber${sockets > 1 ? 's' : ''}`;
  const ratio = median(messages) / median(bare);
  return [
    {
      measure: `${who}, p50`,
      value: ms(median(messages)),
      beside: `${ms(median(bare))} SDK and bare ws`,
      ratio: times(ratio),
      wanted: { bound: `≤ ${MAX_RATIO} ×`, kept: ratio <= MAX_RATIO },
    },
    { measure: `${who}, p99`, value: ms(percentile(messages, 0.99)) },
    { measure: `${who}, the last one, p50`, value: ms(median(last)) },
    {
      measure: `${who}, an edit, p50`,
      value: ms(median(edits)),
      beside: `${ms(median(messages))} a message`,
      ratio: times(median(edits) / median(messages)),
    },
  ];
}

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
