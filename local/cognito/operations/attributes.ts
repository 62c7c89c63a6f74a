import { z } from 'zod';
import { checkMutable, checkRequired, readWritableAttributes } from '../attributes.js';
import { aliasExists, invalidParameter } from '../errors.js';
import { byUser, members, userOperation } from './operation.js';

const attributeName = z.string().min(1).max(32);

/**
 * Changes attributes. A code has to prove a new e-mail address. If the pool keeps the original
 * address, the new one counts only after that; otherwise it counts at once, as not verified.
 */
export const UpdateUserAttributes = userOperation(
  byUser.extend({
    UserAttributes: members.attributes,
    ClientMetadata: members.clientMetadata,
  }),
  async (pool, user, input) => {
    const given = readWritableAttributes(input.UserAttributes, pool.settings);
    checkMutable(Object.keys(given), pool.settings);
    const { email, ...others } = given;
    const changed = { ...user.attributes, ...others, ...(email === undefined ? {} : { email }) };
    checkRequired(changed, pool.settings.requiredAttributes);
    const isNewEmail = email !== undefined && email !== user.attributes.email;
    if (isNewEmail) pool.codes.checkLimit(email, 'VERIFY_EMAIL'); // before anything is changed
    if (email !== undefined) delete user.codes.VERIFY_EMAIL;
    if (isNewEmail && pool.settings.keepsOriginalEmail) {
      user.attributes = { ...user.attributes, ...others };
      user.pendingEmail = email;
    } else {
      user.attributes = { ...changed, ...(isNewEmail ? { email_verified: 'false' } : {}) };
      if (email !== undefined) delete user.pendingEmail;
    }
    const CodeDeliveryDetailsList = isNewEmail
      ? [pool.codes.send(user, 'VERIFY_EMAIL', email)]
      : [];
    await pool.store.save();
    return { CodeDeliveryDetailsList };
  },
);

/**
 * Sends a code to the account's present address, also while a new one waits for its proof: as seen
 * on Cognito (amplify-flutter issue 3756). To get another code for the new address, a client asks
 * for the change again.
 */
export const GetUserAttributeVerificationCode = userOperation(
  byUser.extend({
    AttributeName: attributeName,
    ClientMetadata: members.clientMetadata,
  }),
  async (pool, user, { AttributeName }) => {
    checkVerifiable(AttributeName);
    const CodeDeliveryDetails = pool.codes.send(user, 'VERIFY_EMAIL');
    await pool.store.save();
    return { CodeDeliveryDetails };
  },
);

/** Proves an e-mail address. It is an alias from then on. */
export const VerifyUserAttribute = userOperation(
  byUser.extend({
    AttributeName: attributeName,
    Code: members.confirmationCode,
  }),
  async (pool, user, { AttributeName, Code }) => {
    checkVerifiable(AttributeName);
    const email = pool.codes.use(user, 'VERIFY_EMAIL', Code) ?? user.attributes.email ?? '';
    const holder = pool.store.userByEmail(email);
    if (holder && holder !== user) {
      await pool.store.save(); // the code is used up
      throw aliasExists();
    }
    user.attributes = { ...user.attributes, email, email_verified: 'true' };
    if (email === user.pendingEmail) delete user.pendingEmail;
    await pool.store.save();
    return {};
  },
);

export const DeleteUserAttributes = userOperation(
  byUser.extend({ UserAttributeNames: z.array(attributeName) }),
  async (pool, user, { UserAttributeNames }) => {
    readWritableAttributes(
      UserAttributeNames.map((Name) => ({ Name })),
      pool.settings,
    );
    checkMutable(UserAttributeNames, pool.settings);
    const kept = Object.entries(user.attributes).filter(
      ([name]) => !UserAttributeNames.includes(name),
    );
    checkRequired(Object.fromEntries(kept), pool.settings.requiredAttributes);
    user.attributes = Object.fromEntries(kept);
    await pool.store.save();
    return {};
  },
);

function checkVerifiable(name: string): void {
  if (name !== 'email') throw invalidParameter(`The attribute ${name} cannot be verified`);
}
