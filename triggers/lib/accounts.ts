import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  type CognitoIdentityProviderClient,
  ListUsersCommand,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Accounts } from './worker/table.js';

/**
 * The accounts of a user pool. The API of administrators asks for user names, and a `sub` is known here:
 * ListUsers can be filtered by it.
 */
export function accountsOf(UserPoolId: string, client: CognitoIdentityProviderClient): Accounts {
  const withName = async (sub: string, act: (Username: string) => Promise<unknown>) => {
    const { Users = [] } = await client.send(
      new ListUsersCommand({ UserPoolId, Filter: `sub = "${sub}"`, Limit: 1 }),
    );
    const Username = Users[0]?.Username;
    if (Username === undefined) return;
    await act(Username).catch((error: unknown) => {
      if (!(error instanceof UserNotFoundException)) throw error;
    });
  };
  return {
    disable: (sub) =>
      withName(sub, (Username) =>
        client.send(new AdminDisableUserCommand({ UserPoolId, Username })),
      ),
    remove: (sub) =>
      withName(sub, (Username) =>
        client.send(new AdminDeleteUserCommand({ UserPoolId, Username })),
      ),
  };
}
