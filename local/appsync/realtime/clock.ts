/** Timers, so that tests need not wait 24 hours. */
export interface Clock {
  /** Runs once after so many milliseconds; the answer takes it back. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The machine's timers. They do not keep the process alive: the sockets they watch do. */
export const systemClock: Clock = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
