import { fetchAuthSession } from 'aws-amplify/auth';
import type { Config } from '../config';
import { endSessions } from '../session';

/**
 * Ends every session of the person, on every device. First the refresh tokens, then the connections: a
 * device whose connection is closed asks at once whether it is still signed in. This device keeps its tokens.
 * Rejects where the sessions have not ended.
 */
export async function endAllSessions(config: Config): Promise<void> {
  const { tokens } = await fetchAuthSession();
  if (!tokens) throw new Error('There is no session now');
  await revokeAll(config, tokens.accessToken.toString());
  await endSessions();
}

/**
 * Cognito's `GlobalSignOut`. Amplify's `signOut({ global: true })` would hide that it has failed
 * (auth 6, `globalSignOut`), and who fears a thief must learn of it.
 */
async function revokeAll({ amplify, region }: Config, accessToken: string): Promise<void> {
  const endpoint =
    amplify.Auth?.Cognito.userPoolEndpoint ?? `https://cognito-idp.${region}.amazonaws.com/`;
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.GlobalSignOut',
    },
    body: JSON.stringify({ AccessToken: accessToken }),
  });
  if (!answer.ok) throw new Error(`Cognito answered with HTTP ${answer.status}`);
}
