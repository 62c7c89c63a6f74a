import { fetchAuthSession, fetchMFAPreference } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { isSessionOver } from './messaging';

/**
 * Asks Cognito whether the session has ended whenever the connection is closed while there is a network:
 * the person may have signed out everywhere. The token would still do, for some minutes.
 */
export function watchForSessionEnd(): void {
  let wasConnected = false;
  Hub.listen('api', ({ payload }) => {
    if (payload.event !== 'ConnectionStateChange') return;
    const { connectionState } = payload.data as { readonly connectionState: string };
    if (connectionState === 'Connected') wasConnected = true;
    if (connectionState !== 'ConnectionDisrupted' || !wasConnected) return;
    wasConnected = false;
    void ask();
  });
}

/**
 * Any request with the token tells whether it was revoked. Only then the token is refreshed, which fails
 * and ends the session here: a refresh whose answer is lost would end a session that is good.
 */
async function ask(): Promise<void> {
  try {
    await fetchMFAPreference();
  } catch (error) {
    if (isSessionOver(error)) await fetchAuthSession({ forceRefresh: true }).catch(() => undefined);
  }
}
