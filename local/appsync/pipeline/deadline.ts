/** The time that a resolver may take. */
export interface Deadline {
  /** Rejects when the time is over; never resolves. */
  readonly passed: Promise<never>;
  /** The resolver is done. */
  clear(): void;
}

/** AppSync endpoints and quotas: request execution time, in milliseconds. */
const executionLimit = 30_000;

export class ExecutionTimeout extends Error {
  override readonly name = 'ExecutionTimeout';
}

/** By the clock of the machine. */
export const startDeadline = (): Deadline => {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ExecutionTimeout()), executionLimit);
  });
  passed.catch(() => undefined); // it may pass while nobody waits for it
  return { passed, clear: () => clearTimeout(timer) };
};
