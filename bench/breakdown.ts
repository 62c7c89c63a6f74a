import { operations } from '../test/support/operations.js';
import type { Engine } from '../local/dynamodb/index.js';
import type { Benchmark, BenchmarkContext, Row } from './lib/benchmark.js';
import { enginesHere } from './lib/engines.js';
import { hostProgram } from './lib/hostProgram.js';
import { acquaint, openSetting } from './lib/setting.js';
import { ms, timed } from './lib/statistics.js';
import { rooms, timeByRoom } from './lib/timeByRoom.js';

const TEXT = 'The warden has two bunks left for the 31st in the small room under the bell. ';

/** The mean time of a send, divided among those who spend it. */
export const breakdown: Benchmark = {
  name: 'breakdown',
  title: 'Where the time of a send goes',
  note: 'Means, one send at a time. CPU time from a profile of the host’s process, by the file that runs; waiting for DynamoDB is the time of its requests less the CPU time of sending them. A profile makes the host slower: the shares count, `send` has the times.',
  async run(context) {
    const rows: Row[] = [];
    for (const engine of enginesHere()) rows.push(...(await breakdownOn(engine, context)));
    return rows;
  },
};

async function breakdownOn(engine: Engine, context: BenchmarkContext): Promise<Row[]> {
  const { host, newPerson } = await openSetting(context, engine);
  const [ada, bert] = [await newPerson('ada'), await newPerson('bert')];
  const group = await acquaint(ada, bert, bert.handle);
  const input = { messageGroupUuid: group, message: TEXT.repeat(3) };
  const sends = context.quick ? 50 : 1_000;
  const send = async (): Promise<void> => {
    for (let sent = 0; sent < sends; sent += 1) {
      if (sent % 100 === 0) context.progress(`${engine.title}: ${sent} of ${sends}`);
      await ada.ask(operations.createMessage, { input });
    }
  };
  await send(); // everything is compiled while it runs
  await host.ask('profile', null);
  const total = (await timed(send)) / sends;
  const { profile, requests } = await host.ask('profiled', null);

  const spent = timeByRoom(profile, hostProgram);
  const perSend = rooms.map((room) => [room, spent.get(room)! / sends] as const);
  const cpu = perSend.reduce((sum, [, time]) => sum + time, 0);
  const waiting = requests / sends - spent.get('wire')! / sends;
  const share = (time: number): string => `${((time / total) * 100).toFixed(0)} %`;
  const row = (measure: string, time: number): Row => ({
    measure: `${engine.title}: ${measure}`,
    value: ms(time),
    ratio: share(time),
  });
  return [
    row('a send', total),
    ...perSend.map(([room, time]) => row(room, time)),
    row('waiting for DynamoDB', waiting),
    row('client, sockets, and waiting for a processor', total - cpu - waiting),
  ];
}
