import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { PreSignUpTriggerEvent } from 'aws-lambda';
import { handleKey } from '../resolvers/lib/keys.js';
import { table } from '../resolvers/table.js';
import { dynamoDb, tableName } from './lib/dynamoDb.js';
import { personOf } from './lib/person.js';

/**
 * Cognito's pre-sign-up trigger: refuses a person whose profile could not be made, before they have
 * an account. Reads only; whoever confirms first has the handle (`postConfirmation`).
 *
 * @throws Error whose message reaches the person as Cognito's `UserLambdaValidationException`,
 *   "PreSignUp failed with error <message>.".
 */
export async function handler(event: PreSignUpTriggerEvent): Promise<PreSignUpTriggerEvent> {
  const { handle } = personOf(event.request.userAttributes);
  const { pk, sk } = handleKey(handle);
  const { Item: taken } = await dynamoDb.send(
    new GetItemCommand({
      TableName: tableName,
      Key: { [table.partitionKey]: { S: pk }, [table.sortKey]: { S: sk } },
      ProjectionExpression: '#pk',
      ExpressionAttributeNames: { '#pk': table.partitionKey },
      ConsistentRead: true,
    }),
  );
  if (taken) throw new Error(`The handle ${handle} is taken`);
  return event;
}
