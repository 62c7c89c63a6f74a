/** `npm run cost -- --messages N --users M`: a month's bill, on demand beside provisioned. */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type AccountLoad, accountText } from './accountUnits.js';
import { attackText } from './attackText.js';
import { awsChat, awsChatBill } from './awsChat.js';
import { bill, type Usage } from './costModel.js';
import { sendUnits, sweepUnits } from './costUnits.js';
import { daysOfMonth, type Line, productionOptions, type StageOptions } from './costWatch.js';
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
  --changes N         part of the messages that get a reaction, are edited or unsent (0.2)
  --typing N          requests for each message that tell that it is being typed     (2)
  --stored-gb N       GB of messages from before            (0)
  --retention-days N  days that a message is kept                (0: for ever)
  --conversations N   of the person who renames or deletes their account (500)
  --erased N          messages that they erase with it      (10000)
  --no-client-token   senders cannot retry safely
  --backups KIND      nightly, weekly or none               (nightly)
  --backup-days N     days that a backup is kept            (35)
  --canary-minutes N  minutes between two canary runs       (0: none)
  --profile-cache     an AppSync cache for Query.user
  --audit-own-roles   audits the product's own table access
  --no-audit          without the audit stack
  --no-enhanced-metrics
  --free-tier         deduct the free tiers that have no end date
  --attacker          what one attacker can cost in an hour, instead of a month's bill
  --prices            print the prices with their sources and dates
  --help              this text`;

/** A command line that is not understood. The message says what to write. */
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
  changes: 0.2,
  typing: 2,
  'stored-gb': 0,
  conversations: 500,
  erased: 10_000,
  'backup-days': productionOptions.backupRetentionDays,
  'canary-minutes': 0,
  'retention-days': productionOptions.messageRetentionDays,
} as const;

export interface CostCommand {
  readonly usage: Usage;
  readonly account: AccountLoad;
  readonly options: StageOptions;
  readonly free: boolean;
  readonly show: 'bill' | 'attacker' | 'prices' | 'help';
}

const flags = {
  'client-token': true,
  audit: productionOptions.audit,
  'audit-own-roles': productionOptions.auditOwnRoles,
  'enhanced-metrics': productionOptions.enhancedMetrics,
  'profile-cache': productionOptions.profileCache,
  'free-tier': false,
  attacker: false,
  prices: false,
  help: false,
} as const;

type Values = Readonly<Record<string, string | boolean | undefined>>;

function parse(args: readonly string[]): Values {
  const options = {
    ...Object.fromEntries(
      [...Object.keys(numbers), 'backups'].map((name) => [name, { type: 'string' } as const]),
    ),
    ...Object.fromEntries(
      Object.entries(flags).map(([name, value]) => [
        name,
        { type: 'boolean', default: value } as const,
      ]),
    ),
  };
  try {
    return parseArgs({ args: [...args], allowNegative: true, options }).values as Values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws UsageError */
export function costCommand(args: readonly string[]): CostCommand {
  const values = parse(args);
  const number = (name: keyof typeof numbers): number => {
    const value = values[name];
    if (value === undefined) return numbers[name];
    const parsed = Number(value);
    if (value === '' || !Number.isFinite(parsed) || parsed < 0) {
      throw new UsageError(`--${name} is "${String(value)}"; write a number that is not negative`);
    }
    return parsed;
  };
  const flag = (name: keyof typeof flags): boolean => values[name] === true;
  const { backups = productionOptions.backups } = values;
  if (backups !== 'nightly' && backups !== 'weekly' && backups !== 'none') {
    throw new UsageError(`--backups is "${String(backups)}"; write nightly, weekly or none`);
  }
  const show = (['help', 'prices', 'attacker'] as const).find(flag) ?? 'bill';
  return {
    usage: {
      messages: number('messages'),
      users: number('users'),
      textBytes: number('text-bytes'),
      clientToken: flag('client-token'),
      devices: number('devices'),
      minutesOnline: number('minutes-online'),
      lists: number('lists'),
      pages: number('pages'),
      reads: number('reads'),
      changes: number('changes'),
      typing: number('typing'),
      storedGB: number('stored-gb'),
    },
    account: { conversations: number('conversations'), erased: number('erased') },
    options: {
      backups,
      backupRetentionDays: number('backup-days'),
      audit: flag('audit'),
      auditOwnRoles: flag('audit-own-roles'),
      enhancedMetrics: flag('enhanced-metrics'),
      profileCache: flag('profile-cache'),
      canaryMinutes: number('canary-minutes'),
      messageRetentionDays: number('retention-days'),
    },
    free: flag('free-tier'),
    show,
  };
}

const dollars = (amount: number): string => amount.toFixed(2).padStart(12);
const total = (lines: readonly Line[], mode: 'onDemand' | 'provisioned'): number =>
  lines.reduce((sum, line) => sum + line[mode], 0);

/** The bill as text. */
export function billText({ usage: used, account, options, free }: CostCommand): string {
  const lines = bill(used, { free, options });
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
    'if auto scaling followed the load at 70 % use. Not in it: the logs of errors, and e-mail.',
    ...(options.messageRetentionDays > 0 ? sweepText() : []),
    '',
    accountText({ ...account, textBytes: used.textBytes }),
    '',
    awsExampleText(),
  ].join('\n');
}

/** What the sweep costs: it depends on how many conversations there are. */
function sweepText(): string[] {
  const { readAMillion, write } = sweepUnits;
  const looked = cost('onDemandRead', readAMillion * daysOfMonth).toFixed(2);
  const emptied = cost('onDemandWrite', 1_000_000 * write).toFixed(2);
  return [
    '',
    'DynamoDB deletes messages that are past for nothing. The sweep of their previews is not in the bill:',
    `$${looked} for each million conversation rows, and $${emptied} for each million rows that it empties.`,
  ];
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
    const text = {
      help: () => usage,
      prices: pricesText,
      attacker: attackText,
      bill: () => billText(command),
    };
    console.log(text[command.show]());
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = 1;
  }
}
