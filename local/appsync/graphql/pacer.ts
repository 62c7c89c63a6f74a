import { setImmediate } from 'node:timers/promises';

/** How long one request may run without giving others a turn, milliseconds. */
const MAX_STRETCH = 20;

/** Divides the work of one request into short stretches, so that other requests can run in between. */
export class Pacer {
  #start = performance.now();
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Resolves when all work that waits for a turn has gone on; undefined where none waits. */
  get pending(): Promise<unknown> | undefined {
    return this.#waiting > 0 ? this.#last : undefined;
  }

  /** A promise to wait for before going on; undefined while the request may go on at once. */
  turn(): Promise<unknown> | undefined {
    if (performance.now() - this.#start < MAX_STRETCH) return undefined;
    this.#waiting += 1;
    this.#last = this.#last
      .then(() => setImmediate())
      .then(() => {
        this.#waiting -= 1;
        this.#start = performance.now();
      });
    return this.#last;
  }

  /** Maps a list; the result is a promise only where the work needs more than one stretch. */
  map<T, R>(items: readonly T[], to: (item: T, index: number) => R): R[] | Promise<R[]> {
    const results: R[] = [];
    const goOn = (): R[] | Promise<R[]> => {
      while (results.length < items.length) {
        const turn = this.turn();
        if (turn) return turn.then(step);
        results.push(to(items[results.length] as T, results.length));
      }
      return results;
    };
    /** Goes on after a turn, with one item at least. */
    const step = (): R[] | Promise<R[]> => {
      results.push(to(items[results.length] as T, results.length));
      return goOn();
    };
    return goOn();
  }
}
