import { isReserved } from '../../resolvers/handles.js';
import { HANDLE_PATTERN } from '../../resolvers/lib/handle.js';
import { limits } from '../../resolvers/limits.js';
import { displayNameProblem } from './displayName.js';

/** The names that a person chose at sign-up. */
export interface Person {
  /** Lower case; `HANDLE_PATTERN`. */
  handle: string;
  /** `limits.displayName`: at least one character visible, no control characters. */
  displayName: string;
}

const { minLength, maxLength } = limits.handle;
const MAX_DISPLAY_NAME = limits.displayName.maxCodePoints;
const HANDLE = new RegExp(`^${HANDLE_PATTERN}$`);

/**
 * Read the person out of Cognito's user attributes: `preferred_username` is the handle, in any
 * case, and `name` the display name.
 *
 * @throws Error whose message is meant for the person. It has no full stop: Cognito puts one after it.
 */
export function personOf(attributes: Readonly<Record<string, string | undefined>>): Person {
  const handle = (attributes.preferred_username ?? '').toLowerCase();
  if (handle === '') throw new Error('Choose a handle (attribute preferred_username)');
  if (!HANDLE.test(handle)) {
    throw new Error(
      `A handle is ${minLength} to ${maxLength} letters a-z, digits, underscores and dots`,
    );
  }
  if (isReserved(handle)) throw new Error(`The handle ${handle} is reserved`);
  const displayName = (attributes.name ?? '').trim();
  if ([...displayName].length > MAX_DISPLAY_NAME) {
    throw new Error(`A display name has at most ${MAX_DISPLAY_NAME} characters`);
  }
  const problem = displayNameProblem(displayName);
  if (problem !== undefined) throw new Error(problem);
  return { handle, displayName };
}
