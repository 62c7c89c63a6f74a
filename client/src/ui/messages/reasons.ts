import type { OutboxEntry } from '../../messaging';

const OUT_OF_DATE = 'this page is out of date. Reload it.';

/** A text for each error type of the API (schema.graphql, `Mutation.createMessage`). */
const REASONS: Record<string, string> = {
  MessageBlank: 'it has no visible text.',
  MessageTooLong: 'it is too long.',
  RecipientNotFound: 'this person no longer has an account.',
  MessageNotFound: 'the message that it answers no longer exists.',
  RecipientUnavailable: 'this person cannot get messages from you.',
  RecipientBlocked: 'you block this person.',
  AwaitingAcceptance: 'wait until this person answers.',
  TooManyNewConversations: 'you have begun many conversations today. Try again tomorrow.',
  AccountSuspended: 'your account may not send messages at the moment.',
  RecipientIsSelf: 'you cannot write to yourself.',
  MessageGroupNotFound: 'this conversation no longer exists.',
  Forbidden: 'this conversation is not yours.',
  ProfileNotFound: 'your account has no profile.',
  Expired: 'it was sent a day ago and may have arrived. Check before you send it again.',
  ClientTokenReused: OUT_OF_DATE,
  IncompleteSelection: OUT_OF_DATE,
  InvalidClientToken: OUT_OF_DATE,
  InvalidHandle: OUT_OF_DATE,
  InvalidId: OUT_OF_DATE,
  RecipientRequired: OUT_OF_DATE,
  ValidationError: OUT_OF_DATE,
  Unknown: 'something went wrong.',
};

/** What was tried while the other person cannot be reached is never delivered: another try is useless. */
export const isFinal = ({ type }: NonNullable<OutboxEntry['failure']>): boolean =>
  type === 'RecipientUnavailable';

/** Why a message was not sent. For a type that this client does not know, the API's own message. */
export const reasonOf = ({ type, message }: NonNullable<OutboxEntry['failure']>): string =>
  REASONS[type] ?? message;
