import { parseCommandLine, UsageError } from '../../lib/commandLine.js';
import type { AccountLoad } from './accountUnits.js';
import { awsChat } from './awsChat.js';
import type { Usage } from './costModel.js';
import { productionOptions, type StageOptions } from './costWatch.js';

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
  --typing N          requests for each message that say it is being typed         (2)
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
  return parseCommandLine({ args: [...args], allowNegative: true, options }).values as Values;
}

/**
 * Reads the command line of `npm run cost`.
 * @throws UsageError
 */
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
