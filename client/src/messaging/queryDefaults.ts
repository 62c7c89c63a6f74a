import { MessagingError } from './errors';

/** A few tries after an error that may pass; none after a refusal. */
const retryFailed = (failures: number, error: Error): boolean =>
  failures < 5 && error instanceof MessagingError && error.retryable;

/** Not refetched automatically: pushes and catching up keep it current. */
export const queryDefaults = {
  staleTime: Infinity,
  refetchOnReconnect: false,
  refetchOnWindowFocus: false,
  retry: retryFailed,
} as const;
