import { HANDLE_PATTERN } from '../../resolvers/lib/handle.js';
import { limits } from '../../resolvers/limits.js';

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
/** Control characters, line and paragraph separators, lone surrogates, and direction marks. */
const UNFIT = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00AD\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
/** A visible character: no space, control, format or other invisible character. */
const VISIBLE = /[^\s\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]/u;

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
  const displayName = (attributes.name ?? '').trim();
  if (!VISIBLE.test(displayName)) {
    throw new Error('Choose a display name that can be seen (attribute name)');
  }
  if ([...displayName].length > MAX_DISPLAY_NAME) {
    throw new Error(`A display name has at most ${MAX_DISPLAY_NAME} characters`);
  }
  if (UNFIT.test(displayName)) {
    throw new Error('A display name cannot contain control characters');
  }
  return { handle, displayName };
}
