import { util } from '@aws-appsync/utils';
import { fail } from './errors.js';

const MAX_CODE_POINTS = 1024;
/** What the two rows and their two index entries carry decides the bill for long messages. */
const PREVIEW_UNITS = 120;

/**
 * Something that leaves a mark: no separator, control, format or lone surrogate, nor one of the
 * letters and symbols that are drawn as nothing (fillers, Braille blank, variation selectors).
 */
const VISIBLE =
  '[^\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Cs}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0]';

/** Errors: `MessageTooLong`, `MessageBlank`. Java's patterns count code points. */
export function checkText(message: string): void {
  const max = MAX_CODE_POINTS;
  if (message.length > 2 * max || !util.matches(`^(?s).{0,${max}}\\z`, message)) {
    fail('MessageTooLong', `The message is longer than ${max} characters`, { max });
  }
  if (!util.matches(`^(?s).*${VISIBLE}.*\\z`, message)) {
    fail('MessageBlank', 'The message has nothing in it that can be seen');
  }
}

/** The beginning of a message, never half a character. */
export function previewOf(message: string): string {
  if (message.length <= PREVIEW_UNITS) return message;
  const last = message.charAt(PREVIEW_UNITS - 2);
  const splitsPair = last >= '\uD800' && last <= '\uDBFF';
  return `${message.slice(0, splitsPair ? PREVIEW_UNITS - 2 : PREVIEW_UNITS - 1)}…`;
}
