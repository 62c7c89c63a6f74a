/**
 * The settings of a deployment, read from the CDK context and checked before any resource is made.
 * A setting comes from `-c <setting>=<value>`, else from `stages.<stage>` of cdk.json, else from
 * `stages.*`. A stage that cdk.json does not name is a branch stage: it has the settings of `*`.
 */
import type { userPool } from '../resolvers/userPool.js';
import { SettingError } from './SettingError.js';
import { checkSettings } from './settingRules.js';
import {
  type OptionalStack,
  type SettingName,
  settingSchemas,
  type SettingValue,
  stageName,
  stagesSchema,
  type UnitRange,
} from './settingSchemas.js';

/** Units a second. A write unit is 1 KB written, a read unit is 4 KB read. */
export type CapacitySettings =
  | {
      readonly mode: 'onDemand';
      readonly maxReadRequestUnits: number;
      readonly maxWriteRequestUnits: number;
    }
  | { readonly mode: 'provisioned'; readonly read: UnitRange; readonly write: UnitRange };

export interface Settings {
  readonly stage: string;
  readonly production: boolean;
  readonly region: string;
  /** Undefined: the account of the deployment's credentials. */
  readonly account: string | undefined;
  /** The regions where the law allows this user data. */
  readonly allowedRegions: readonly string[];
  readonly capacity: CapacitySettings;
  /** Encrypts table, logs, backups and alarm topic with a key of the account's own. */
  readonly customerManagedKey: boolean;
  readonly introspection: boolean;
  /** Data outlives its stack. */
  readonly retain: boolean;
  /** Table, user pool and stacks refuse deletion. Off only until a first creation has succeeded. */
  readonly deletionProtection: boolean;
  readonly logRetentionDays: number;
  readonly pointInTimeRecoveryDays: number;
  /** 0: no backups beside point-in-time recovery. */
  readonly backupRetentionDays: number;
  readonly backupSchedule: 'nightly' | 'weekly';
  readonly mfa: (typeof userPool.mfaModes)[number];
  /**
   * The sender of e-mail to people. Its domain is verified in SES in the stage's region. Undefined:
   * Cognito's own address, with 50 messages a day (Cognito developer guide, "Quotas").
   */
  readonly mailFrom: string | undefined;
  /** Who gets the alarms. */
  readonly alarmEmail: string | undefined;
  /** US dollars a month. Undefined: no budget. */
  readonly monthlyBudget: number | undefined;
  /** AppSync's metrics of data sources and resolvers, and the alarms on them. */
  readonly enhancedMetrics: boolean;
  /** An AppSync cache for `Query.user`. */
  readonly profileCache: boolean;
  /** Minutes between two runs of the canary. 0: no canary. */
  readonly canaryMinutes: number;
  /** Audits the product's own table access too: one CloudTrail data event a request. */
  readonly auditOwnRoles: boolean;
  /** A restored table that replaces the stack's own (docs/operations.md). */
  readonly restoredTable: string | undefined;
  /** The ARN of the restored table's stream: the worker reads it. Goes with `restoredTable`. */
  readonly restoredTableStream: string | undefined;
  /** Whether people see that the other one is typing. */
  readonly typing: boolean;
  /** Where people object to a decision of the moderators, as they are shown it. */
  readonly contact: string | undefined;
  /** How long a report and its evidence are kept after the decision. */
  readonly reportRetentionDays: number;
  /** How long messages are kept. Undefined: for ever. */
  readonly messageRetentionDays: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly stacks: readonly OptionalStack[];
}

export type Context = Readonly<Record<string, unknown>>;

/**
 * The stages that cdk.json names, without `*`.
 * @throws SettingError
 */
export function namedStages(context: Context): string[] {
  return Object.keys(readStages(context)).filter((stage) => stage !== '*');
}

function readStages(context: Context): Readonly<Record<string, Context>> {
  const { success, data } = stagesSchema.safeParse(context['stages']);
  if (!success) {
    throw new SettingError('stages', 'is missing; write "stages": { "*": { … } } into cdk.json');
  }
  for (const [name, settings] of Object.entries(data)) {
    const unknown = Object.keys(settings).find((setting) => !(setting in settingSchemas));
    if (unknown) {
      const known = Object.keys(settingSchemas).join(', ');
      throw new SettingError(
        `stages.${name}.${unknown}`,
        `is not a setting; the settings are ${known}`,
      );
    }
  }
  return data;
}

/**
 * The settings of one stage.
 * @throws SettingError which names the setting and says what to write.
 */
export function readSettings(context: Context, stage: string): Settings {
  if (!stageName.safeParse(stage).success) {
    throw new SettingError(
      'stage',
      `is "${stage}"; write up to 30 lower-case letters, digits and hyphens, a letter first: -c stage=my-branch`,
    );
  }
  const stages = readStages(context);
  const get = <Name extends SettingName>(name: Name): SettingValue<Name> => {
    const value = context[name] ?? stages[stage]?.[name] ?? stages['*']?.[name];
    return parse(name, value);
  };
  const settings: Settings = {
    stage,
    production: stage === 'production',
    region: get('region'),
    account: get('account'),
    allowedRegions: get('allowedRegions'),
    capacity: readCapacity(get),
    customerManagedKey: get('customerManagedKey'),
    introspection: get('introspection'),
    retain: get('retain'),
    deletionProtection: get('deletionProtection') ?? get('retain'),
    logRetentionDays: get('logRetentionDays'),
    pointInTimeRecoveryDays: get('pointInTimeRecoveryDays'),
    backupRetentionDays: get('backupRetentionDays'),
    backupSchedule: get('backupSchedule'),
    mfa: get('mfa'),
    mailFrom: get('mailFrom'),
    alarmEmail: get('alarmEmail'),
    monthlyBudget: get('monthlyBudget'),
    enhancedMetrics: get('enhancedMetrics'),
    profileCache: get('profileCache'),
    canaryMinutes: get('canaryMinutes'),
    auditOwnRoles: get('auditOwnRoles'),
    restoredTable: get('restoredTable'),
    restoredTableStream: get('restoredTableStream'),
    typing: get('typing'),
    contact: get('contact'),
    reportRetentionDays: get('reportRetentionDays'),
    messageRetentionDays: get('messageRetentionDays'),
    tags: get('tags'),
    stacks: get('stacks'),
  };
  checkSettings(settings);
  return settings;
}

function parse<Name extends SettingName>(name: Name, value: unknown): SettingValue<Name> {
  const { schema, advice } = settingSchemas[name];
  const result = schema.safeParse(value);
  if (result.success) return result.data as SettingValue<Name>;
  const found = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
  throw new SettingError(name, `${found}; ${advice}`);
}

function readCapacity(
  get: <Name extends SettingName>(name: Name) => SettingValue<Name>,
): CapacitySettings {
  const mode = get('capacity');
  if (mode === 'provisioned') {
    return { mode, read: get('readCapacity'), write: get('writeCapacity') };
  }
  return {
    mode,
    maxReadRequestUnits: get('maxReadRequestUnits'),
    maxWriteRequestUnits: get('maxWriteRequestUnits'),
  };
}
