import { MessagingError } from '../../messaging';

/** The search text cannot be a handle. */
export const isInvalidHandle = (error: Error): boolean =>
  error instanceof MessagingError && error.type === 'InvalidHandle';
