/**
 * What each setting accepts (zod), and what an error tells to write. `-c` gives text, cdk.json gives
 * JSON types: a schema accepts both and gives one type.
 */
import { z } from 'zod';
import { limits } from '../resolvers/limits.js';
import { userPool } from '../resolvers/userPool.js';

const optionalStacks = ['audit', 'configRules', 'serviceControlPolicy', 'web'] as const;
export type OptionalStack = (typeof optionalStacks)[number];

export interface UnitRange {
  readonly min: number;
  readonly max: number;
}

interface SettingSchema<Value> {
  readonly schema: z.ZodType<Value>;
  /** What to write, as the end of "Setting … is …; write …". */
  readonly advice: string;
}

const setting = <Value>(schema: z.ZodType<Value>, advice: string): SettingSchema<Value> => ({
  schema,
  advice,
});

const optional = <Value>({ schema, advice }: SettingSchema<Value>) =>
  setting(schema.optional(), advice);

const withDefault = <Value>(value: Value, { schema, advice }: SettingSchema<Value>) =>
  setting(
    schema.optional().transform((given) => given ?? value),
    advice,
  );

const text = (advice: string) => setting(z.string().min(1), advice);

const address = (name: string) =>
  setting(z.string().regex(/^[^@\s]+@[^@\s]+$/), `write an e-mail address: ${name}@example.com`);

const flag = (name: string) =>
  setting(
    z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive' })]),
    `write true or false: -c ${name}=true`,
  );

const choice = <const Word extends string>(name: string, words: readonly Word[]) =>
  setting(z.enum(words), `write one of ${words.join(', ')}: -c ${name}=${words[0]}`);

const list = (advice: string) =>
  setting(
    z.union([
      z.string().transform((words) => words.split(',').filter(Boolean)),
      z.array(z.string()),
    ]),
    advice,
  );

const number = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);

const units = (name: string, { min, max }: UnitRange) =>
  setting(
    number.pipe(z.int().min(min).max(max)),
    `write a whole number from ${min} to ${max}: -c ${name}=${Math.max(min, 1)}`,
  );

const oneOf = (name: string, possible: readonly number[]) =>
  setting(
    number.refine((value) => possible.includes(value)),
    `write one of ${possible.join(', ')}: -c ${name}=${possible[0]}`,
  );

const bounds = z
  .strictObject({ min: z.int().min(1), max: z.int() })
  .refine(({ min, max }) => max >= min);
const unitRange = (name: string) =>
  setting<UnitRange>(
    z.union([
      z
        .string()
        .regex(/^\d+-\d+$/)
        .transform((value) => {
          const [min = 0, max = 0] = value.split('-').map(Number);
          return { min, max };
        })
        .pipe(bounds),
      bounds,
    ]),
    `provisioned capacity needs bounds for auto scaling; write least and most units a second: -c ${name}=5-100`,
  );

/** The days for which CloudWatch Logs can keep a log ("PutRetentionPolicy", API reference). */
const logRetentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827];
/** A message takes 6 to 8 units of the table. A table's default quota is 40,000. */
const brake = { min: 10, max: 40_000 };

/** The numbers of `capacity`: its mode says which of them it needs. */
export const capacitySchemas = {
  maxReadRequestUnits: units('maxReadRequestUnits', brake),
  maxWriteRequestUnits: units('maxWriteRequestUnits', brake),
  readCapacity: unitRange('readCapacity'),
  writeCapacity: unitRange('writeCapacity'),
} as const;

/** Every setting that cdk.json and `-c` may give. docs/operations.md describes each. */
export const settingSchemas = {
  region: text('write text, as in -c region=us-east-1'),
  /** Undefined: the account of the deployment's credentials. */
  account: optional(text('write the 12 digits of an account')),
  /** The regions where the law allows this user data. */
  allowedRegions: list('write a list, with commas: -c allowedRegions=us-east-1,…'),
  capacity: choice('capacity', ['onDemand', 'provisioned']),
  ...capacitySchemas,
  /** Encrypts table, logs, backups and alarm topic with a key of the account's own. */
  customerManagedKey: flag('customerManagedKey'),
  introspection: flag('introspection'),
  /** Data outlives its stack. */
  retain: flag('retain'),
  /** Table, user pool and stacks refuse deletion. Off only until a first creation has succeeded. */
  deletionProtection: optional(flag('deletionProtection')),
  logRetentionDays: oneOf('logRetentionDays', logRetentions),
  // DynamoDB developer guide, "Point-in-time recovery".
  pointInTimeRecoveryDays: units('pointInTimeRecoveryDays', { min: 1, max: 35 }),
  /** 0: no backups beside point-in-time recovery. */
  backupRetentionDays: units('backupRetentionDays', { min: 0, max: 3650 }),
  backupSchedule: choice('backupSchedule', ['nightly', 'weekly']),
  mfa: choice('mfa', userPool.mfaModes),
  /**
   * The sender of e-mail to people. Its domain is verified in SES in the stage's region. Undefined:
   * Cognito's own address, with 50 messages a day (Cognito developer guide, "Quotas").
   */
  mailFrom: optional(address('hello')),
  /** Who gets the alarms. */
  alarmEmail: optional(address('oncall')),
  /** US dollars a month. Undefined: no budget. */
  monthlyBudget: optional(units('monthlyBudget', { min: 1, max: 10_000_000 })),
  /** AppSync's metrics of data sources and resolvers, and the alarms on them. */
  enhancedMetrics: flag('enhancedMetrics'),
  /** An AppSync cache for `Query.user`. */
  profileCache: flag('profileCache'),
  /** Minutes between two runs of the canary. 0: no canary. */
  canaryMinutes: units('canaryMinutes', { min: 0, max: 60 }),
  /** Audits the product's own table access too: one CloudTrail data event a request. */
  auditOwnRoles: withDefault(false, flag('auditOwnRoles')),
  /** A restored table that replaces the stack's own (docs/operations.md). */
  restoredTable: optional(text('write the name of the restored table')),
  /** The ARN of the restored table's stream: the worker reads it. Goes with `restoredTable`. */
  restoredTableStream: optional(text("write the ARN of the restored table's stream")),
  /** Whether people see that the other one is typing. */
  typing: withDefault(true, flag('typing')),
  /** Where people object to a decision of the moderators, as they are shown it. */
  contact: optional(text('write where people object: -c contact=moderators@example.com')),
  /** How long a report and its evidence are kept after the decision. */
  reportRetentionDays: withDefault(
    limits.report.retentionDays,
    units('reportRetentionDays', { min: 1, max: 3650 }),
  ),
  /** How long messages are kept. Undefined: for ever. */
  messageRetentionDays: optional(units('messageRetentionDays', { min: 1, max: 3650 })),
  tags: withDefault(
    {},
    setting(z.record(z.string(), z.string()), 'write an object of text: { "team": "social" }'),
  ),
  stacks: withDefault(
    [],
    setting(
      list('').schema.pipe(z.array(z.enum(optionalStacks))),
      `write a list of ${optionalStacks.join(', ')}: -c stacks=${optionalStacks[0]}`,
    ),
  ),
} as const;

export type SettingName = keyof typeof settingSchemas;
export type SettingValue<Name extends SettingName> = z.infer<
  (typeof settingSchemas)[Name]['schema']
>;

/** The name of a stage: resources are named after it. */
export const stageName = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/);

/** `stages` of cdk.json, by the stage's name. */
export const stagesSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
