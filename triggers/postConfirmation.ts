import type { PostConfirmationTriggerEvent } from 'aws-lambda';
import { deadline, unavailable } from './lib/dynamoDb.js';
import { personOf } from './lib/person.js';
import { createProfile } from './lib/profile.js';

/**
 * Cognito's post-confirmation trigger: makes the person's profile and claims their handle
 * (`createProfile`).
 *
 * - Cognito calls again if it gets no answer in time. The second call finds the profile.
 * - Two people may sign up with one free handle. The second to confirm gets the handle with a suffix.
 *   `me` and the token's claims carry the real handle; the attribute `preferred_username` stays as
 *   the person wrote it.
 * - Cognito calls this trigger for a forgotten password too; the trigger ignores that.
 *
 * @throws Error if the table cannot be written. Cognito then answers `UserLambdaValidationException`,
 *   but the account stays confirmed and cannot be confirmed again. `preTokenGeneration` makes the
 *   profile at sign-in.
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
