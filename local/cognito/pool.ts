import { createHmac } from 'node:crypto';
import { HourlyLimit, PasswordAttempts } from './attempts.js';
import { AuthSessions } from './authSessions.js';
import { Codes } from './codes.js';
import type { PoolKeys } from './keys.js';
import type { PoolSettings } from './settings.js';
import { createVerifier, type Identity } from './srp.js';
import { SrpExchanges } from './srpExchanges.js';
import { foldCase, type Store } from './store.js';
import { Tokens } from './tokens.js';
import { Trail } from './trail.js';
import type { Triggers } from './triggers.js';
import type { Candidate, Clock, Log } from './types.js';

/** The parts of a pool that operations use. */
export interface Pool {
  readonly keys: PoolKeys;
  readonly settings: PoolSettings;
  readonly store: Store;
  readonly tokens: Tokens;
  readonly triggers: Triggers;
  readonly trail: Trail;
  readonly codes: Codes;
  readonly attempts: PasswordAttempts;
  readonly exchanges: SrpExchanges;
  readonly authSessions: AuthSessions;
  readonly wrongTotpCodes: HourlyLimit;
  readonly clock: Clock;
  /** Receives faults, and the codes that Cognito would send by e-mail. */
  readonly log: Log;
}

/** Makes a pool from its parts. */
export function createPool(
  parts: Pick<Pool, 'keys' | 'settings' | 'store' | 'triggers' | 'clock' | 'log'>,
): Pool {
  const { keys, settings, store, triggers, clock, log } = parts;
  return {
    ...parts,
    trail: new Trail(keys, clock),
    tokens: new Tokens(keys, store, triggers, settings.tokens, clock),
    codes: new Codes(keys.secret, clock, log),
    attempts: new PasswordAttempts(clock),
    exchanges: new SrpExchanges(clock, settings.authSessionMinutes),
    authSessions: new AuthSessions(clock, settings.authSessionMinutes),
    wrongTotpCodes: new HourlyLimit(clock),
  };
}

/** The identity in SRP's terms. */
export const identityOf = ({ keys }: Pool, username: string): Identity => ({
  poolName: keys.userPoolId.slice(keys.userPoolId.indexOf('_') + 1),
  username,
});

/**
 * Finds the user of a username or verified e-mail address. For unknown names, returns an
 * indistinguishable fake user: the same salt and id (a UUID) each time ("Managing user existence
 * error responses", Amazon Cognito developer guide), and an unknown password.
 */
export function candidateOf(pool: Pool, alias: string): Candidate {
  // Computed for known users too: otherwise the time of the answer would tell them apart.
  const fake = fakeCandidate(pool, alias);
  const user = pool.store.userByAlias(alias);
  return user ? { username: user.username, password: user.password, sub: user.sub } : fake;
}

/** Makes the user that an unknown name seems to have. */
function fakeCandidate(pool: Pool, alias: string): Candidate {
  const derive = (purpose: string) =>
    createHmac('sha256', pool.keys.secret)
      .update(`${purpose} ${foldCase(alias)}`)
      .digest();
  const username = toUuid(derive('username'));
  const password = createVerifier(
    identityOf(pool, username),
    derive('password').toString('hex'),
    derive('salt').subarray(0, 16),
  );
  return { username, password, sub: undefined };
}

/** A UUID of version 4 whose free bits come from the bytes, so that it looks random. */
function toUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  const variant = '89ab'.charAt((bytes[8] ?? 0) >> 6);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
