/** The time, and timers, so that a test need not wait for 15 minutes. */
export interface ScheduleClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs once after so many milliseconds; the answer takes it back. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The machine's own. The timers do not keep the process alive. */
export const systemScheduleClock: ScheduleClock = {
  now: Date.now,
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Calls `run` every so many minutes, one call at a time, from the first interval's end on.
 * @param run gets the time at which it was due, epoch milliseconds: a call before it may take long
 * @param onError told of a call that failed; the next one comes all the same
 * @returns ends it, and waits for a call that is under way
 */
export function everyMinutes(
  clock: ScheduleClock,
  minutes: number,
  run: (time: number) => Promise<unknown>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let call: Promise<unknown> = Promise.resolve();
  let cancel = () => {};
  const schedule = (): void => {
    cancel = clock.after(minutes * 60_000, () => {
      schedule();
      const time = clock.now();
      call = call.then(() => run(time)).catch(onError);
    });
  };
  schedule();
  return async () => {
    cancel();
    await call;
  };
}
