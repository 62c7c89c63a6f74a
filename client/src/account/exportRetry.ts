import { retryDelay as defaultDelay } from '../messaging/retryDelay';
import { toMessagingError } from '../messaging/errors';

export interface Trying {
  /** Ends the tries, also between an answer and the next one. */
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds, or earlier where the network is back. */
  readonly pause: (duration: number) => Promise<void>;
  /** Milliseconds before the n-th try after a failure, n from 0. */
  readonly retryDelay?: (failures: number) => number;
  /** Tells whether a request failed and is tried again. */
  readonly onWaiting?: (isWaiting: boolean) => void;
}

/**
 * Asks again and again while the same request may well succeed later: a long export outlives a lost
 * network and an API that is busy.
 * @throws MessagingError that no further try can mend; the signal's reason once it is aborted.
 */
export async function untilAnswered<Value>(
  request: () => Promise<Value>,
  { signal, pause, retryDelay = defaultDelay, onWaiting = () => {} }: Trying,
): Promise<Value> {
  for (let failures = 0; ; failures += 1) {
    signal.throwIfAborted();
    try {
      const value = await unlessAborted(request(), signal);
      if (failures > 0) onWaiting(false);
      return value;
    } catch (thrown) {
      signal.throwIfAborted();
      const error = toMessagingError(thrown);
      if (!error.retryable) throw error;
      onWaiting(true);
      await unlessAborted(pause(retryDelay(failures)), signal);
    }
  }
}

/** Ends a wait at once when the work is cancelled. */
function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    // Without this, a long export would leave a listener of each request.
    const end = (): void => signal.removeEventListener('abort', abort);
    work.then(resolve, reject).finally(end).catch(end);
  });
}
