import { attemptLimitExceeded, notAuthorized } from './errors.js';
import type { Clock } from './types.js';

const MINUTE = 60_000;
/** Names that are remembered at most: who tries others pushes out the oldest. */
const MAX_NAMES = 10_000;

/**
 * Holds back who guesses passwords: after five wrong ones a lockout of a second, twice as long with
 * each further one, 15 minutes at most ("approximately", says AWS). A right password begins anew, and
 * so do 15 minutes without a try "at any time after a lockout", which is taken for after its end; a
 * try during a lockout changes nothing ("Lockout behavior for failed sign-in attempts", Amazon
 * Cognito developer guide).
 */
export class PasswordAttempts {
  readonly #clock: Clock;
  /** `lockedUntil` is epoch milliseconds: the last failure's time, when that locked nobody out. */
  readonly #tries = new Map<string, { failures: number; lockedUntil: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws CognitoError "Password attempts exceeded" during a lockout. */
  check(name: string): void {
    const tries = this.#tries.get(name);
    if (tries && this.#clock() < tries.lockedUntil) {
      throw notAuthorized('Password attempts exceeded');
    }
  }

  failed(name: string): void {
    const now = this.#clock();
    const tries = this.#tries.get(name);
    const quiet = !tries || now - tries.lockedUntil >= 15 * MINUTE;
    const failures = quiet ? 1 : tries.failures + 1;
    const lockout = failures < 5 ? 0 : Math.min(2 ** (failures - 5) * 1_000, 15 * MINUTE);
    remember(this.#tries, name, { failures, lockedUntil: now + lockout });
  }

  succeeded(name: string): void {
    this.#tries.delete(name);
  }
}

/**
 * At most so many in an hour, of codes sent to one person or of wrong codes typed for one. AWS
 * names five to twenty an hour, depending on its judgement of the risk ("Quotas in Amazon Cognito");
 * ten is ours.
 */
export class HourlyLimit {
  static readonly PER_HOUR = 10;
  readonly #clock: Clock;
  readonly #times = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws CognitoError `LimitExceededException` when the hour's share is used up. */
  check(name: string): void {
    if (this.#recent(name).length >= HourlyLimit.PER_HOUR) throw attemptLimitExceeded();
  }

  count(name: string): void {
    remember(this.#times, name, [...this.#recent(name), this.#clock()]);
  }

  #recent(name: string): number[] {
    const since = this.#clock() - 60 * MINUTE;
    return (this.#times.get(name) ?? []).filter((time) => time > since);
  }
}

function remember<T>(map: Map<string, T>, name: string, value: T): void {
  map.delete(name);
  map.set(name, value);
  if (map.size <= MAX_NAMES) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
