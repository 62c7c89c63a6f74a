import { attemptLimitExceeded, notAuthorized } from './errors.js';
import type { Clock } from './types.js';

const MINUTE = 60_000;
/** At most so many names with a few tries are remembered. New names push out the oldest. */
const MAX_COUNTED = 10_000;
/**
 * At most so many locked names are remembered. Only other locked names push one out. For passwords
 * these are half a million tries, which take longer than the longest lockout.
 */
const MAX_LOCKED = 100_000;

/** What is remembered for each name. An unlocked name never pushes out a locked one. */
class Names<T> {
  readonly #counted = new Map<string, T>();
  readonly #locked = new Map<string, T>();

  get(name: string): T | undefined {
    return this.#locked.get(name) ?? this.#counted.get(name);
  }

  set(name: string, value: T, isLocked: boolean): void {
    this.delete(name);
    const [map, max] = isLocked ? [this.#locked, MAX_LOCKED] : [this.#counted, MAX_COUNTED];
    map.set(name, value);
    for (const oldest of map.keys()) {
      if (map.size <= max) return;
      map.delete(oldest);
    }
  }

  delete(name: string): void {
    this.#counted.delete(name);
    this.#locked.delete(name);
  }
}

/**
 * Limits password guessing. The fifth failure in a row locks the name for a second. Each further
 * failure doubles the time, up to 15 minutes ("approximately", says AWS). A right password resets
 * the count, and so do 15 minutes without a try "at any time after a lockout". Assumed: these
 * minutes begin when the lockout ends. A try during a lockout changes nothing ("Lockout behavior
 * for failed sign-in attempts", Amazon Cognito developer guide).
 */
export class PasswordAttempts {
  /**
   * `lockedUntil`: epoch milliseconds. For failures without a lockout: the time of the last one.
   */
  readonly #tries = new Names<{ failures: number; lockedUntil: number }>();

  constructor(private readonly clock: Clock) {}

  /** @throws CognitoError "Password attempts exceeded" during a lockout. */
  check(name: string): void {
    const tries = this.#tries.get(name);
    if (tries && this.clock() < tries.lockedUntil) {
      throw notAuthorized('Password attempts exceeded');
    }
  }

  failed(name: string): void {
    const now = this.clock();
    const tries = this.#tries.get(name);
    const quiet = !tries || now - tries.lockedUntil >= 15 * MINUTE;
    const failures = quiet ? 1 : tries.failures + 1;
    const lockout = failures < 5 ? 0 : Math.min(2 ** (failures - 5) * 1_000, 15 * MINUTE);
    this.#tries.set(name, { failures, lockedUntil: now + lockout }, lockout > 0);
  }

  succeeded(name: string): void {
    this.#tries.delete(name);
  }
}

/**
 * Limits how many codes are sent to one mailbox, and how many wrong codes are typed for one person,
 * in an hour. AWS names five to twenty, by its judgement of the risk ("Quotas in Amazon Cognito").
 * Ten is the host's own number.
 */
export class HourlyLimit {
  static readonly PER_HOUR = 10;
  readonly #times = new Names<number[]>();

  constructor(private readonly clock: Clock) {}

  /** @throws CognitoError `LimitExceededException` when the limit of this hour is reached. */
  check(name: string): void {
    if (this.#recent(name).length >= HourlyLimit.PER_HOUR) throw attemptLimitExceeded();
  }

  count(name: string): void {
    const times = [...this.#recent(name), this.clock()];
    this.#times.set(name, times, times.length >= HourlyLimit.PER_HOUR);
  }

  /** Whether anything was counted within the hour. */
  has(name: string): boolean {
    return this.#recent(name).length > 0;
  }

  #recent(name: string): number[] {
    const since = this.clock() - 60 * MINUTE;
    return (this.#times.get(name) ?? []).filter((time) => time > since);
  }
}
