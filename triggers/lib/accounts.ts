import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  type CognitoIdentityProviderClient,
  ListUsersCommand,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Accounts } from './worker/table.js';

/**
 * The name of the account of this `sub`; undefined where there is none. The API of administrators asks for
 * user names, and ListUsers can be filtered by the `sub`.
 * @param sub a UUID: it becomes part of a filter
 */
export async function usernameOf(
  UserPoolId: string,
  client: CognitoIdentityProviderClient,
  sub: string,
): Promise<string | undefined> {
  const { Users = [] } = await client.send(
    new ListUsersCommand({ UserPoolId, Filter: `sub = "${sub}"`, Limit: 1 }),
  );
  return Users[0]?.Username;
}

/** The accounts of a user pool. */
export function accountsOf(UserPoolId: string, client: CognitoIdentityProviderClient): Accounts {
  const withName = async (sub: string, act: (Username: string) => Promise<unknown>) => {
    const Username = await usernameOf(UserPoolId, client, sub);
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
