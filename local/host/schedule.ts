/** Time and timers behind an interface, so that a test need not wait 15 minutes. */
export interface ScheduleClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Calls `run` once after so many milliseconds. Returns a function that cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The machine's clock. Its timers do not keep the process alive. */
const systemScheduleClock: ScheduleClock = {
  now: Date.now,
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Calls `run` every so many minutes, one call at a time, for the first time after one interval.
 *
 * @param clock if undefined, the machine's
 * @param run gets the time at which it was due, epoch milliseconds, because a call before it may
 * take long
 * @param onError gets the error of a failed call; later calls run all the same
 * @returns a function that stops it and waits for the running call
 */
export function everyMinutes(
  clock: ScheduleClock = systemScheduleClock,
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
