import { util } from '@aws-appsync/utils';
import { isGiven } from './isGiven.js';

/** Every `errorType` that the API's own code answers with. docs/errors.md lists them with their remedies. */
export type ErrorType =
  /** Moderation keeps the caller from sending until a date. */
  | 'AccountSuspended'
  | 'AlreadyReported'
  /** A stranger has sent as many messages as they may before the other person accepts. */
  | 'AwaitingAcceptance'
  | 'ClientTokenReused'
  | 'CommentTooLong'
  /** The caller is not one of the conversation's two people, or not a moderator. */
  | 'Forbidden'
  | 'IncompleteSelection'
  | 'InvalidClientToken'
  | 'InvalidDecision'
  | 'InvalidHandle'
  | 'InvalidId'
  | 'InvalidLimit'
  | 'InvalidNextToken'
  | 'InvalidReadMarker'
  | 'InvalidReport'
  | 'InvalidUpdate'
  | 'MessageBlank'
  /** A message, or another device, has changed the conversation since the caller saw it. */
  | 'MessageGroupChanged'
  | 'MessageGroupNotFound'
  | 'MessageNotFound'
  | 'MessageTooLong'
  | 'ProfileNotFound'
  /** The caller blocks the other person. */
  | 'RecipientBlocked'
  | 'RecipientIsSelf'
  | 'RecipientNotFound'
  | 'RecipientRequired'
  /** The other person blocks the caller, takes no requests or is gone: said alike, so that it tells nothing. */
  | 'RecipientUnavailable'
  | 'ReportNotFound'
  | 'TooManyNewConversations'
  | 'TooManyReports'
  /** Others wrote to the same conversation at the same time: try again with the same `clientToken`. */
  | 'Conflict'
  /** The table did not answer as it should: try again with the same `clientToken`. */
  | 'Unavailable';

/**
 * Ends the request with an error of the vocabulary.
 * @param info `errorInfo` of the answer, for programs: limits, missing fields.
 */
export function fail(type: ErrorType, message: string, info?: Record<string, unknown>): never {
  return util.error(message, type, null, info);
}

/** `ctx.error`: what a data source answered with in place of a result. */
export interface DataSourceError {
  message: string;
  type: string;
}

/**
 * What a bad `nextToken` ends in: AppSync refuses a token that is not its own for this function
 * (seen, amplify-cli#3411), DynamoDB one of another partition (all of its validation errors are
 * `DynamoDbException` in AppSync).
 */
const REFUSALS = ['DynamoDB:UserIllegalArgumentException', 'DynamoDB:DynamoDbException'];

/**
 * Ends the request when the table answered with an error.
 * @param nextToken what the client gave: the one part of a read that the table can find fault with.
 */
export function failOnError(error: DataSourceError | undefined, nextToken?: string | null): void {
  if (!error) return;
  if (isGiven(nextToken) && REFUSALS.indexOf(error.type) >= 0) {
    fail('InvalidNextToken', 'nextToken is not from the page before of this same list');
  }
  fail('Unavailable', 'The table did not answer; nothing was changed. Try again.');
}
