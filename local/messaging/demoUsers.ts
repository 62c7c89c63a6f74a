import type { DemoUser } from '../../lib/clientConfig.js';
import type { Cognito } from '../cognito/cognito.js';
import { demoUsers } from './seed/people.js';

/**
 * Makes the missing accounts of the demo users, through the triggers, as a sign-up does. The triggers
 * of the others run again, in case they were interrupted.
 */
export const makeDemoUsers = async (cognito: Cognito): Promise<DemoUser[]> =>
  Promise.all(
    demoUsers.map(async ({ handle, displayName, email, password, groups = [] }) => {
      const attributes = { preferred_username: handle, name: displayName, email };
      const { sub } = await cognito.seedUser({ password, attributes, groups: [...groups] });
      return { handle, displayName, username: email, password, uuid: sub };
    }),
  );

/** The demo users as they are; undefined where one of them has no account. */
export function findDemoUsers(cognito: Cognito): DemoUser[] | undefined {
  const accounts = cognito
    .users()
    .filter(({ attributes }) => attributes.email_verified === 'true')
    .map(({ attributes, sub }): [string, string] => [attributes.email!, sub]);
  const uuids = new Map(accounts);
  const found = demoUsers.flatMap(({ handle, displayName, email, password }) => {
    const uuid = uuids.get(email);
    return uuid === undefined ? [] : [{ handle, displayName, username: email, password, uuid }];
  });
  return found.length === demoUsers.length ? found : undefined;
}
