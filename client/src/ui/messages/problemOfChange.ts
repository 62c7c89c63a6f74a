import { MessagingError } from '../../messaging';
import { limits } from '../../generated/limits';

const AGAIN = 'That did not work. Try again.';
const OUT_OF_DATE = 'This page is out of date. Reload it.';

/** A text for each error of `updateMessage`, `deleteMessage` and `setReaction` (schema.graphql). */
const PROBLEMS: Record<string, string> = {
  MessageBlank: 'A message has visible text. To take it back, unsend it.',
  MessageTooLong: 'The message is too long.',
  MessageNotFound: 'This message no longer exists.',
  MessageDeleted: 'This message was unsent or removed meanwhile.',
  EditWindowClosed: `A message can be edited for ${limits.edit.windowMinutes} minutes. They are over.`,
  TooManyEdits: `A message can be edited ${limits.edit.max} times. To say more, write a new one.`,
  InvalidEmoji: 'This emoji cannot be a reaction. Choose another one.',
  NotAccepted: 'Accept the request before you react.',
  RecipientUnavailable: 'This person cannot get anything from you.',
  RecipientBlocked: 'You block this person. Unblock them first.',
  AccountSuspended: 'Your account may not change messages at the moment.',
  MessageGroupNotFound: 'This conversation no longer exists.',
  Forbidden: 'You may not change this message.',
  Conflict: AGAIN,
  Unavailable: AGAIN,
  Network: 'There is no connection. Try again when there is one.',
  Timeout: 'There was no answer. Look at the message, then try again.',
  SignedOut: 'Your session has ended. Sign in again.',
  Unauthorized: 'Your session has ended. Sign in again.',
  IncompleteSelection: OUT_OF_DATE,
  InvalidId: OUT_OF_DATE,
  ValidationError: OUT_OF_DATE,
};

/** Why a message was not changed. */
export const problemOfChange = (error: unknown): string =>
  (error instanceof MessagingError && PROBLEMS[error.type]) || AGAIN;

const CORRECTABLE = new Set(['MessageBlank', 'MessageTooLong']);

/** Another try, or another text, may still change the message. */
export const mayYetChange = (error: unknown): boolean =>
  error instanceof MessagingError && (error.retryable || CORRECTABLE.has(error.type));
