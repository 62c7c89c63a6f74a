/** `npm run cost -- --messages N --users M`: a month's bill, on demand beside provisioned. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { awsChat, awsChatBill, bill, type Line, sendUnits, type Usage } from './costModel.js';
import { cost, prices } from './prices.js';

export const usage = `Usage: npm run cost -- [options]

  --messages N        messages sent in the month            (default: AWS's chat example, 2500000)
  --users N           people who sign in in the month       (2500)
  --text-bytes N      bytes of a message's text             (200)
  --devices N         connected devices of a person         (1)
  --minutes-online N  a device's connected minutes          (1500)
  --lists N           a person's pages of conversations     (100)
  --pages N           a person's pages of messages          (300)
  --reads N           a person's read markers               (300)
  --stored-gb N       GB of messages from before            (0)
  --no-client-token   senders cannot retry safely
  --free-tier         deduct the free tiers that have no end date
  --prices            print the prices with their sources and dates
  --help              this text`;

/** A command line that means nothing; its message says what would. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const numbers = {
  messages: awsChat.users * awsChat.sent,
  users: awsChat.users,
  'text-bytes': 200,
  devices: 1,
  'minutes-online': awsChat.minutesOnline,
  lists: 100,
  pages: 300,
  reads: 300,
  'stored-gb': 0,
} as const;

export interface CostCommand {
  readonly usage: Usage;
  readonly free: boolean;
  readonly show: 'bill' | 'prices' | 'help';
}

/** @throws UsageError */
export function costCommand(args: readonly string[]): CostCommand {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        ...Object.fromEntries(
          Object.keys(numbers).map((name) => [name, { type: 'string' } as const]),
        ),
        'client-token': { type: 'boolean', default: true },
        'free-tier': { type: 'boolean', default: false },
        prices: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const number = (name: keyof typeof numbers): number => {
    const value = values[name];
    if (value === undefined) return numbers[name];
    const parsed = Number(value);
    if (value === '' || !Number.isFinite(parsed) || parsed < 0) {
      throw new UsageError(`--${name} is "${String(value)}"; write a number that is not negative`);
    }
    return parsed;
  };
  return {
    usage: {
      messages: number('messages'),
      users: number('users'),
      textBytes: number('text-bytes'),
      clientToken: values['client-token'] === true,
      devices: number('devices'),
      minutesOnline: number('minutes-online'),
      lists: number('lists'),
      pages: number('pages'),
      reads: number('reads'),
      storedGB: number('stored-gb'),
    },
    free: values['free-tier'] === true,
    show: values['help'] ? 'help' : values['prices'] ? 'prices' : 'bill',
  };
}

const dollars = (amount: number): string => amount.toFixed(2).padStart(12);
const total = (lines: readonly Line[], mode: 'onDemand' | 'provisioned'): number =>
  lines.reduce((sum, line) => sum + line[mode], 0);

/** The bill as text. */
export function billText({ usage: used, free }: CostCommand): string {
  const lines = bill(used, { free });
  const count = (amount: number) =>
    amount.toLocaleString('en-US', { maximumFractionDigits: amount < 100 ? 2 : 0 });
  const row = (what: string, amount: string, a: string, b: string) =>
    `${what.padEnd(40)}${amount.padStart(26)}${a}${b}`;
  const { index, table } = sendUnits(used);
  return [
    `A month of ${count(used.messages)} messages between ${count(used.users)} people, in US dollars`,
    '',
    row('', '', 'on demand'.padStart(12), 'provisioned'.padStart(12)),
    ...lines.map(({ what, amount, unit, onDemand, provisioned }) =>
      row(what, `${count(amount)} ${unit}`, dollars(onDemand), dollars(provisioned)),
    ),
    row('Total', '', dollars(total(lines, 'onDemand')), dollars(total(lines, 'provisioned'))),
    '',
    `A message is ${table} units of the table and ${index} of the index, in one request. Provisioned: as`,
    'if auto scaling followed the load at 70 % use. Not in it: logs, alarms, traces, the key.',
    '',
    awsExampleText(),
  ].join('\n');
}

function awsExampleText(): string {
  const aws = awsChatBill();
  const sum = Object.values(aws).reduce((a, b) => a + b, 0);
  const messages = awsChat.users * awsChat.sent;
  const units = (clientToken: boolean) => {
    const { table, index } = sendUnits({ textBytes: 200, clientToken });
    return table + index;
  };
  const writes = (clientToken: boolean) => cost('onDemandWrite', messages * units(clientToken));
  const row = (what: string, amount: number) => `  ${what.padEnd(64)}${dollars(amount)}`;
  return [
    "AWS's own chat example (aws.amazon.com/appsync/pricing): 2,500 people, each 1,000 messages sent,",
    '1,000 received, 1,500 minutes connected',
    row("AWS's bill: operations, pushes, connections, traffic", sum),
    row(`with this design's table, ${units(false)} write units a message`, sum + writes(false)),
    row(`  and a client token with each message, ${units(true)} units`, sum + writes(true)),
    row(
      '  and a push to the sender too, for their other devices',
      sum + writes(true) + cost('update', messages),
    ),
  ].join('\n');
}

/** The prices as text. */
export const pricesText = (): string =>
  Object.values(prices)
    .map(
      ({ usd, per, unit, source, date }) =>
        `$${usd} for ${per === 1 ? '' : `${per.toLocaleString('en-US')} `}${unit}`.padEnd(60) +
        `${source}, ${date}`,
    )
    .join('\n');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const command = costCommand(process.argv.slice(2));
    console.log(
      command.show === 'help'
        ? usage
        : command.show === 'prices'
          ? pricesText()
          : billText(command),
    );
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 1;
  }
}
