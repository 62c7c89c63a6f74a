/** How often the parent process is checked, in milliseconds. */
const INTERVAL = 250;

/**
 * Calls `ended` once when npm, which started this process, has ended: npm ends at a SIGTERM without
 * waiting for its script, and a child process does not end with its parent. Without npm it does
 * nothing, so that a host in the background outlives its shell.
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
