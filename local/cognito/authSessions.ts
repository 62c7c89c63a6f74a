import { randomBytes } from 'node:crypto';
import { notAuthorized } from './errors.js';
import type { Clock } from './types.js';

/** At most so many sessions are kept. New ones push out the oldest. */
const MAX_PENDING = 10_000;
/** How many wrong codes end a session. AWS's number is not known. */
const MAX_WRONG_CODES = 5;

type SessionChallenge = 'SOFTWARE_TOKEN_MFA' | 'MFA_SETUP';

/** A sign-in with a right password that needs one more step. */
export interface AuthSession {
  readonly sub: string;
  readonly challenge: SessionChallenge;
  /** The verifier of the password that was proved. A changed password ends the session. */
  readonly verifier: string;
  /** MFA_SETUP: the new secret, and whether a code has proved it. */
  secret?: string;
  isVerified?: boolean;
  wrongCodes: number;
  readonly expiresAt: number;
}

/**
 * The sign-ins that wait for a step after the password. Their key is the `Session` of the
 * challenge.
 */
export class AuthSessions {
  readonly #pending = new Map<string, AuthSession | 'USED'>();

  /** @param minutes how long a session waits for its response */
  constructor(
    private readonly clock: Clock,
    private readonly minutes: number,
  ) {}

  /** Begins a session. Returns its `Session`. */
  add(session: Omit<AuthSession, 'wrongCodes' | 'expiresAt'>): string {
    const name = randomBytes(96).toString('base64url');
    const expiresAt = this.clock() + this.minutes * 60_000;
    this.#pending.set(name, { ...session, wrongCodes: 0, expiresAt });
    for (const oldest of this.#pending.keys()) {
      if (this.#pending.size <= MAX_PENDING) break;
      this.#pending.delete(oldest);
    }
    return name;
  }

  /**
   * Returns the session of a `Session`.
   *
   * @throws CognitoError `NotAuthorizedException` for an unknown, used or expired one.
   */
  get(name: string, challenge: SessionChallenge): AuthSession {
    const session = this.#pending.get(name);
    if (session === 'USED') {
      throw notAuthorized('Invalid session for the user, session can only be used once.');
    }
    if (session?.challenge !== challenge) throw notAuthorized('Invalid session for the user.');
    if (session.expiresAt <= this.clock()) {
      throw notAuthorized('Invalid session for the user, session is expired.');
    }
    return session;
  }

  /** Marks a `Session` as used: by a sign-in, or because it has a new name. */
  use(name: string): void {
    this.#pending.set(name, 'USED');
  }

  /** Gives a session a new `Session`, as AssociateSoftwareToken and VerifySoftwareToken do. */
  rename(name: string, session: AuthSession): string {
    this.use(name);
    return this.add(session);
  }

  /** Counts a wrong code. The last one that is allowed ends the session. */
  failed(name: string, session: AuthSession): void {
    session.wrongCodes += 1;
    if (session.wrongCodes >= MAX_WRONG_CODES) this.#pending.delete(name);
  }
}
