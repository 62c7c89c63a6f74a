import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { toPlain } from './attributeValues.js';
import { toFailure } from './failure.js';

/**
 * `cancellationReasons` of `ctx.result`, in the order of the request (AppSync developer guide,
 * js-aws-appsync-resolver-reference-dynamodb-transact-write-items). `{ type: 'None', message:
 * 'None' }` stands for the innocent ones, as the guide shows. For the others the guide's sample
 * has another spelling ("ConditionCheckFailed") than DynamoDB itself ("ConditionalCheckFailed");
 * what AppSync really answers is not recorded, and DynamoDB's is given here. A resolver should ask
 * for `type !== 'None'`.
 */
const cancellationReasons = (error: TransactionCanceledException) =>
  error.CancellationReasons?.map(({ Code = 'None', Message = 'None', Item: item }) => ({
    type: Code,
    message: Message,
    ...(item !== undefined && { item: toPlain(item) }),
  })) ?? null;

/** `ctx.result` of a cancelled transaction has its reasons; of one that failed otherwise, none. */
export const cancelled = (error: unknown, contents: 'keys' | 'items') =>
  toFailure(error, {
    [contents]: null,
    cancellationReasons:
      error instanceof TransactionCanceledException ? cancellationReasons(error) : null,
  });
