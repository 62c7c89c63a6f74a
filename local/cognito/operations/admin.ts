import { z } from 'zod';
import { CognitoError, invalidParameter } from '../errors.js';
import type { Pool } from '../pool.js';
import type { User } from '../types.js';
import { members, operation, type Operation } from './operation.js';

/** `sub = "<uuid>"`: the only filter that this pool supports. */
const FILTER = /^sub\s*=\s*"([0-9a-f-]{36})"$/;

const ListUsers = operation(
  z.object({ UserPoolId: z.string(), Filter: z.string(), Limit: z.number().optional() }),
  async (pool, { UserPoolId, Filter }) => {
    checkPool(pool, UserPoolId);
    const [, sub] = FILTER.exec(Filter) ?? [];
    if (sub === undefined) throw invalidParameter('This host filters users by sub only');
    const user = pool.store.user(sub);
    return {
      Users: user
        ? [
            {
              Username: user.username,
              Attributes: [{ Name: 'sub', Value: user.sub }],
              Enabled: !user.isDisabled,
              UserStatus: user.status,
            },
          ]
        : [],
    };
  },
);

const byName = z.object({ UserPoolId: z.string(), Username: members.username });

/** "Deactivates a user profile and revokes all access tokens for the user" (API reference). */
const AdminDisableUser = operation(byName, async (pool, { UserPoolId, Username }) => {
  const user = findUser(pool, UserPoolId, Username);
  user.isDisabled = true;
  await pool.tokens.revokeAll(user);
  return {};
});

const AdminDeleteUser = operation(byName, async (pool, { UserPoolId, Username }) => {
  const user = findUser(pool, UserPoolId, Username);
  pool.store.removeUser(user);
  await pool.store.save();
  pool.trail.adminDeleteUser(user.sub);
  return {};
});

/**
 * The administrators' actions that the product's own functions use. On AWS they need credentials; on the
 * host, who serves `adminPlugin` says who may call them.
 */
export const adminOperations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({ AdminDeleteUser, AdminDisableUser, ListUsers }),
);

function checkPool(pool: Pool, userPoolId: string): void {
  if (userPoolId !== pool.keys.userPoolId) {
    throw new CognitoError('ResourceNotFoundException', `User pool ${userPoolId} does not exist.`);
  }
}

function findUser(pool: Pool, userPoolId: string, username: string): User {
  checkPool(pool, userPoolId);
  const user = pool.store.userByName(username);
  if (!user) throw new CognitoError('UserNotFoundException', 'User does not exist.');
  return user;
}
