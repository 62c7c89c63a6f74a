import { parseCommandLine, UsageError } from '../../lib/commandLine.js';
import type { SoakOptions } from './soak.js';

export const usage = `Usage: npm run soak -- [options]

People write to each other on a host of its own. Their connections are cut, and its DynamoDB is killed.
At the end it checks what must hold, and that the host's memory stayed flat.

  --people N     how many (default 200)
  --minutes N    for how long (default 30)
  --rate N       what they do, all together, a second (default 8)
  --kills N      how often DynamoDB is killed (default 5)
  --engine NAME  dynamodb-local (default) or dynoxide
  --quick        20 people, 1 minute, 1 kill: to see that it runs; memory is not judged
  --help         this text`;

/** @throws UsageError */
export function readSoakArguments(args: readonly string[]): SoakOptions | 'help' {
  const { values } = parseCommandLine({
    args: [...args],
    options: {
      people: { type: 'string' },
      minutes: { type: 'string' },
      rate: { type: 'string' },
      kills: { type: 'string' },
      engine: { type: 'string', default: 'dynamodb-local' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const { engine, quick } = values;
  if (engine !== 'dynamodb-local' && engine !== 'dynoxide') {
    throw new UsageError(`--engine is "${engine}"; it must be dynamodb-local or dynoxide`);
  }
  const number = (name: 'people' | 'minutes' | 'rate' | 'kills', least: number, other: number) => {
    const text = values[name];
    const value = text === undefined ? other : Number(text);
    if (Number.isFinite(value) && value >= least) return value;
    throw new UsageError(`--${name} is "${text}"; it must be a number from ${least} on`);
  };
  return {
    // A stranger to a conversation is needed, and each person knows four others.
    people: number('people', 6, quick ? 20 : 200),
    minutes: number('minutes', 0.2, quick ? 1 : 30),
    rate: number('rate', 0.1, 8),
    kills: number('kills', 0, quick ? 1 : 5),
    engine,
  };
}
