import type { Wire } from '../../../local/dynamodb/index.js';
import { intercept } from '../../support/intercept.js';
import type { HeldCall } from './worker.js';

/** Holds up transactions of the API, between what a request has read and what it writes. */
export class ApiGate {
  #next: (() => Promise<void>) | undefined;

  /** @param wire the host's */
  constructor(wire: Wire) {
    intercept(wire, async ({ operation }, next) => {
      const hold = operation === 'TransactWriteItems' ? this.#next : undefined;
      if (hold) this.#next = undefined;
      await hold?.();
      return next();
    });
  }

  /** Holds up the next transaction, if `run` makes one. @returns undefined: it is through */
  async holdUp(run: () => Promise<unknown>): Promise<HeldCall | undefined> {
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    let reach = (): void => {};
    const reached = new Promise<true>((resolve) => (reach = () => resolve(true)));
    this.#next = async () => {
      reach();
      await opened;
    };
    const ended = run();
    const isHeld = await Promise.race([reached, ended.then(() => false)]);
    this.#next = undefined;
    if (!isHeld) return undefined;
    return {
      async go() {
        open();
        await ended;
      },
    };
  }
}
