import type { ReactNode } from 'react';

/** In the place of what could not be loaded. @param what as a subject: `The reports` */
export const LoadFailed = ({
  what,
  onRetry,
  className = '',
}: {
  readonly what: string;
  readonly onRetry: () => void;
  readonly className?: string;
}): ReactNode => (
  <div className={`empty ${className}`.trim()} role="alert">
    <p>{what} could not be loaded.</p>
    <button type="button" className="button" onClick={onRetry}>
      Try again
    </button>
  </div>
);
