import { z } from 'zod';
import { incorrectPassword, invalidParameter, notAuthorized, notConfirmed } from '../errors.js';
import { candidateOf, identityOf, type Pool } from '../pool.js';
import { createServerKeys, isPassword, isSignature, readClientKey } from '../srp.js';
import type { Candidate, ClientMetadata, User } from '../types.js';
import { answerSetup, answerSoftwareToken, finishSignIn } from './challenges.js';
import { byClient, clientOperation, members, requireParameter } from './operation.js';

type Parameters = Readonly<Record<string, string>> | undefined;

/** As `java.text.SimpleDateFormat` writes it; Amplify's `getNowString`. */
const TIMESTAMP = /^\w{3} \w{3} \d{1,2} \d{2}:\d{2}:\d{2} (?:UTC|GMT) \d{4}$/;

/** `AuthFlow` of InitiateAuth, Amazon Cognito user pools API reference. */
const flows = [
  'USER_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'CUSTOM_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'USER_AUTH',
] as const;

export const InitiateAuth = clientOperation(
  byClient.extend({
    AuthFlow: z.enum(flows),
    AuthParameters: members.parameters,
    // Not passed on to the trigger of pre token generation (API reference, InitiateAuth).
    ClientMetadata: members.clientMetadata,
  }),
  async (pool, { AuthFlow, AuthParameters }) => {
    switch (AuthFlow) {
      case 'USER_SRP_AUTH':
        return challenge(pool, AuthParameters);
      case 'USER_PASSWORD_AUTH':
        if (pool.settings.passwordAuth === false) throw notEnabled(AuthFlow);
        return signInByPassword(pool, AuthParameters);
      case 'REFRESH_TOKEN_AUTH':
      case 'REFRESH_TOKEN': {
        // A client that rotates refresh tokens does not have this flow ("Refresh tokens", Amazon
        // Cognito developer guide).
        if (pool.settings.tokens.refreshGraceSeconds !== undefined) throw notEnabled(AuthFlow);
        const refreshToken = requireParameter(AuthParameters, 'REFRESH_TOKEN');
        const AuthenticationResult = await pool.tokens.refresh(refreshToken, undefined);
        return { ChallengeParameters: {}, AuthenticationResult };
      }
      case 'ADMIN_NO_SRP_AUTH':
      case 'ADMIN_USER_PASSWORD_AUTH':
        // Flows of AdminInitiateAuth; as getmoto/moto pull request 4836 saw it.
        throw invalidParameter('Initiate Auth method not supported.');
      default:
        throw notEnabled(AuthFlow);
    }
  },
);

const sessionChallenges = new Map([
  ['SOFTWARE_TOKEN_MFA', answerSoftwareToken],
  ['MFA_SETUP', answerSetup],
]);

export const RespondToAuthChallenge = clientOperation(
  byClient.extend({
    ChallengeName: z.string(),
    Session: members.session.optional(),
    ChallengeResponses: members.parameters,
    ClientMetadata: members.clientMetadata,
  }),
  async (pool, { ChallengeName, Session, ChallengeResponses, ClientMetadata }) => {
    if (ChallengeName === 'PASSWORD_VERIFIER') {
      return answerChallenge(pool, ChallengeResponses, ClientMetadata);
    }
    const answer = sessionChallenges.get(ChallengeName);
    if (!answer)
      throw invalidParameter(`The challenge ${ChallengeName} was not given by this pool`);
    if (Session === undefined) throw invalidParameter('Missing required parameter Session');
    return answer(pool, Session, ChallengeResponses, ClientMetadata);
  },
);

export const GetTokensFromRefreshToken = clientOperation(
  byClient.extend({
    RefreshToken: members.refreshToken,
    ClientMetadata: members.clientMetadata,
  }),
  async (pool, { RefreshToken, ClientMetadata }) => {
    return { AuthenticationResult: await pool.tokens.refresh(RefreshToken, ClientMetadata) };
  },
);

const notEnabled = (flow: string) => invalidParameter(`${flow} flow not enabled for this client`);

async function challenge(pool: Pool, parameters: Parameters): Promise<object> {
  const alias = requireParameter(parameters, 'USERNAME');
  const hex = requireParameter(parameters, 'SRP_A');
  const clientKey = /^[0-9a-f]{1,1024}$/i.test(hex) ? readClientKey(hex) : undefined;
  if (clientKey === undefined) throw invalidParameter('SRP_A is not a public value of the group');
  const candidate = candidateOf(pool, alias);
  const serverKeys = createServerKeys(candidate.password);
  const secretBlock = pool.exchanges.add({ candidate, clientKey, serverKeys });
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      USERNAME: candidate.username,
      USER_ID_FOR_SRP: candidate.username,
      SALT: candidate.password.salt,
      SRP_B: serverKeys.B.toString(16),
      SECRET_BLOCK: secretBlock,
    },
  };
}

async function answerChallenge(
  pool: Pool,
  responses: Parameters,
  clientMetadata: ClientMetadata,
): Promise<object> {
  const username = requireParameter(responses, 'USERNAME');
  const secretBlock = requireParameter(responses, 'PASSWORD_CLAIM_SECRET_BLOCK');
  const signature = requireParameter(responses, 'PASSWORD_CLAIM_SIGNATURE');
  const timestamp = requireParameter(responses, 'TIMESTAMP');
  if (!TIMESTAMP.test(timestamp)) {
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  const exchange = pool.exchanges.take(secretBlock);
  if (!exchange || exchange.candidate.username !== username) throw incorrectPassword();
  const { candidate, clientKey, serverKeys } = exchange;
  const user = authenticate(pool, candidate, () =>
    isSignature({
      identity: identityOf(pool, candidate.username),
      clientKey,
      serverKeys,
      password: candidate.password,
      secretBlock: Buffer.from(secretBlock, 'base64'),
      timestamp,
      signature,
    }),
  );
  return finishSignIn(pool, user, clientMetadata);
}

async function signInByPassword(pool: Pool, parameters: Parameters): Promise<object> {
  const candidate = candidateOf(pool, requireParameter(parameters, 'USERNAME'));
  const password = requireParameter(parameters, 'PASSWORD');
  const user = authenticate(pool, candidate, () =>
    isPassword(identityOf(pool, candidate.username), password, candidate.password),
  );
  return finishSignIn(pool, user, undefined);
}

/**
 * Signs in a user with a right password. An unknown user cannot be told from a wrong password: the
 * work, the lockouts and the answer are the same.
 */
export function authenticate(pool: Pool, candidate: Candidate, isRight: () => boolean): User {
  const name = candidate.username.toLowerCase();
  pool.attempts.check(name);
  const right = isRight();
  const user = candidate.sub === undefined ? undefined : pool.store.user(candidate.sub);
  // The password may have changed since the challenge.
  if (!right || !user || user.password.verifier !== candidate.password.verifier) {
    pool.attempts.failed(name);
    throw incorrectPassword();
  }
  pool.attempts.succeeded(name);
  if (user.isDisabled) throw notAuthorized('User is disabled.');
  if (user.status !== 'CONFIRMED') throw notConfirmed();
  return user;
}
