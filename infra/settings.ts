/**
 * What can be chosen about a deployment, read from the CDK context and checked before anything is
 * made. A setting is looked for in `-c <setting>=<value>`, then in `stages.<stage>` of cdk.json,
 * then in `stages.*`. Every stage that is not named in cdk.json is a branch stage and has the
 * settings of `*`.
 */
import {
  address,
  choice,
  days,
  flag,
  list,
  SettingError,
  text,
  type UnitRange,
  units,
  unitRange,
  words,
} from './readSetting.js';
import { limits } from '../resolvers/limits.js';
import { checkSettings } from './settingRules.js';

/** Units a second; a WRU or WCU is 1 KB written, an RRU or RCU 4 KB read. */
export type CapacitySettings =
  | {
      readonly mode: 'onDemand';
      readonly maxReadRequestUnits: number;
      readonly maxWriteRequestUnits: number;
    }
  | { readonly mode: 'provisioned'; readonly read: UnitRange; readonly write: UnitRange };

export const optionalStacks = ['audit', 'configRules', 'serviceControlPolicy'] as const;
export type OptionalStack = (typeof optionalStacks)[number];

export interface Settings {
  readonly stage: string;
  readonly production: boolean;
  readonly region: string;
  /** Left out: whatever account the credentials of the deployment belong to. */
  readonly account: string | undefined;
  /** Where the law lets this user data be. */
  readonly allowedRegions: readonly string[];
  readonly capacity: CapacitySettings;
  /** Encrypts table, logs, backups and alarm topic with a key of the account's own. */
  readonly customerManagedKey: boolean;
  readonly introspection: boolean;
  /** Deletion protection, and data that outlives its stack. */
  readonly retain: boolean;
  readonly logRetentionDays: number;
  readonly pointInTimeRecoveryDays: number;
  /** 0: no daily backups beside point-in-time recovery. */
  readonly backupRetentionDays: number;
  readonly mfa: 'optional' | 'required';
  /**
   * Who e-mail to people comes from; its domain is verified in SES in the stage's region. Left out:
   * Cognito's own address, with 50 messages a day (Cognito developer guide, "Quotas").
   */
  readonly mailFrom: string | undefined;
  /** Who is woken. */
  readonly alarmEmail: string | undefined;
  /** Audits the app's own table access too: one CloudTrail data event a request. */
  readonly auditOwnRoles: boolean;
  /** A table restored from a backup that takes the place of the stack's own (docs/operations.md). */
  readonly restoredTable: string | undefined;
  /** The ARN of the restored table's stream: the worker reads it. Goes with `restoredTable`. */
  readonly restoredTableStream: string | undefined;
  /** Where people object to a decision of the moderators, as they are shown it. */
  readonly contact: string | undefined;
  /** How long a report and its evidence are kept after the decision. */
  readonly reportRetentionDays: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly stacks: readonly OptionalStack[];
}

export type Context = Readonly<Record<string, unknown>>;

/** The days for which CloudWatch Logs can keep a log ("PutRetentionPolicy", API reference). */
const logRetentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827];

const known: Record<keyof Omit<Settings, 'stage' | 'production' | 'capacity'>, true> &
  Record<string, true> = {
  region: true,
  account: true,
  allowedRegions: true,
  capacity: true,
  maxReadRequestUnits: true,
  maxWriteRequestUnits: true,
  readCapacity: true,
  writeCapacity: true,
  customerManagedKey: true,
  introspection: true,
  retain: true,
  logRetentionDays: true,
  pointInTimeRecoveryDays: true,
  backupRetentionDays: true,
  mfa: true,
  mailFrom: true,
  alarmEmail: true,
  auditOwnRoles: true,
  restoredTable: true,
  restoredTableStream: true,
  contact: true,
  reportRetentionDays: true,
  tags: true,
  stacks: true,
};

/** The stages that cdk.json names, without `*`. */
export function namedStages(context: Context): string[] {
  return Object.keys(stagesOf(context)).filter((stage) => stage !== '*');
}

