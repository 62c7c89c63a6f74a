import { z } from 'zod';
import { toAttributeList } from '../attributes.js';
import { checkClient, members, operation } from './operation.js';

const byAccessToken = z.object({ AccessToken: members.accessToken });

export const GetUser = operation(byAccessToken, async (pool, { AccessToken }) => {
  const { username, sub, attributes, mfa } = await pool.tokens.userOf(AccessToken);
  return {
    Username: username,
    UserAttributes: toAttributeList(sub, attributes),
    ...(mfa ? { UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] } : {}),
    ...(mfa?.isPreferred ? { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' } : {}),
  };
});

export const GlobalSignOut = operation(byAccessToken, async (pool, { AccessToken }) => {
  await pool.tokens.revokeAll(await pool.tokens.userOf(AccessToken));
  return {};
});

/** An unknown token is no error (RFC 7009). AWS's answer to one is not known. */
export const RevokeToken = operation(
  z.object({ ClientId: members.clientId, Token: members.refreshToken }),
  async (pool, { ClientId, Token }) => {
    checkClient(pool, ClientId);
    await pool.tokens.revoke(Token);
    return {};
  },
);

/** The pool does not remember devices. */
export const ListDevices = operation(
  z.object({
    AccessToken: members.accessToken,
    Limit: z.number().optional(),
    PaginationToken: z.string().optional(),
  }),
  async (pool, { AccessToken }) => {
    await pool.tokens.userOf(AccessToken);
    return { Devices: [] };
  },
);

/** Cognito has no trigger for a deletion. Only the trail reports it. */
export const DeleteUser = operation(byAccessToken, async (pool, { AccessToken }) => {
  const user = await pool.tokens.userOf(AccessToken);
  pool.store.removeUser(user);
  await pool.store.save();
  pool.trail.deleteUser(user.sub);
  return {};
});
