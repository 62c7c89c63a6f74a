import { type DynamoDBUpdateItemRequest, util } from '@aws-appsync/utils';
import { messageGroupKey } from './keys.js';

/**
 * An expression with its placeholders. AppSync takes no placeholder twice in one request, so those of a
 * condition have names of their own (aws-appsync-community issue 162).
 */
export interface Expression {
  expression: string;
  names?: Record<string, string>;
  values?: Record<string, unknown>;
}

/** An expression as a request has it. */
export const written = ({ expression, names, values }: Expression) => ({
  expression,
  ...(names ? { expressionNames: names } : {}),
  ...(values ? { expressionValues: util.dynamodb.toMapValues(values) } : {}),
});

/** An UpdateItem of the caller's row. */
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
