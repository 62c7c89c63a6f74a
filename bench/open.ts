import { execFileSync } from 'node:child_process';
import { textOf, writeConversation } from '../test/browser/support/bulk.js';
import {
  findChromium,
  howToGetChromium,
  launchChromium,
} from '../test/browser/support/chromium.js';
import { Client, originOf } from '../test/browser/support/client.js';
import { type Newest, timeToLoad, timeToOpen } from '../test/browser/support/opening.js';
import { withoutStream } from '../test/support/batchWrite.js';
import { root } from '../test/support/npmStart.js';
import { type Benchmark, type BenchmarkContext, NotMeasurable, type Row } from './lib/benchmark.js';
import { openSetting } from './lib/setting.js';
import { count, median, ms, percentile, times } from './lib/statistics.js';

const SHORT = 100;
const LONG = 100_000;
/** Of the long one's messages, so many have a reaction. */
const CHANGES = 10_000;
/** "As fast" allows for noise: one frame at 60 a second is about a quarter of an opening. */
const MAX_RATIO = 1.25;

interface Conversation extends Newest {
  readonly length: number;
}

/** A signed-in person who has a conversation of each length. */
const openClient = async (
  context: BenchmarkContext,
  lengths: readonly number[],
): Promise<{ client: Client; conversations: Conversation[] }> => {
  const { host, dynamodb, tableName, newPerson } = await openSetting(context);
  const ada = await newPerson('ada');
  const conversations: Conversation[] = [];
  for (const length of lengths) {
    const other = await newPerson(`with_${length}`);
    await withoutStream(dynamodb, tableName, () =>
      writeConversation({
        client: dynamodb,
        tableName,
        between: [ada, other],
        count: length,
        changes: length === SHORT ? 0 : length / (LONG / CHANGES),
        onProgress: (stored) => context.progress(`writing messages: ${count(stored)}`),
      }),
    );
    conversations.push({ other, text: textOf(length - 1), length });
  }
  const browser = await launchChromium();
  context.cleanUp(() => browser.close());
  return { client: await Client.signIn(browser, originOf(host), ada), conversations };
};

const rowsOf = (
  measure: string,
  [short, long]: readonly Conversation[],
  samples: ReadonlyMap<Conversation, readonly number[]>,
): Row[] => {
  const [ofShort, ofLong] = [samples.get(short!)!, samples.get(long!)!];
  const row = (name: string, of: (samples: readonly number[]) => number): Row => ({
    measure: `${measure}, of ${count(long!.length)}, ${name}`,
    value: ms(of(ofLong)),
    beside: `${ms(of(ofShort))} of ${count(short!.length)}`,
    ratio: times(of(ofLong) / of(ofShort)),
  });
  const ratio = median(ofLong) / median(ofShort);
  return [
    {
      ...row('p50', median),
      wanted: { bound: `≤ ${MAX_RATIO} ×`, kept: ratio <= MAX_RATIO },
    },
    row(`p99 of ${ofLong.length}`, (of) => percentile(of, 0.99)),
  ];
};

/** How long a person waits, in the browser. */
export const open: Benchmark = {
  name: 'open',
  title: `A conversation of ${count(LONG)} messages and ${count(CHANGES)} changes opens as fast as one of ${SHORT}`,
  note: "In Chromium, with the client as it is built. From the click on the inbox's row, or from the navigation to the conversation's address with a session but an empty cache, until the newest message is in sight. In turn.",
  async run(context) {
    if (!findChromium()) throw new NotMeasurable(howToGetChromium);
    context.progress('building the client');
    execFileSync('npm', ['run', '--silent', 'build:client'], { cwd: root, stdio: 'inherit' });
    const lengths = [SHORT, context.quick ? 5_000 : LONG];
    const { client, conversations } = await openClient(context, lengths);
    const rounds = context.quick ? 5 : 100;
    const rows: Row[] = [];
    for (const [measure, time] of [
      ['click to newest message', timeToOpen],
      ['cold load to newest message', timeToLoad],
    ] as const) {
      const samples = new Map(conversations.map((of) => [of, [] as number[]]));
      for (let round = -3; round < rounds; round += 1) {
        context.progress(`${measure}: ${Math.max(0, round)} of ${rounds}`);
        for (const conversation of conversations) {
          const took = await time(client, conversation);
          if (round >= 0) samples.get(conversation)!.push(took); // earlier rounds warm up
        }
      }
      rows.push(...rowsOf(measure, conversations, samples));
    }
    return rows;
  },
};
