import { SettingError } from './SettingError.js';

/** The settings that the rules read. */
interface CheckedSettings {
  readonly stage: string;
  readonly production: boolean;
  readonly region: string;
  readonly allowedRegions: readonly string[];
  readonly customerManagedKey: boolean;
  readonly introspection: boolean;
  readonly retain: boolean;
  readonly restoredTable: string | undefined;
  readonly restoredTableStream: string | undefined;
}

/**
 * The rules between settings.
 * @throws SettingError
 */
export function checkSettings(settings: CheckedSettings): void {
  const { production, stage, region, allowedRegions, customerManagedKey } = settings;
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
  if (!customerManagedKey) {
    throw new SettingError(
      'customerManagedKey',
      'must be true in production; write "customerManagedKey": true into stages.production of cdk.json',
    );
  }
  if (settings.introspection) {
    throw new SettingError(
      'introspection',
      'must be false in production; write "introspection": false into stages.production of cdk.json',
    );
  }
  if (!settings.retain) {
    throw new SettingError(
      'retain',
      'must be true in production, or deleting the stack deletes its messages; write "retain": true into stages.production of cdk.json',
    );
  }
}
