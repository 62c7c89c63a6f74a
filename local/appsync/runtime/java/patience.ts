import { createContext, Script } from 'node:vm';
import { HostFault } from '../errors.js';

/** How long one pattern may take on one text, milliseconds. Ours: AppSync has its 30 s for all. */
const limit = 1_000;

/** Steps of a match that are done in well under the limit. */
const manySteps = 1e8;

const room: { work: () => unknown } = Object.assign(Object.create(null), { work: () => undefined });
const context = createContext(room);
const script = new Script('work()');

/**
 * Whether a match may take so long that it has to be watched, which costs 50 microseconds.
 *
 * @param degree of the pattern, see `Translation`
 * @param length of the text
 */
export const mayTakeLong = (degree: number, length: number): boolean =>
  length ** degree > manySteps;

/**
 * Does work that a pattern may make endless, `(a+)+` on a text of a client's: while it lasts, the
 * whole host stands still, and no timer can end it. Throws a `HostFault` where it takes too long.
 */
export function watched<T>(work: () => T): T {
  room.work = work;
  try {
    return script.runInContext(context, { timeout: limit }) as T;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new HostFault(
      `this host gave up on the pattern after ${limit / 1_000} s (its own limit, not AppSync's)`,
    );
  }
}
