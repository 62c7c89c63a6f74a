import { type DynamoDBUpdateItemRequest, util } from '@aws-appsync/utils';
import { messageGroupKey } from './keys.js';

/** An expression and the values of its placeholders. */
export interface Expression {
  expression: string;
  values?: Record<string, unknown>;
}

const written = ({ expression, values }: Expression) => ({
  expression,
  ...(values ? { expressionValues: util.dynamodb.toMapValues(values) } : {}),
});

/**
 * An UpdateItem of the caller's row. The condition's placeholders have names of their own: AppSync
 * takes no placeholder twice in one request (aws-appsync-community issue 162).
 */
export const updateRow = (
  userUuid: string,
  groupUuid: string,
  change: Expression,
  only: Expression,
): DynamoDBUpdateItemRequest => ({
  operation: 'UpdateItem',
  key: util.dynamodb.toMapValues(messageGroupKey(userUuid, groupUuid)),
  update: written(change),
  condition: written(only),
});
