import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { profileKey } from '../resolvers/lib/keys.js';
import { table } from '../resolvers/table.js';
import { dynamoDb, tableName } from './lib/dynamoDb.js';

/**
 * Cognito's pre-token-generation trigger (event version 2): puts the person's `handle` and
 * `display_name` into the access token, so that sending a message needs no read of the profile.
 * Runs at sign-in and at each refresh.
 *
 * Nobody is kept from signing in: without a profile, or when it cannot be read, the token has no
 * such claims and the resolvers read the profile themselves.
 */
export async function handler(
  event: PreTokenGenerationV2TriggerEvent,
): Promise<PreTokenGenerationV2TriggerEvent> {
  const claims = await profileClaims(event.request.userAttributes.sub);
  if (claims) {
    event.response = {
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } },
    };
  }
  return event;
}

async function profileClaims(sub: string | undefined): Promise<Record<string, string> | undefined> {
  if (!sub) return undefined;
  const { pk, sk } = profileKey(sub);
  try {
    const { Item: profile } = await dynamoDb.send(
      new GetItemCommand({
        TableName: tableName,
        Key: { [table.partitionKey]: { S: pk }, [table.sortKey]: { S: sk } },
        ProjectionExpression: 'handle, displayName',
      }),
    );
    const handle = profile?.handle?.S;
    const displayName = profile?.displayName?.S;
    return handle && displayName ? { handle, display_name: displayName } : undefined;
  } catch (error) {
    console.error('Token without profile claims:', error instanceof Error ? error.name : error);
    return undefined;
  }
}
