import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { deadline, unavailable } from './lib/dynamoDb.js';
import { personOf } from './lib/person.js';
import { createProfile } from './lib/profile.js';

/**
 * Cognito's post-confirmation trigger: makes the person's profile and claims their handle
 * (`createProfile`).
 *
 * - Cognito calls again when it got no answer in time: then the profile stands already.
 * - Somebody who is the second to confirm a handle that was free when they both signed up gets it
 *   with a suffix. `me` and the token's claims tell the handle that they have; the attribute
 *   `preferred_username` stays as they wrote it.
 * - Confirming a forgotten password calls this trigger too, and is none of its business.
 *
 * @throws Error when the table cannot be written. Cognito answers the confirmation with
 *   `UserLambdaValidationException` and does not take it back, so nobody can confirm again:
 *   `preTokenGeneration` makes the profile when they sign in.
 */
export async function handler(
  event: PostConfirmationTriggerEvent,
): Promise<PostConfirmationTriggerEvent> {
  if (event.triggerSource !== 'PostConfirmation_ConfirmSignUp') return event;
  const { userAttributes } = event.request;
  if (!userAttributes.sub) throw new Error('The account has no sub');
  const person = personOf(userAttributes);
  await createProfile(userAttributes.sub, person, deadline()).catch((error: unknown) => {
    throw unavailable(error);
  });
  return event;
}
