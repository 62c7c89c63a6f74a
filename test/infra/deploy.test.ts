import { describe, expect, it } from 'vitest';
import { configFromOutputs, deployCommand, UsageError } from '../../scripts/deploy.js';
import { useMessaging } from '../support/messaging.js';
import { synthesiseProduct } from './synth.js';

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

describe('npm run deploy', () => {
  it('deploys the product stack of a stage, with its settings', () => {
    expect(
      deployCommand([
        '--stage',
        'dev',
        '-c',
        'mfa=required',
        '--yes',
        '--',
        '--progress',
        'events',
      ]),
    ).toEqual({
      stage: 'dev',
      stack: 'messages-dev',
      cdkArguments: [
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
    });
  });

  it('refuses a deployment without a stage, and hot-swapping in production', () => {
    expect(() => deployCommand([])).toThrow('write --stage dev');
    expect(() => deployCommand(['--stage', 'production', '--hotswap'])).toThrow('production');
    expect(() => deployCommand(['--force'])).toThrow(UsageError);
  });

  it("writes the client's configuration in the shape that the local host serves", () => {
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

  it('finds in the stack every output that it needs', () => {
    const { Outputs } = synthesiseProduct({ stage: 'dev' });
    expect(Object.keys(Outputs!)).toEqual(
      expect.arrayContaining(Object.keys(outputs['messages-dev'])),
    );
  });

  it('names the output that is missing', () => {
    const { UserPoolId: _without, ...rest } = outputs['messages-dev'];
    expect(() => configFromOutputs({ 'messages-dev': rest }, 'messages-dev')).toThrow(
      'Stack "messages-dev" has no output "UserPoolId"',
    );
    expect(() => configFromOutputs({}, 'messages-qa')).toThrow('Stack "messages-qa"');
  });
});
