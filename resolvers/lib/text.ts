import { util } from '@aws-appsync/utils';
import { limits } from '../limits.js';
import { fail } from './errors.js';

const PREVIEW_UNITS = limits.preview.maxUnits;

/**
 * A visible character: not a separator, control, format, private or unassigned character, and not a
 * letter or symbol that is drawn as nothing (fillers, Braille blank, variation selectors).
 */
const VISIBLE =
  '[^\\s\\p{Z}\\p{C}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\uFFFC\\x{E0100}-\\x{E01EF}]';

/** Checks length and visibility of a text. Java patterns count code points. Errors: `MessageTooLong`, `MessageBlank`. */
export function checkText(message: string): void {
  const max = limits.message.maxCodePoints;
  if (message.length > 2 * max || !util.matches(`^(?s).{0,${max}}\\z`, message)) {
    fail('MessageTooLong', `The message is longer than ${max} characters`, { max });
  }
  if (!util.matches(`^(?s).*${VISIBLE}.*\\z`, message)) {
    fail('MessageBlank', 'The message has nothing in it that can be seen');
  }
}

/**
 * Replaces unpaired surrogates by U+FFFD. DynamoDB stores UTF-8, which has none, and the pushed text
 * must equal the stored one.
 */
export const wellFormed = (message: string): string => message.replaceAll('\\p{Cs}', '\uFFFD');

/** The start of a message. Never ends in half of a surrogate pair. */
export function previewOf(message: string): string {
  if (message.length <= PREVIEW_UNITS) return message;
  const last = message.charAt(PREVIEW_UNITS - 2);
  const splitsPair = last >= '\uD800' && last <= '\uDBFF';
  return `${message.slice(0, splitsPair ? PREVIEW_UNITS - 2 : PREVIEW_UNITS - 1)}…`;
}