function stagesOf(context: Context): Record<string, Context> {
  const stages = context['stages'];
  if (typeof stages !== 'object' || stages === null) {
    throw new SettingError('stages', 'is missing; write "stages": { "*": { … } } into cdk.json');
  }
  return stages as Record<string, Context>;
}

/**
 * The settings of one stage.
 * @throws SettingError which names the setting and says what to write.
 */
export function readSettings(context: Context, stage: string): Settings {
  if (!/^[a-z][a-z0-9-]{0,29}$/.test(stage)) {
    throw new SettingError(
      'stage',
      `is "${stage}"; write up to 30 lower-case letters, digits and hyphens, a letter first: -c stage=my-branch`,
    );
  }
  const stages = stagesOf(context);
  for (const [name, settings] of Object.entries(stages)) {
    const unknown = Object.keys(settings).find((setting) => !(setting in known));
    if (unknown) {
      throw new SettingError(
        `stages.${name}.${unknown}`,
        `is not a setting; the settings are ${Object.keys(known).join(', ')}`,
      );
    }
  }
  const get = (setting: string): unknown =>
    context[setting] ?? stages[stage]?.[setting] ?? stages['*']?.[setting];

  const settings: Settings = {
    stage,
    production: stage === 'production',
    region: text('region', get('region'), '-c region=us-east-1'),
    account: get('account') === undefined ? undefined : text('account', get('account'), ''),
    allowedRegions: list('allowedRegions', get('allowedRegions'), '-c allowedRegions=us-east-1'),
    capacity: readCapacity(get),
    customerManagedKey: flag('customerManagedKey', get('customerManagedKey')),
    introspection: flag('introspection', get('introspection')),
    retain: flag('retain', get('retain')),
    logRetentionDays: days('logRetentionDays', get('logRetentionDays'), logRetentions),
    pointInTimeRecoveryDays: units('pointInTimeRecoveryDays', get('pointInTimeRecoveryDays'), {
      min: 1,
      max: 35, // DynamoDB developer guide, "Point-in-time recovery"
    }),
    backupRetentionDays: units('backupRetentionDays', get('backupRetentionDays'), {
      min: 0,
      max: 3650,
    }),
    mfa: choice('mfa', get('mfa'), ['optional', 'required']),
    mailFrom: get('mailFrom') === undefined ? undefined : address('mailFrom', get('mailFrom')),
    alarmEmail:
      get('alarmEmail') === undefined ? undefined : address('alarmEmail', get('alarmEmail')),
    auditOwnRoles: flag('auditOwnRoles', get('auditOwnRoles') ?? false),
    restoredTable:
      get('restoredTable') === undefined
        ? undefined
        : text('restoredTable', get('restoredTable'), ''),
    restoredTableStream:
      get('restoredTableStream') === undefined
        ? undefined
        : text('restoredTableStream', get('restoredTableStream'), ''),
    contact:
      get('contact') === undefined
        ? undefined
        : text('contact', get('contact'), '-c contact=moderators@example.com'),
    reportRetentionDays: units(
      'reportRetentionDays',
      get('reportRetentionDays') ?? limits.report.retentionDays,
      { min: 1, max: 3650 },
    ),
    tags: words('tags', get('tags') ?? {}),
    stacks: list('stacks', get('stacks') ?? [], '').map((stack) =>
      choice('stacks', stack, optionalStacks),
    ),
  };
  checkSettings(settings);
  return settings;
}

function readCapacity(get: (setting: string) => unknown): CapacitySettings {
  const mode = choice('capacity', get('capacity'), ['onDemand', 'provisioned']);
  const most = { min: 10, max: 40_000 }; // a message takes 6 to 8 of the table; 40,000 is a table's default quota
  if (mode === 'onDemand') {
    return {
      mode,
      maxReadRequestUnits: units('maxReadRequestUnits', get('maxReadRequestUnits'), most),
      maxWriteRequestUnits: units('maxWriteRequestUnits', get('maxWriteRequestUnits'), most),
    };
  }
  return {
    mode,
    read: unitRange('readCapacity', get('readCapacity')),
    write: unitRange('writeCapacity', get('writeCapacity')),
  };
}
