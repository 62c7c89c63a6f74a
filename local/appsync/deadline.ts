/** Request execution time, milliseconds (AppSync endpoints and quotas). */
const executionLimit = 30_000;

/** The time limit of one request, or of one run of a resolver. */
export interface Deadline {
  /** Rejects with an `ExecutionTimeout` when the time is over. Never resolves. */
  readonly passed: Promise<never>;
  /** Whether the time is over. */
  readonly isOver: boolean;
  /** Cancels the timer. */
  clear(): void;
}

/** The time is over. Type and message were seen for a slow data source (amplify-cli issue 8192). */
export class ExecutionTimeout extends Error {
  override readonly name = 'ExecutionTimeout';
  readonly errorType = 'ExecutionTimeout';

  constructor() {
    super('Execution timed out.');
  }
}

/** Starts a deadline of 30 seconds by the machine's clock. It does not keep the process alive. */
export const startDeadline = (): Deadline => {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isOver = true;
      reject(new ExecutionTimeout());
    }, executionLimit).unref();
  });
  passed.catch(() => undefined); // Avoids an unhandled rejection when nothing awaits it.
  return {
    passed,
    get isOver() {
      return isOver;
    },
    clear: () => clearTimeout(timer),
  };
};
