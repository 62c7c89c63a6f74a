import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { deadline } from './lib/dynamoDb.js';
import { personOf, type Person } from './lib/person.js';
import { createProfile, readProfile } from './lib/profile.js';

/**
 * Cognito's pre-token-generation trigger (event version 2): puts the person's `handle` and
 * `display_name` into the access token, so that sending a message needs no read of the profile.
 * Runs at sign-in and at each refresh, and costs one GetItem.
 *
 * Makes the profile if the confirmation could not write it. Never blocks a sign-in: without a profile,
 * or if the table does not answer, the token lacks these claims and the resolvers read the profile.
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
