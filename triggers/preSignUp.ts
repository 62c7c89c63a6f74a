import type { PreSignUpTriggerEvent } from 'aws-lambda';
import { deadline, unavailable } from './lib/dynamoDb.js';
import { personOf } from './lib/person.js';
import { takenHandle } from './lib/profile.js';

/**
 * Cognito's pre-sign-up trigger: rejects a person whose profile could not be made, before an account
 * exists. It only reads; the first person to confirm gets the handle (`postConfirmation`).
 *
 * @throws Error whose message reaches the person as Cognito's `UserLambdaValidationException`,
 *   "PreSignUp failed with error <message>.".
 */
export async function handler(event: PreSignUpTriggerEvent): Promise<PreSignUpTriggerEvent> {
  const { handle } = personOf(event.request.userAttributes);
  const taken = await takenHandle(handle, deadline()).catch((error: unknown) => {
    throw unavailable(error);
  });
  if (taken === handle) throw new Error(`The handle ${handle} is taken`);
  if (taken) throw new Error(`The handle ${handle} looks like one that is taken`);
  return event;
}
