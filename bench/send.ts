import { operations } from '../test/support/operations.js';
import type { Engine } from '../local/dynamodb/index.js';
import type { Benchmark, BenchmarkContext, Row } from './lib/benchmark.js';
import { openConversation, TEXT } from './lib/conversation.js';
import { enginesHere } from './lib/engines.js';
import { httpClient } from './lib/httpClient.js';
import { leastRow, openForwarder } from './lib/leastPossible.js';
import { startPortProcess } from './lib/portProcess.js';
import { openSetting } from './lib/setting.js';
import { median, ms, percentile, timed, times } from './lib/statistics.js';

/** The goal: the host takes no more than the SDK does. */
const MAX_RATIO = 1;

/** `createMessage`, compared with the same DynamoDB request sent by the SDK. */
export const send: Benchmark = {
  name: 'send',
  title: 'Sending a message into a conversation',
  note: 'Interleaved, one at a time: the mutation over HTTP, and the same TransactWriteItems from the SDK to the same DynamoDB. On each installed engine. The least that a server takes: a bare one in between that hands on the bytes of the request, by the host’s wire.',
  async run(context) {
    const rows: Row[] = [];
    for (const engine of enginesHere()) rows.push(...(await sendOn(engine, context)));
    return rows;
  },
};

async function sendOn(engine: Engine, context: BenchmarkContext): Promise<Row[]> {
  const setting = await openSetting(context, engine);
  const { ada, group, create, command } = await openConversation(setting);
  const { port } = await startPortProcess(context, 'echoProcess');
  const echo = httpClient(`http://127.0.0.1:${port}`, { authorization: ada.accessToken });
  context.cleanUp(() => echo.close());
  const forward = (await openForwarder(context, setting.endpoint))('TransactWriteItems');
  const body = JSON.stringify({ query: operations.createMessage, variables: { message: TEXT } });

  const rounds = context.quick ? 50 : 1000;
  const samples: Samples = { hops: [], forwarded: [], through: [], direct: [] };
  // As many rounds warm up: both sides are compiled while they run.
  for (let round = -rounds; round < rounds; round += 1) {
    if (round % 100 === 0) context.progress(`${round} of ${rounds}`);
    // Each row takes only a greater id: requests are made in the order in which they are sent.
    const { input } = command();
    const hop = await timed(() => echo.post(body));
    const forwarded = await timed(() => forward(input));
    const through = await timed(() => create(group));
    const raw = command();
    const direct = await timed(() => setting.dynamodb.send(raw));
    if (round < 0) continue;
    samples.hops.push(hop);
    samples.forwarded.push(forwarded);
    samples.through.push(through);
    samples.direct.push(direct);
  }
  return rowsOf(engine, samples);
}

/** Times in milliseconds, one of each a round. */
interface Samples {
  /** The HTTP request alone, to a server that does nothing. */
  readonly hops: number[];
  /** The same DynamoDB request, through a bare server. */
  readonly forwarded: number[];
  /** The mutation, through the host. */
  readonly through: number[];
  /** The same DynamoDB request, from the SDK. */
  readonly direct: number[];
}

function rowsOf(engine: Engine, { hops, forwarded, through, direct }: Samples): Row[] {
  const rows = [0.5, 0.95, 0.99].map((share): Row => {
    const [value, beside] = [percentile(through, share), percentile(direct, share)];
    const ratio = value / beside;
    return {
      measure: `${engine.title}: send, p${share * 100}`,
      value: ms(value),
      beside: `${ms(beside)} SDK`,
      ratio: times(ratio),
      ...(share === 0.5 && { wanted: { bound: `≤ ${MAX_RATIO} ×`, kept: ratio <= MAX_RATIO } }),
    };
  });
  const left = median(through) - median(direct) - median(hops);
  return [
    ...rows,
    {
      measure: `${engine.title}: of which the HTTP hop, p50`,
      value: ms(median(hops)),
      beside: 'a bare server',
    },
    { measure: `${engine.title}: of which the host, p50`, value: ms(left) },
    leastRow(engine.title, forwarded, direct),
  ];
}
