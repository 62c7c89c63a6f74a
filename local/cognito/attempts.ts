import { attemptLimitExceeded, notAuthorized } from './errors.js';
import type { Clock } from './types.js';

const MINUTE = 60_000;
/** Names with a few tries that are remembered at most: other ones push out the oldest. */
const MAX_COUNTED = 10_000;
/**
 * Names that are held back and remembered at most. Only others that are held back push one out: for
 * passwords these are half a million tries, which take longer than the longest lockout.
 */
const MAX_HELD_BACK = 100_000;

/** What is remembered of names. Those that are held back do not give way to those that are not. */
class Names<T> {
  readonly #counted = new Map<string, T>();
  readonly #heldBack = new Map<string, T>();

  get(name: string): T | undefined {
    return this.#heldBack.get(name) ?? this.#counted.get(name);
  }

  set(name: string, value: T, isHeldBack: boolean): void {
    this.delete(name);
    const [map, max] = isHeldBack ? [this.#heldBack, MAX_HELD_BACK] : [this.#counted, MAX_COUNTED];
    map.set(name, value);
    for (const oldest of map.keys()) {
      if (map.size <= max) return;
      map.delete(oldest);
    }
  }

  delete(name: string): void {
    this.#counted.delete(name);
    this.#heldBack.delete(name);
  }
}

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
  readonly #tries = new Names<{ failures: number; lockedUntil: number }>();

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
    this.#tries.set(name, { failures, lockedUntil: now + lockout }, lockout > 0);
  }

  succeeded(name: string): void {
    this.#tries.delete(name);
  }
}

/**
 * At most so many in an hour, of codes sent to one mailbox or of wrong codes typed for one person. AWS
 * names five to twenty an hour, depending on its judgement of the risk ("Quotas in Amazon Cognito");
 * ten is ours.
 */
export class HourlyLimit {
  static readonly PER_HOUR = 10;
  readonly #clock: Clock;
  readonly #times = new Names<number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws CognitoError `LimitExceededException` when the hour's share is used up. */
  check(name: string): void {
    if (this.#recent(name).length >= HourlyLimit.PER_HOUR) throw attemptLimitExceeded();
  }

  count(name: string): void {
    const times = [...this.#recent(name), this.#clock()];
    this.#times.set(name, times, times.length >= HourlyLimit.PER_HOUR);
  }

  /** Whether anything was counted within the hour. */
  has(name: string): boolean {
    return this.#recent(name).length > 0;
  }

  #recent(name: string): number[] {
    const since = this.#clock() - 60 * MINUTE;
    return (this.#times.get(name) ?? []).filter((time) => time > since);
  }
}
