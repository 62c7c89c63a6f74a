/**
 * The settings of a deployment, read from the CDK context and checked before any resource is made.
 * A setting comes from `-c <setting>=<value>`, else from `stages.<stage>` of cdk.json, else from
 * `stages.*`. A stage that cdk.json does not name is a branch stage: it has the settings of `*`.
 */
import { SettingError } from './SettingError.js';
import {
  capacitySchemas,
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

type GivenName = Exclude<SettingName, keyof typeof capacitySchemas>;

/** All settings of one stage. `settingSchemas` describes those that are here as they are given. */
export type Settings = {
  readonly [Name in Exclude<GivenName, 'capacity' | 'deletionProtection'>]: SettingValue<Name>;
} & {
  readonly stage: string;
  readonly production: boolean;
  readonly capacity: CapacitySettings;
  readonly deletionProtection: boolean;
};

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
  const names = Object.keys(settingSchemas).filter((name) => !(name in capacitySchemas));
  const given = Object.fromEntries(names.map((name) => [name, get(name as GivenName)])) as {
    [Name in GivenName]: SettingValue<Name>;
  };
  const settings: Settings = {
    ...given,
    stage,
    production: stage === 'production',
    capacity: readCapacity(get),
    deletionProtection: given.deletionProtection ?? given.retain,
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

/** What production must have. */
const inProduction = [
  { name: 'customerManagedKey', value: true, why: '' },
  { name: 'introspection', value: false, why: '' },
  { name: 'retain', value: true, why: ', or deleting the stack deletes its messages' },
] as const;

/** The rules between settings. */
function checkSettings(settings: Settings): void {
  const { production, stage, region, allowedRegions } = settings;
  if (!allowedRegions.includes(region)) {
    throw new SettingError(
      'region',
      `of stage "${stage}" is "${region}", which is not among allowedRegions (${allowedRegions.join(', ')}); ` +
        `write one of those, or, where the law allows user data there, add it to allowedRegions in cdk.json`,
    );
  }
  const { restoredTable, restoredTableStream } = settings;
  if (
    restoredTable !== undefined &&
    !restoredTableStream?.includes(`table/${restoredTable}/stream/`)
  ) {
    throw new SettingError(
      'restoredTableStream',
      `must be the ARN of the stream of ${restoredTable}, or no suspension takes effect; ` +
        'docs/operations.md, "Backup and restore", says how to switch it on',
    );
  }
  if (!production) return;
  for (const { name, value, why } of inProduction) {
    if (settings[name] === value) continue;
    throw new SettingError(
      name,
      `must be ${value} in production${why}; write "${name}": ${value} into stages.production of cdk.json`,
    );
  }
}
