import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { deadline } from './lib/dynamoDb.js';
import { personOf, type Person } from './lib/person.js';
import { createProfile, readProfile } from './lib/profile.js';

/**
 * Cognito's pre-token-generation trigger (event version 2): puts the person's `handle` and
 * `display_name` into the access token, so that sending a message needs no read of the profile.
 * Runs at sign-in and at each refresh, and costs one GetItem.
 *
 * Somebody whose profile could not be written when they confirmed gets it now. Nobody is kept from
 * signing in: without a profile, or when the table does not answer, the token has no such claims and
 * the resolvers read the profile themselves.
 */
export async function handler(
  event: PreTokenGenerationV2TriggerEvent,
): Promise<PreTokenGenerationV2TriggerEvent> {
  const person = await profileOf(event.request.userAttributes).catch((error: unknown) => {
    console.error('A token without profile claims:', error);
    return undefined;
  });
  if (person) {
    const claimsToAddOrOverride = { handle: person.handle, display_name: person.displayName };
    event.response = {
      claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride } },
    };
  }
  return event;
}

async function profileOf(
  attributes: Readonly<Record<string, string | undefined>>,
): Promise<Person | undefined> {
  const { sub } = attributes;
  if (!sub) return undefined;
  const signal = deadline();
  const profile = await readProfile(sub, { signal });
  if (profile) return profile;
  await createProfile(sub, personOf(attributes), signal);
  return readProfile(sub, { signal, consistent: true });
}
