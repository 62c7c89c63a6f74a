import { randomBytes } from 'node:crypto';
import type { ServerKeys } from './srp.js';
import type { Candidate, Clock } from './types.js';

/** At most so many exchanges are kept. New ones push out the oldest. */
const MAX_PENDING = 10_000;

/** An SRP exchange between the challenge and the client's response. */
interface SrpExchange {
  readonly candidate: Candidate;
  readonly clientKey: bigint;
  readonly serverKeys: ServerKeys;
}

/** The exchanges that wait for a response, by `SECRET_BLOCK`. Each takes one response. */
export class SrpExchanges {
  readonly #pending = new Map<string, SrpExchange & { expiresAt: number }>();

  /** @param minutes how long an exchange waits for its response */
  constructor(
    private readonly clock: Clock,
    private readonly minutes: number,
  ) {}

  /** Keeps an exchange. Returns its `SECRET_BLOCK`, base64. */
  add(exchange: SrpExchange): string {
    const now = this.clock();
    for (const [block, { expiresAt }] of this.#pending) {
      if (expiresAt > now && this.#pending.size < MAX_PENDING) break;
      this.#pending.delete(block);
    }
    const secretBlock = randomBytes(64).toString('base64');
    this.#pending.set(secretBlock, { ...exchange, expiresAt: now + this.minutes * 60_000 });
    return secretBlock;
  }

  /**
   * Returns the exchange of a `SECRET_BLOCK` and ends it. Undefined when there is none, or no
   * longer.
   */
  take(secretBlock: string): SrpExchange | undefined {
    const exchange = this.#pending.get(secretBlock);
    this.#pending.delete(secretBlock);
    return exchange && exchange.expiresAt > this.clock() ? exchange : undefined;
  }
}
