import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import Fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { newUser, PASSWORD, servePool } from './servePool.js';

/** A pool, and the SDK at the address of its administrators. */
async function administered() {
  const pool = await servePool();
  const ada = await pool.cognito.seedUser(newUser('ada'));
  const app = Fastify({ forceCloseConnections: true });
  await app.register(pool.cognito.adminPlugin, { prefix: '/admin' });
  const endpoint = `${await app.listen({ host: '127.0.0.1', port: 0 })}/admin`;
  onTestFinished(() => app.close());
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint, credentials });
  onTestFinished(() => client.destroy());
  const signIn = () =>
    pool.call('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: pool.cognito.userPoolClientId,
      AuthParameters: { USERNAME: 'ada', PASSWORD },
    });
  const UserPoolId = pool.cognito.userPoolId;
  return { pool, ada, client, endpoint, signIn, byName: { UserPoolId, Username: 'ada' } };
}

describe('An administrator', () => {
  it('finds an account by its sub', async () => {
    const { ada, client, byName } = await administered();
    const find = async (sub: string) =>
      (
        await client.send(
          new ListUsersCommand({ UserPoolId: byName.UserPoolId, Filter: `sub = "${sub}"` }),
        )
      ).Users;
    expect(await find(ada.sub)).toMatchObject([{ Username: 'ada', Enabled: true }]);
    expect(await find(ada.sub.replace(/^./u, (digit) => (digit === '0' ? '1' : '0')))).toEqual([]);
  });

  it('disables an account: its sessions end, and it cannot sign in', async () => {
    const { pool, client, signIn, byName } = await administered();
    const { body } = await signIn();
    const { AccessToken } = body.AuthenticationResult as { AccessToken: string };
    await client.send(new AdminDisableUserCommand(byName));
    const user = await pool.call('GetUser', { AccessToken });
    expect(user.body).toMatchObject({
      __type: 'NotAuthorizedException',
      message: 'Access Token has been revoked',
    });
    expect((await signIn()).body).toMatchObject({
      __type: 'NotAuthorizedException',
      message: 'User is disabled.',
    });
  });

  it('deletes an account; where there is none, the answer says so', async () => {
    const { pool, client, byName } = await administered();
    await client.send(new AdminDeleteUserCommand(byName));
    expect(pool.cognito.users()).toEqual([]);
    await expect(client.send(new AdminDeleteUserCommand(byName))).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    });
  });

  it('is not what a client of the pool can be, nor a page of another origin', async () => {
    const { pool, endpoint, byName } = await administered();
    for (const action of ['AdminDeleteUser', 'AdminDisableUser', 'ListUsers']) {
      expect((await pool.call(action, byName)).body.__type).toBe('UnknownOperationException');
    }
    const preflight = await fetch(endpoint, { method: 'OPTIONS' });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    expect(pool.cognito.users()).toHaveLength(1);
  });
});
