import { DynamoDBError } from '../../../dynamodb/wire/index.js';
import { toPlain } from './attributeValues.js';
import { toFailure } from './failure.js';

/**
 * `cancellationReasons` of `ctx.result`, in the order of the request (AppSync developer guide,
 * js-aws-appsync-resolver-reference-dynamodb-transact-write-items). An item that was not at fault has
 * `{ type: 'None', message: 'None' }`, as in the guide. For a failed condition the guide's sample says
 * "ConditionCheckFailed" and DynamoDB says "ConditionalCheckFailed". What AppSync really returns is not
 * recorded; the host returns DynamoDB's. A resolver should test for `type !== 'None'`.
 */
const cancellationReasons = (error: DynamoDBError) =>
  error.CancellationReasons?.map(({ Code = 'None', Message = 'None', Item: item }) => ({
    type: Code,
    message: Message,
    ...(item !== undefined && { item: toPlain(item) }),
  })) ?? null;

/** The failure of a transaction. `ctx.result` has the reasons if it was cancelled, otherwise null. */
export const cancelled = (error: unknown, contents: 'keys' | 'items') =>
  toFailure(error, {
    [contents]: null,
    cancellationReasons: error instanceof DynamoDBError ? cancellationReasons(error) : null,
  });
