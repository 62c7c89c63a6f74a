import { describe, expect, it } from 'vitest';
import { useMessaging } from '../support/messaging.js';

const messaging = useMessaging({ seed: true });

describe('The host', () => {
  it('serves /config.json as the client takes it', async () => {
    const { url } = messaging.host;
    const config = (await (await fetch(`${url}/config.json`)).json()) as Record<string, unknown>;
    expect(config).toMatchObject({
      amplify: {
        Auth: { Cognito: { userPoolEndpoint: `${url}/cognito` } },
        API: {
          GraphQL: {
            endpoint: `${url.replace('http', 'HTTP')}/graphql`,
            defaultAuthMode: 'userPool',
          },
        },
      },
      region: 'us-east-1',
      userPoolId: expect.stringMatching(/^us-east-1_[A-Za-z0-9]{9}$/) as string,
    });
    const demoUsers = config.demoUsers as Record<string, unknown>[];
    expect(demoUsers.length).toBeGreaterThanOrEqual(4);
    for (const user of demoUsers) {
      expect(Object.keys(user).sort()).toEqual(
        ['displayName', 'handle', 'password', 'username', 'uuid'].sort(),
      );
      expect(user.username).toBe(`${String(user.handle)}@example.com`);
    }
  });

  it('listens on loopback only', () => {
    expect(new URL(messaging.host.url).hostname).toBe('127.0.0.1');
  });

  it('answers /health', async () => {
    expect((await fetch(`${messaging.host.url}/health`)).status).toBe(200);
  });
});
