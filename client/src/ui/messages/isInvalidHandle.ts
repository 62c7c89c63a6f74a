import { MessagingError } from '../../messaging';

/** What was looked for cannot be anybody's handle. */
export const isInvalidHandle = (error: Error): boolean =>
  error instanceof MessagingError && error.type === 'InvalidHandle';
