import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { SettingError } from '../../infra/SettingError.js';
import { type Context, namedStages, readSettings } from '../../infra/settings.js';
import { builtProgram } from '../support/builtProgram.js';

const root = new URL('../..', import.meta.url);
const { context: cdkContext } = JSON.parse(readFileSync(new URL('cdk.json', root), 'utf8')) as {
  readonly context: Context;
};

/** The error that rejects these settings, given as `-c` gives them. */
function refusal(stage: string, settings: Context): SettingError {
  try {
    readSettings({ ...cdkContext, ...settings }, stage);
  } catch (error) {
    if (error instanceof SettingError) return error;
    throw error;
  }
  throw new Error('The settings were accepted');
}

describe('settings', () => {
  it('of every stage in cdk.json are accepted', () => {
    const stages = namedStages(cdkContext);
    expect(stages).toEqual(['dev', 'production']);
    for (const stage of stages) expect(readSettings(cdkContext, stage).stage).toBe(stage);
  });

  it('of a stage that cdk.json does not name are those of every branch', () => {
    const branch = readSettings(cdkContext, 'feature-emoji');
    expect(branch).toMatchObject({ production: false, retain: false, stacks: [] });
    expect(branch).toEqual({ ...readSettings(cdkContext, 'dev'), stage: 'feature-emoji' });
  });

  it('given with -c override those of cdk.json', () => {
    const settings = readSettings(
      { ...cdkContext, logRetentionDays: '30', mfa: 'required' },
      'dev',
    );
    expect(settings).toMatchObject({ logRetentionDays: 30, mfa: 'required' });
  });

  it('reject a region that is not allowed, and list the allowed ones', () => {
    const { setting, message } = refusal('dev', { region: 'eu-north-1' });
    expect(setting).toBe('region');
    expect(message).toBe(
      'Setting "region" of stage "dev" is "eu-north-1", which is not among allowedRegions (us-east-1); ' +
        'write one of those, or, where the law allows user data there, add it to allowedRegions in cdk.json.',
    );
  });

  it('reject production without a customer key', () => {
    const { setting, message } = refusal('production', { customerManagedKey: 'false' });
    expect(setting).toBe('customerManagedKey');
    expect(message).toContain(
      'write "customerManagedKey": true into stages.production of cdk.json',
    );
  });

  it('reject production with introspection', () => {
    const { setting, message } = refusal('production', { introspection: 'true' });
    expect(setting).toBe('introspection');
    expect(message).toContain('write "introspection": false into stages.production of cdk.json');
  });

  it('reject production whose data would be deleted with its stack', () => {
    expect(refusal('production', { retain: 'false' }).message).toContain('write "retain": true');
  });

  it.each([
    [{}, 'readCapacity', 'is missing'],
    [{ readCapacity: '5-100' }, 'writeCapacity', 'is missing'],
    [{ readCapacity: '100-5', writeCapacity: '5-100' }, 'readCapacity', 'is "100-5"'],
    [{ readCapacity: '5-100', writeCapacity: '0-100' }, 'writeCapacity', 'is "0-100"'],
    [{ readCapacity: { min: 5 }, writeCapacity: '5-100' }, 'readCapacity', 'is {"min":5}'],
  ])('reject provisioned capacity without bounds: %o', (bounds, setting, problem) => {
    const error = refusal('dev', { capacity: 'provisioned', ...bounds });
    expect(error.setting).toBe(setting);
    expect(error.message).toContain(problem);
    expect(error.message).toContain(`-c ${setting}=5-100`);
  });

  it.each([
    ['region', 7, '-c region=us-east-1'],
    ['capacity', 'plenty', 'write one of onDemand, provisioned: -c capacity=onDemand'],
    ['maxWriteRequestUnits', 'many', 'write a whole number from 10 to 40000'],
    ['maxReadRequestUnits', '0', 'write a whole number from 10 to 40000'],
    ['customerManagedKey', 'maybe', 'write true or false: -c customerManagedKey=true'],
    ['logRetentionDays', '13', 'write one of 1, 3, 5, 7, 14'],
    ['pointInTimeRecoveryDays', '36', 'write a whole number from 1 to 35'],
    ['mailFrom', 'Cruddur', 'write an e-mail address: hello@example.com'],
    ['alarmEmail', 'a@b c', 'write an e-mail address: oncall@example.com'],
    ['mfa', 'sometimes', 'write one of optional, required'],
    ['backupSchedule', 'hourly', 'write one of nightly, weekly: -c backupSchedule=nightly'],
    ['monthlyBudget', '-5', 'write a whole number from 1 to 10000000'],
    ['messageRetentionDays', '0', 'write a whole number from 1 to 3650'],
    ['messageRetentionDays', '1.5', '-c messageRetentionDays=1'],
    ['messageRetentionDays', 'week', 'write a whole number from 1 to 3650'],
    ['canaryMinutes', '90', 'write a whole number from 0 to 60'],
    ['enhancedMetrics', 'some', 'write true or false: -c enhancedMetrics=true'],
    ['profileCache', 'yes', 'write true or false: -c profileCache=true'],
    ['stacks', 'audit,everything', 'write a list of audit, configRules, serviceControlPolicy, web'],
    ['tags', 'blue', 'write an object of text'],
  ])('reject a %s of %o, and say what to write', (setting, value, advice) => {
    const error = refusal('dev', { [setting]: value });
    expect(error.setting).toBe(setting);
    expect(error.message).toContain(
      `Setting "${setting}" is ${JSON.stringify(value)}`.slice(0, 20),
    );
    expect(error.message).toContain(advice);
  });

  it('reject the name of a stage that no resource could have', () => {
    for (const stage of ['Feature/Emoji', '', '1st', '*', 'a'.repeat(31)]) {
      expect(refusal(stage, {}).message).toContain('-c stage=my-branch');
    }
  });

  it('reject a misspelt setting in cdk.json', () => {
    const stages = { '*': { logRetentionDay: 7 } };
    expect(refusal('dev', { stages }).setting).toBe('stages.*.logRetentionDay');
  });

  it('that are rejected end synthesis with the message alone', async () => {
    const program = await builtProgram('infra/main.ts');
    const run = promisify(execFile)(process.execPath, [program], {
      cwd: root,
      env: {
        ...process.env,
        CDK_CONTEXT_JSON: JSON.stringify({ ...cdkContext, stage: 'dev', region: 'eu-north-1' }),
      },
    });
    const { code, stderr } = await run.then(
      () => ({ code: 0, stderr: '' }),
      (error: { readonly code: number; readonly stderr: string }) => error,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Setting "region" of stage "dev" is "eu-north-1".*\.\n$/);
  }, 120_000); // a new process loads all of CDK
});
