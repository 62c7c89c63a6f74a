/** Timers behind an interface, so that tests need not wait 24 hours. */
export interface Clock {
  /** Runs `run` once after a delay in milliseconds. Returns a function that cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The timers of the machine. They do not keep the process alive; open sockets do. */
export const systemClock: Clock = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
