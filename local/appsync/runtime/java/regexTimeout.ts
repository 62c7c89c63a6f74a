import { createContext, Script } from 'node:vm';
import { HostFault } from '../errors.js';

/** How long one pattern may run on one text, milliseconds of CPU time. A limit of this host: AppSync has its 30 s for the whole request. */
const regexTimeout = 1_000;

/** The share of the limit that counts as all of it: clocks differ a little. */
const ENOUGH = 0.8;

/** Steps of a match that take well under the limit. */
const manySteps = 1e8;

const room: { work: () => unknown } = Object.assign(Object.create(null), { work: () => undefined });
const context = createContext(room);
const script = new Script('work()');

/**
 * Whether a match may take so long that it needs the time limit, which costs 50 microseconds.
 *
 * @param degree of the pattern, see `Translation`
 * @param length of the text
 */
export const mayTakeLong = (degree: number, length: number): boolean =>
  degree === Infinity ? length > 1 : waysToDivide(length, degree) > manySteps;

/** In how many ways so many repetitions, one after the other, can end in a text. */
function waysToDivide(length: number, repetitions: number): number {
  let ways = 1;
  for (let at = 1; at <= repetitions; at += 1) ways *= (length + at) / at;
  return ways;
}

/**
 * Runs work that a pattern can make endless, such as `(a+)+` on a client's text. It blocks the
 * whole process, so no timer could end it. Throws a `HostFault` when the time is over. Only CPU time
 * counts: on a busy machine the work begins again, with twice as long to wait.
 */
export function withTimeout<T>(work: () => T): T {
  room.work = work;
  const start = process.cpuUsage();
  for (let timeout = regexTimeout; ; timeout *= 2) {
    try {
      return script.runInContext(context, { timeout }) as T;
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const spent = process.cpuUsage(start).user / 1_000;
      if (spent < ENOUGH * regexTimeout) continue;
      throw new HostFault(
        `this host gave up on the pattern after ${regexTimeout / 1_000} s (its own limit, not AppSync's)`,
      );
    }
  }
}
