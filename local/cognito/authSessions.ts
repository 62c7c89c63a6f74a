import { randomBytes } from 'node:crypto';
import { notAuthorized } from './errors.js';
import type { Clock } from './types.js';

/** A caller who begins sign-ins without end pushes out the oldest. */
const MAX_PENDING = 10_000;
/** Wrong codes that one session takes. AWS's number is not known. */
const MAX_WRONG_CODES = 5;

export type SessionChallenge = 'SOFTWARE_TOKEN_MFA' | 'MFA_SETUP';

/** A sign-in whose password was right and that needs one more step. */
export interface AuthSession {
  readonly sub: string;
  readonly challenge: SessionChallenge;
  /** The password that was proved. When it has been changed since, the session is over. */
  readonly verifier: string;
  /** MFA_SETUP: the secret that was given, and whether a code has proved it. */
  secret?: string;
  isVerified?: boolean;
  wrongCodes: number;
  readonly expiresAt: number;
}

/** The sign-ins that wait for a step after the password, by the `Session` of the challenge. */
export class AuthSessions {
  readonly #clock: Clock;
  readonly #lifetime: number;
  readonly #pending = new Map<string, AuthSession | 'USED'>();

  /** @param minutes how long a session waits for its response */
  constructor(clock: Clock, minutes: number) {
    this.#clock = clock;
    this.#lifetime = minutes * 60_000;
  }

  /** Begins a session. Returns its `Session`. */
  add(session: Omit<AuthSession, 'wrongCodes' | 'expiresAt'>): string {
    const name = randomBytes(96).toString('base64url');
    const expiresAt = this.#clock() + this.#lifetime;
    this.#pending.set(name, { ...session, wrongCodes: 0, expiresAt });
    for (const oldest of this.#pending.keys()) {
      if (this.#pending.size <= MAX_PENDING) break;
      this.#pending.delete(oldest);
    }
    return name;
  }

  /**
   * The session of a `Session`.
   *
   * @throws CognitoError `NotAuthorizedException` for one that is unknown, used or expired.
   */
  get(name: string, challenge: SessionChallenge): AuthSession {
    const session = this.#pending.get(name);
    if (session === 'USED') {
      throw notAuthorized('Invalid session for the user, session can only be used once.');
    }
    if (session?.challenge !== challenge) throw notAuthorized('Invalid session for the user.');
    if (session.expiresAt <= this.#clock()) {
      throw notAuthorized('Invalid session for the user, session is expired.');
    }
    return session;
  }

  /** Ends a session with a sign-in, or for another name of it. */
  use(name: string): void {
    this.#pending.set(name, 'USED');
  }

  /** A new name for a session, as AssociateSoftwareToken and VerifySoftwareToken give. */
  rename(name: string, session: AuthSession): string {
    this.use(name);
    return this.add(session);
  }

  /** Counts a wrong code, and ends the session with the last one that it takes. */
  failed(name: string, session: AuthSession): void {
    session.wrongCodes += 1;
    if (session.wrongCodes >= MAX_WRONG_CODES) this.#pending.delete(name);
  }
}
