import { checkPassword } from '../passwordPolicy.js';
import { candidateOf, identityOf } from '../pool.js';
import { createVerifier, isPassword } from '../srp.js';
import { byClient, byUser, clientOperation, members, userOperation } from './operation.js';
import { authenticate } from './signIn.js';

export const ForgotPassword = clientOperation(
  byClient.extend({
    Username: members.username,
    ClientMetadata: members.clientMetadata,
  }),
  async (pool, input) => {
    const user = pool.store.userByAlias(input.Username);
    const CodeDeliveryDetails =
      user?.attributes.email_verified === 'true'
        ? pool.codes.send(user, 'FORGOT_PASSWORD')
        : pool.codes.simulate(input.Username, 'FORGOT_PASSWORD');
    await pool.store.save(); // in both cases, so that both take the same time
    return { CodeDeliveryDetails };
  },
);

/** Sessions stay, as on AWS (amplify-js issue 6559): a client signs out everywhere. */
export const ConfirmForgotPassword = clientOperation(
  byClient.extend({
    Username: members.username,
    ConfirmationCode: members.confirmationCode,
    Password: members.password,
    ClientMetadata: members.clientMetadata,
  }),
  async (pool, input) => {
    checkPassword(input.Password, pool.settings.passwordPolicy);
    const user = pool.store.userByAlias(input.Username);
    if (user?.attributes.email_verified !== 'true') {
      return pool.codes.refuse(input.Username, 'FORGOT_PASSWORD');
    }
    pool.codes.use(user, 'FORGOT_PASSWORD', input.ConfirmationCode);
    user.password = createVerifier(identityOf(pool, user.username), input.Password);
    await pool.store.save();
    await pool.triggers.postConfirmation(user, 'ConfirmForgotPassword', input.ClientMetadata);
    return {};
  },
);

/** Sessions stay, as on AWS (amplify-js issue 4168). */
export const ChangePassword = userOperation(
  byUser.extend({
    PreviousPassword: members.password,
    ProposedPassword: members.password,
  }),
  async (pool, { username }, input) => {
    checkPassword(input.ProposedPassword, pool.settings.passwordPolicy);
    const candidate = candidateOf(pool, username);
    const identity = identityOf(pool, candidate.username);
    const user = authenticate(pool, candidate, () =>
      isPassword(identity, input.PreviousPassword, candidate.password),
    );
    user.password = createVerifier(identity, input.ProposedPassword);
    await pool.store.save();
    return {};
  },
);
