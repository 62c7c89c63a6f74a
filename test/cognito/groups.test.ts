import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { signIn, useMessaging } from '../support/messaging.js';

const messaging = useMessaging();
const CLAIM = 'cognito:groups';

describe('The groups of an account', () => {
  it('are in its access and ID tokens, until it leaves them and signs in again', async () => {
    const { username, password, accessToken, idToken } = await messaging.newModerator();
    for (const token of [accessToken, idToken]) {
      expect(decodeJwt(token)[CLAIM]).toEqual(['moderators']);
    }
    const { attributes } = messaging.host.cognito
      .users()
      .find((user) => user.attributes.email === username)!;
    await messaging.host.cognito.seedUser({ password, attributes: { ...attributes } });
    const { AccessToken } = await signIn(messaging.host, username, password);
    expect(decodeJwt(AccessToken)).not.toHaveProperty(CLAIM);
  });

  it('are not a claim where there are none', async () => {
    const { accessToken } = await messaging.newPerson();
    expect(decodeJwt(accessToken)).not.toHaveProperty(CLAIM);
  });
});
