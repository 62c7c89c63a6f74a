/**
 * The service cannot make sense of what a request handler returned. It ends the field; no response
 * handler runs. The messages that AWS is known to give:
 *
 * - `Value for field '$[operation]' not found.` (developer guide, troubleshooting-and-common-mistakes;
 *   seen: amplify-category-api#2503)
 * - `Unsupported operation 'TransactWriteItems'.` (seen: aws-appsync-community#93)
 * - `Unsupported element '$[condition][returnValuesOnConditionCheckFailure]'.` (seen: aws-appsync-community#110)
 * - `RequestItem keys '$[tables][T]' can't be empty` (quoted in public notes; no report of it is recorded)
 *
 * All other wordings are our own; AWS's are not known.
 */
export class ResolverFault extends Error {
  override readonly name = 'ResolverFault';
  readonly errorType = 'MappingTemplate';
}
