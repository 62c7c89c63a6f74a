import { util } from '@aws-appsync/utils';
import { isGiven } from './isGiven.js';

/** Every `errorType` of the API's own code. docs/errors.md explains each of them. */
type ErrorType =
  /** Moderation keeps the caller from sending until a date. */
  | 'AccountSuspended'
  | 'AlreadyReported'
  /** A stranger has sent as many messages as they may before the other person accepts. */
  | 'AwaitingAcceptance'
  /** The changes that a client asks for are no longer kept: read the pages again. */
  | 'ChangesExpired'
  | 'ClientTokenReused'
  | 'CommentTooLong'
  | 'EditWindowClosed'
  /** The caller is not in the conversation, or not a moderator. The answer is the same whether or not it exists. */
  | 'Forbidden'
  /** Another person has, or had within the last 30 days, this handle or one that looks like it. */
  | 'HandleTaken'
  | 'IncompleteSelection'
  | 'InvalidClientToken'
  | 'InvalidDecision'
  | 'InvalidDisplayName'
  | 'InvalidEmoji'
  | 'InvalidHandle'
  | 'InvalidId'
  | 'InvalidLimit'
  | 'InvalidNextToken'
  | 'InvalidReadMarker'
  | 'InvalidReport'
  | 'InvalidUpdate'
  | 'MessageBlank'
  | 'MessageDeleted'
  /** A message, or another device, has changed the conversation since the caller saw it. */
  | 'MessageGroupChanged'
  | 'MessageGroupNotFound'
  | 'MessageNotFound'
  | 'MessageTooLong'
  /** The caller has not accepted the conversation. */
  | 'NotAccepted'
  | 'ProfileNotFound'
  /** The caller must sign in again before this. */
  | 'RecentSignInRequired'
  /** The caller blocks the other person. */
  | 'RecipientBlocked'
  | 'RecipientIsSelf'
  | 'RecipientNotFound'
  | 'RecipientRequired'
  /** The other person blocks the caller, takes no requests or is gone. One text for all, so that it tells nothing. */
  | 'RecipientUnavailable'
  | 'ReportNotFound'
  | 'TooManyEdits'
  | 'TooManyHandleChanges'
  | 'TooManyNewConversations'
  | 'TooManyReports'
  /** This deployment pushes no typing. */
  | 'TypingIsOff'
  /** Concurrent writes to the same conversation: try again with the same `clientToken`. */
  | 'Conflict'
  /** The table failed or did not answer: try again with the same `clientToken`. */
  | 'Unavailable';

/**
 * Ends the request with an error.
 * @param info `errorInfo` of the answer, for programs: limits, missing fields.
 */
export function fail(type: ErrorType, message: string, info?: Record<string, unknown>): never {
  return util.error(message, type, null, info);
}

/** Ends the request because others wrote at the same time: another try may succeed. */
export function conflict(message: string): never {
  fail('Conflict', message, { retryable: true });
}

/** `ctx.error`: the error of a data source. */
export interface DataSourceError {
  message: string;
  type: string;
}

/**
 * The errors that an invalid `nextToken` causes. AppSync refuses a token that it did not make for this
 * function (seen: amplify-cli#3411). DynamoDB refuses one of another partition; all of its validation
 * errors are `DynamoDbException` in AppSync.
 */
const NEXT_TOKEN_ERRORS = ['DynamoDB:UserIllegalArgumentException', 'DynamoDB:DynamoDbException'];

/**
 * Ends the request when the table returned an error.
 * @param nextToken the argument of the client, the only part of a read that can be invalid
 */
export function failOnError(error: DataSourceError | undefined, nextToken?: string | null): void {
  if (!error) return;
  if (isGiven(nextToken) && NEXT_TOKEN_ERRORS.indexOf(error.type) >= 0) {
    fail('InvalidNextToken', 'nextToken is not from the page before of this same list');
  }
  fail('Unavailable', 'The table did not answer; nothing was changed. Try again.');
}
