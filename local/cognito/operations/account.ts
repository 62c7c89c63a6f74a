import { z } from 'zod';
import { toAttributeList } from '../attributes.js';
import { byClient, byUser, clientOperation, members, userOperation } from './operation.js';

export const GetUser = userOperation(byUser, async (_pool, { username, sub, attributes, mfa }) => ({
  Username: username,
  UserAttributes: toAttributeList(sub, attributes),
  ...(mfa ? { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] } : {}),
  ...(mfa?.isPreferred ? { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' } : {}),
}));

export const GlobalSignOut = userOperation(byUser, async (pool, user) => {
  await pool.tokens.revokeAll(user);
  return {};
});

/** An unknown token is no error (RFC 7009). AWS's answer to one is not known. */
export const RevokeToken = clientOperation(
  byClient.extend({ Token: members.refreshToken }),
  async (pool, { Token }) => {
    await pool.tokens.revoke(Token);
    return {};
  },
);

/** The pool does not remember devices. */
export const ListDevices = userOperation(
  byUser.extend({
    Limit: z.number().optional(),
    PaginationToken: z.string().optional(),
  }),
  async () => ({ Devices: [] }),
);

/** Cognito has no trigger for a deletion. Only the trail reports it. */
export const DeleteUser = userOperation(byUser, async (pool, user) => {
  pool.store.removeUser(user);
  await pool.store.save();
  pool.trail.deleteUser(user.sub);
  return {};
});
