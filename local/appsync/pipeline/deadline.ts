/** The time limit of one resolver run. */
export interface Deadline {
  /** Rejects with an `ExecutionTimeout` when the time is over. Never resolves. */
  readonly passed: Promise<never>;
  /** Cancels the timer. */
  clear(): void;
}

/** Request execution time, milliseconds (AppSync endpoints and quotas). */
const executionLimit = 30_000;

export class ExecutionTimeout extends Error {
  override readonly name = 'ExecutionTimeout';
}

/** Starts a deadline of 30 seconds by the machine's clock. */
export const startDeadline = (): Deadline => {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ExecutionTimeout()), executionLimit);
  });
  passed.catch(() => undefined); // Avoids an unhandled rejection when nothing awaits it.
  return { passed, clear: () => clearTimeout(timer) };
};
