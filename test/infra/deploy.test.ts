import { describe, expect, it } from 'vitest';
import { SettingError } from '../../infra/SettingError.js';
import { UsageError } from '../../lib/commandLine.js';
import { configFromOutputs, type DeployCommand, deployCommand } from '../../scripts/deploy.js';
import { useMessaging } from '../support/messaging.js';
import { cdkContext, synthesiseProduct } from './synth.js';

const messaging = useMessaging();

const outputs = {
  'messages-dev': {
    GraphqlUrl: 'https://abc.appsync-api.us-east-1.amazonaws.com/graphql',
    Region: 'us-east-1',
    UserPoolId: 'us-east-1_AbCdEf',
    UserPoolClientId: '0123456789abcdef',
  },
};

/** The keys of an object and of all objects in it. */
const shape = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
    : typeof value;

const deploy = (...args: string[]) => deployCommand(args, cdkContext);
const mail = ['-c', 'mailFrom=hello@mail.example.com'];

describe('npm run deploy', () => {
  it('deploys the product stack of a stage, with its settings', () => {
    expect(
      deploy('--stage', 'dev', '-c', 'mfa=required', '--yes', '--', '--progress', 'events'),
    ).toEqual({
      stage: 'dev',
      stack: 'messages-dev',
      buildClient: false,
      runs: [
        [
          'deploy',
          'messages-dev',
          '-c',
          'stage=dev',
          '-c',
          'mfa=required',
          '--require-approval',
          'never',
          '--progress',
          'events',
        ],
      ],
    });
  });

  it('deploys the web client too, after a build, where the stage has the stack', () => {
    const command = deploy('--stage', 'dev', '-c', 'stacks=web') as DeployCommand;
    expect(command.buildClient).toBe(true);
    expect(command.runs[0]!.slice(0, 3)).toEqual(['deploy', 'messages-dev', 'messages-dev-web']);
  });

  it('creates a stage without deletion protection, and adds it once the creation succeeded', () => {
    const { runs } = deploy('--stage', 'production', ...mail, '--create') as DeployCommand;
    expect(runs).toHaveLength(2);
    expect(runs[0]).toContain('deletionProtection=false');
    expect(runs[1]).not.toContain('deletionProtection=false');
    const branch = deploy('--stage', 'my-branch', '--create') as DeployCommand;
    expect(branch.runs).toHaveLength(1);
  });

  it('rejects production without an address that mail comes from', () => {
    expect(() => deploy('--stage', 'production')).toThrow('Write "mailFrom"');
    expect(() => deploy('--stage', 'production', ...mail)).not.toThrow();
    expect(() => deploy('--stage', 'dev')).not.toThrow();
  });

  it('rejects an invalid setting before cdk runs', () => {
    expect(() => deploy('--stage', 'dev', '-c', 'region=eu-north-1')).toThrow(SettingError);
  });

  it('rejects a deployment without a stage, and hot-swapping in production', () => {
    expect(() => deploy()).toThrow('write --stage dev');
    expect(() => deploy('--stage', 'production', ...mail, '--hotswap')).toThrow('production');
    expect(() => deploy('--force')).toThrow(UsageError);
  });

  it("writes the client's configuration in the shape that the host serves", () => {
    const local = structuredClone(messaging.host.config);
    const deployed = configFromOutputs(outputs, 'messages-dev');
    const { userPoolEndpoint, ...cognito } = local.amplify.Auth.Cognito;
    expect(userPoolEndpoint).toContain('/cognito');
    expect(shape(deployed)).toEqual(
      shape({ ...local, amplify: { ...local.amplify, Auth: { Cognito: cognito } } }),
    );
    expect(deployed).toEqual({
      amplify: {
        Auth: {
          Cognito: { userPoolId: 'us-east-1_AbCdEf', userPoolClientId: '0123456789abcdef' },
        },
        API: {
          GraphQL: {
            endpoint: 'https://abc.appsync-api.us-east-1.amazonaws.com/graphql',
            region: 'us-east-1',
            defaultAuthMode: 'userPool',
          },
        },
      },
      region: 'us-east-1',
      userPoolId: 'us-east-1_AbCdEf',
      userPoolClientId: '0123456789abcdef',
      demoUsers: [],
    });
  });

  it('finds every output that it needs in the stack', () => {
    const { Outputs } = synthesiseProduct({ stage: 'dev' });
    expect(Object.keys(Outputs!)).toEqual(
      expect.arrayContaining(Object.keys(outputs['messages-dev'])),
    );
  });

  it('names the missing output', () => {
    const { UserPoolId: _without, ...rest } = outputs['messages-dev'];
    expect(() => configFromOutputs({ 'messages-dev': rest }, 'messages-dev')).toThrow(
      'Stack "messages-dev" has no output "UserPoolId"',
    );
    expect(() => configFromOutputs({}, 'messages-qa')).toThrow('Stack "messages-qa"');
  });
});
