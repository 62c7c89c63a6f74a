import type { ReactNode } from 'react';

/** The page when the configuration cannot be loaded. */
export function StartFailed({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
}): ReactNode {
  return (
    <main className="standing">
      <h1>Messages cannot start</h1>
      <p>{error instanceof Error ? error.message : 'The configuration could not be read.'}</p>
      <button type="button" className="button" onClick={onRetry}>
        Try again
      </button>
    </main>
  );
}
