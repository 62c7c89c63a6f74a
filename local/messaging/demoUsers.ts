import type { DemoUser } from '../../lib/clientConfig.js';
import type { Cognito } from '../cognito/cognito.js';
import { demoUsers } from './seed/people.js';

/** Makes the missing accounts of the demo users, through the triggers, as a sign-up does. */
export const makeDemoUsers = async (cognito: Cognito): Promise<DemoUser[]> =>
  Promise.all(
    demoUsers.map(async ({ handle, displayName, email, password, groups = [] }) => {
      const attributes = { preferred_username: handle, name: displayName, email };
      const { sub } = await cognito.seedUser({ password, attributes, groups: [...groups] });
      return { handle, displayName, username: email, password, uuid: sub };
    }),
  );
