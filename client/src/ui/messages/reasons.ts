import type { OutboxEntry } from '../../messaging';

const OUT_OF_DATE = 'this page and the service do not understand each other. Reload the page.';

/** The API's error types in words of this client (schema.graphql, `Mutation.createMessage`). */
const REASONS: Record<string, string> = {
  MessageBlank: 'there is nothing to see in it.',
  MessageTooLong: 'it is too long.',
  RecipientNotFound: 'this person has no account any more.',
  RecipientUnavailable: 'this person cannot get messages from you.',
  RecipientBlocked: 'you block this person.',
  AwaitingAcceptance: 'wait until this person answers.',
  TooManyNewConversations: 'you have begun many conversations today. Try again tomorrow.',
  AccountSuspended: 'your account may not send messages at the moment.',
  RecipientIsSelf: 'there is no conversation with oneself.',
  MessageGroupNotFound: 'this conversation is not there any more.',
  Forbidden: 'this conversation is not yours.',
  ProfileNotFound: 'your account has no profile.',
  Expired: 'it was on its way a day ago, and may have arrived. Look before you send it again.',
  ClientTokenReused: OUT_OF_DATE,
  IncompleteSelection: OUT_OF_DATE,
  InvalidClientToken: OUT_OF_DATE,
  InvalidHandle: OUT_OF_DATE,
  InvalidId: OUT_OF_DATE,
  RecipientRequired: OUT_OF_DATE,
  ValidationError: OUT_OF_DATE,
  Unknown: 'something went wrong.',
};

/** Why a message was not sent. An error that came after this client speaks for itself. */
export const reasonOf = ({ type, message }: NonNullable<OutboxEntry['failure']>): string =>
  REASONS[type] ?? message;
