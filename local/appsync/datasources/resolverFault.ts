/**
 * AppSync cannot interpret what a request handler returned. The field ends with this error, and no
 * response handler runs. The known messages of AWS:
 *
 * - `Value for field '$[operation]' not found.` (developer guide, troubleshooting-and-common-mistakes;
 *   seen: amplify-category-api#2503)
 * - `Unsupported operation 'TransactWriteItems'.` (seen: aws-appsync-community#93)
 * - `Unsupported element '$[condition][returnValuesOnConditionCheckFailure]'.` (seen: aws-appsync-community#110)
 * - `RequestItem keys '$[tables][T]' can't be empty` (quoted in public notes; no report is recorded)
 *
 * All other messages are the host's; AWS's are not known.
 */
export class ResolverFault extends Error {
  override readonly name = 'ResolverFault';
  readonly errorType: string = 'MappingTemplate';
}

/** A data source that the host does not serve. It ends the field, so that no response handler hides it. */
export class NotServed extends ResolverFault {
  override readonly errorType = 'NotServed';
}
