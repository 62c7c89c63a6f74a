import { isThrottlingError, isTransientError, StandardRetryStrategy } from '@smithy/core/retry';
import { DynamoDBError, NoAnswer } from './errors.js';

/** Milliseconds, doubled at each try: what the SDK takes for DynamoDB. */
const BASE_DELAY = 25;

type Retry = <T>(attempt: () => Promise<T>) => Promise<T>;

/**
 * Tries again as the SDK does in its standard mode, by the SDK's own strategy: after 500, 502, 503 and
 * 504, a throttling error, a time-out or a broken connection, with back-off and jitter. That goes for
 * writes, too. While most requests fail it stops trying again.
 */
export function createRetry(maxAttempts: number): Retry {
  const strategy = new StandardRetryStrategy({ maxAttempts, baseDelay: BASE_DELAY });
  return async (attempt) => {
    let token = await strategy.acquireInitialRetryToken('');
    for (;;) {
      try {
        const answer = await attempt();
        strategy.recordSuccess(token);
        return answer;
      } catch (error) {
        const errorType = typeOf(error);
        token = await strategy
          .refreshRetryTokenForRetry(token, { errorType })
          .catch(() => Promise.reject(error as Error));
      }
    }
  };
}

/** The kind of an error, by the SDK's own lists. */
function typeOf(error: unknown): 'THROTTLING' | 'TRANSIENT' | 'CLIENT_ERROR' {
  if (!(error instanceof DynamoDBError || error instanceof NoAnswer)) return 'CLIENT_ERROR';
  const { name, message, status } = error;
  const known = {
    name: error instanceof NoAnswer && error.reason === 'TIMEOUT' ? 'TimeoutError' : name,
    message,
    code: error instanceof NoAnswer ? error.code : undefined,
    $fault: 'client' as const,
    $metadata: { httpStatusCode: status },
  };
  if (isThrottlingError(known)) return 'THROTTLING';
  return isTransientError(known) ? 'TRANSIENT' : 'CLIENT_ERROR';
}
