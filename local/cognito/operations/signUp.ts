import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readAttributes } from '../attributes.js';
import {
  aliasExists,
  expiredCode,
  invalidParameter,
  notAuthorized,
  userExists,
} from '../errors.js';
import { checkPassword } from '../passwordPolicy.js';
import { identityOf, type Pool } from '../pool.js';
import { createVerifier } from '../srp.js';
import type { Attributes, ClientMetadata, User } from '../types.js';
import { byClient, clientOperation, members } from './operation.js';

/** What an account is made from. */
interface NewUser {
  username: string;
  password: string;
  attributes: Attributes;
  clientMetadata?: ClientMetadata;
}

/**
 * Makes an unconfirmed account.
 *
 * @throws CognitoError
 */
export async function createUser(
  pool: Pool,
  { username, password, attributes, clientMetadata }: NewUser,
): Promise<User> {
  if (username.includes('@')) {
    throw invalidParameter(
      'Username cannot be of email format, since user pool is configured for email alias.',
    );
  }
  checkPassword(password, pool.settings.passwordPolicy);
  if (pool.store.userByName(username)) throw userExists();
  const answer = await pool.triggers.preSignUp(username, attributes, clientMetadata);
  // Another sign-up may have taken the name while the trigger ran.
  if (pool.store.userByName(username)) throw userExists();
  const user: User = {
    sub: randomUUID(),
    username,
    attributes: {
      ...attributes,
      email_verified: String(answer.autoConfirmUser && answer.autoVerifyEmail),
    },
    status: answer.autoConfirmUser ? 'CONFIRMED' : 'UNCONFIRMED',
    password: createVerifier(identityOf(pool, username), password),
    codes: {},
  };
  pool.store.addUser(user);
  return user;
}

/** Confirms an account and its e-mail address, and calls the trigger. */
export async function confirmUser(
  pool: Pool,
  user: User,
  clientMetadata?: ClientMetadata,
): Promise<void> {
  user.status = 'CONFIRMED';
  user.attributes.email_verified = 'true';
  await pool.store.save();
  await pool.triggers.postConfirmation(user, 'ConfirmSignUp', clientMetadata);
}

export const SignUp = clientOperation(
  byClient.extend({
    Username: members.username,
    Password: members.password,
    UserAttributes: members.attributes,
    ClientMetadata: members.clientMetadata,
  }),
  async (pool, input) => {
    const attributes = readAttributes(input.UserAttributes, pool.settings);
    pool.codes.checkLimit(attributes.email ?? '', 'CONFIRM_SIGN_UP');
    const user = await createUser(pool, {
      username: input.Username,
      password: input.Password,
      attributes,
      clientMetadata: input.ClientMetadata,
    });
    if (user.status === 'CONFIRMED') {
      await pool.store.save();
      await pool.triggers.postConfirmation(user, 'ConfirmSignUp', input.ClientMetadata);
      return { UserConfirmed: true, UserSub: user.sub };
    }
    const CodeDeliveryDetails = pool.codes.send(user, 'CONFIRM_SIGN_UP');
    await pool.store.save();
    return { UserConfirmed: false, UserSub: user.sub, CodeDeliveryDetails };
  },
);

export const ConfirmSignUp = clientOperation(
  byClient.extend({
    Username: members.username,
    ConfirmationCode: members.confirmationCode,
    ForceAliasCreation: z.boolean().optional(),
    ClientMetadata: members.clientMetadata,
  }),
  async (pool, input) => {
    const user = pool.store.userByAlias(input.Username);
    if (!user) throw expiredCode();
    if (user.status === 'CONFIRMED') {
      // A caller who knows only an address must not learn that it has an account.
      if (user !== pool.store.userByName(input.Username)) throw expiredCode();
      throw notAuthorized('User cannot be confirmed. Current status is CONFIRMED');
    }
    pool.codes.check(user, 'CONFIRM_SIGN_UP', input.ConfirmationCode);
    const holder = pool.store.userByEmail(user.attributes.email ?? '');
    if (holder && !input.ForceAliasCreation) throw aliasExists();
    pool.codes.use(user, 'CONFIRM_SIGN_UP', input.ConfirmationCode);
    if (holder) holder.attributes.email_verified = 'false';
    await confirmUser(pool, user, input.ClientMetadata);
    return {};
  },
);

export const ResendConfirmationCode = clientOperation(
  byClient.extend({
    Username: members.username,
    ClientMetadata: members.clientMetadata,
  }),
  async (pool, input) => {
    const user = pool.store.userByAlias(input.Username);
    const CodeDeliveryDetails =
      user?.status === 'UNCONFIRMED'
        ? pool.codes.send(user, 'CONFIRM_SIGN_UP')
        : pool.codes.simulate(input.Username, 'CONFIRM_SIGN_UP');
    await pool.store.save();
    return { CodeDeliveryDetails };
  },
);
