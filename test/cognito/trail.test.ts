import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  DeleteUserCommand,
  NotAuthorizedException,
} from '@aws-sdk/client-cognito-identity-provider';
import Fastify from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ApiCallEvent } from '../../local/cognito/trail.js';
import { matches } from '../../local/lambda/eventFilter.js';
import { accountDeletions } from '../../resolvers/accountDeletions.js';
import { newUser, PASSWORD, servePool } from './servePool.js';

/** A pool with one account, the SDK at both its addresses, and what the trail tells. */
async function trailed() {
  const pool = await servePool();
  const ada = await pool.cognito.seedUser(newUser('ada'));
  const app = Fastify({ forceCloseConnections: true });
  await app.register(pool.cognito.adminPlugin, { prefix: '/admin' });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  const clientAt = (endpoint: string) => {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = new CognitoIdentityProviderClient({
      region: 'us-east-1',
      endpoint,
      credentials,
      maxAttempts: 1,
    });
    onTestFinished(() => client.destroy());
    return client;
  };
  const events: ApiCallEvent[] = [];
  const listen = () => pool.cognito.onApiCall((event) => void events.push(event));
  const signIn = async () => {
    const { body } = await pool.call('InitiateAuth', {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: pool.cognito.userPoolClientId,
      AuthParameters: { USERNAME: 'ada', PASSWORD },
    });
    return body.AuthenticationResult.AccessToken;
  };
  const [own, admin] = [clientAt(pool.endpoint), clientAt(`${address}/admin`)];
  return { pool, ada, own, admin, events, listen, signIn };
}

describe('DeleteUser', () => {
  it('takes an access token, and the account is gone: the token is good no longer', async () => {
    const { pool, own, signIn } = await trailed();
    const AccessToken = await signIn();
    expect(await own.send(new DeleteUserCommand({ AccessToken }))).toMatchObject({
      $metadata: { httpStatusCode: 200 },
    });
    expect(pool.cognito.users()).toEqual([]);
    await expect(own.send(new DeleteUserCommand({ AccessToken }))).rejects.toThrow(
      NotAuthorizedException,
    );
  });

  it('with another token deletes nothing and is in no trail', async () => {
    const { pool, own, events, listen, signIn } = await trailed();
    listen();
    const AccessToken = `${(await signIn()).slice(0, -8)}AAAAAAAA`;
    await expect(own.send(new DeleteUserCommand({ AccessToken }))).rejects.toThrow(
      NotAuthorizedException,
    );
    expect(pool.cognito.users()).toHaveLength(1);
    expect(events).toEqual([]);
  });
});

describe('The trail of deletions', () => {
  it('has the sub of a deleted account, and neither name nor token', async () => {
    const { ada, own, events, listen, signIn } = await trailed();
    listen();
    const AccessToken = await signIn();
    await own.send(new DeleteUserCommand({ AccessToken }));
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.cognito-idp',
      detail: {
        eventSource: 'cognito-idp.amazonaws.com',
        eventName: 'DeleteUser',
        additionalEventData: { sub: ada.sub },
      },
    });
    expect(events[0]!.detail.eventTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const text = JSON.stringify(events);
    for (const secret of [AccessToken, 'ada@', '"ada"']) expect(text).not.toContain(secret);
  });

  it('has what an administrator deletes, with the pool, and not what they fail to delete', async () => {
    const { pool, ada, admin, events, listen } = await trailed();
    listen();
    const { userPoolId: UserPoolId } = pool.cognito;
    await admin.send(new AdminDeleteUserCommand({ UserPoolId, Username: 'ada' }));
    await expect(
      admin.send(new AdminDeleteUserCommand({ UserPoolId, Username: 'ada' })),
    ).rejects.toThrow('User does not exist.');
    expect(events).toHaveLength(1);
    expect(events[0]!.detail).toMatchObject({
      eventName: 'AdminDeleteUser',
      requestParameters: { userPoolId: UserPoolId },
      additionalEventData: { sub: ada.sub },
    });
    expect(JSON.stringify(events)).not.toContain('"ada"');
  });

  it('keeps its events for the listener, in their order', async () => {
    const { pool, ada, admin, events, listen } = await trailed();
    const ben = await pool.cognito.seedUser(newUser('ben'));
    const { userPoolId: UserPoolId } = pool.cognito;
    for (const Username of ['ada', 'ben']) {
      await admin.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    }
    listen();
    expect(events.map(({ detail }) => detail.additionalEventData.sub)).toEqual([ada.sub, ben.sub]);
  });
});

describe("The rule's pattern", () => {
  const event = (detail: object) => ({
    source: 'aws.cognito-idp',
    'detail-type': 'AWS API Call via CloudTrail',
    detail: { eventSource: 'cognito-idp.amazonaws.com', eventName: 'DeleteUser', ...detail },
  });

  it.each([
    ['a deletion by the person', event({}), true],
    ['a deletion by an administrator', event({ eventName: 'AdminDeleteUser' }), true],
    ['a deletion that failed', event({ errorCode: 'NotAuthorizedException' }), false],
    ['another action', event({ eventName: 'AdminDisableUser' }), false],
    ['an action of another service', event({ eventSource: 'iam.amazonaws.com' }), false],
    ['an event of an application', { ...event({}), source: 'somebody' }, false],
  ])('%s', (_, given, expected) => {
    expect(matches(accountDeletions.pattern, given)).toBe(expected);
  });
});
