/** Milliseconds between two looks at the parent process. */
const INTERVAL = 250;

/**
 * Calls `ended` once when the process that started this one has ended. For a host that npm started:
 * npm ends at a SIGTERM and does not wait for its script, and a process does not end with its parent.
 * Without npm it does nothing, so that a host in the background outlives its shell.
 */
export function whenNpmEnds(ended: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    ended();
  }, INTERVAL);
  timer.unref();
}
