import { util } from '@aws-appsync/utils';
import { limits } from '../limits.js';
import { fail } from './errors.js';

const MAX_CODE_POINTS = 1024;

/**
 * Something that leaves a mark: no separator, control, format, private or unassigned character, nor
 * one of the letters and symbols that are drawn as nothing (fillers, Braille blank, variation
 * selectors).
 */
const VISIBLE =
  '[^\\s\\p{Z}\\p{C}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\uFFFC\\x{E0100}-\\x{E01EF}]';

/** Whether something in the text leaves a mark. */
export const isVisible = (text: string): boolean => util.matches(`^(?s).*${VISIBLE}.*\\z`, text);

/** Errors: `MessageTooLong`, `MessageBlank`. Java's patterns count code points. */
export function checkText(message: string): void {
  const max = MAX_CODE_POINTS;
  if (message.length > 2 * max || !util.matches(`^(?s).{0,${max}}\\z`, message)) {
    fail('MessageTooLong', `The message is longer than ${max} characters`, { max });
  }
  if (!isVisible(message)) {
    fail('MessageBlank', 'The message has nothing in it that can be seen');
  }
}

/**
 * The text with U+FFFD for each half of a character: DynamoDB stores UTF-8, which has no halves, and
 * what is pushed and what is stored must be the same.
 */
export const wellFormed = (message: string): string => message.replaceAll('\\p{Cs}', '\uFFFD');

const ELLIPSIS = '…';
const ELLIPSIS_BYTES = 3;

/** How many bytes of UTF-8 a UTF-16 unit stands for; a surrogate pair is four. */
function bytesOf(unit: string): number {
  if (unit < '\u0080') return 1;
  if (unit < '\u0800' || isSurrogate(unit)) return 2;
  return 3;
}

const isSurrogate = (unit: string): boolean => unit >= '\uD800' && unit <= '\uDFFF';

/**
 * The beginning of a well-formed message, never half a character: what the two rows and their two
 * index entries carry decides the bill, which is counted in bytes.
 */
export function previewOf(message: string): string {
  const { maxBytes } = limits.preview;
  let bytes = 0;
  let end = 0;
  // A unit is a byte at least: what follows these cannot be in the preview.
  for (const unit of message.slice(0, maxBytes).split('')) {
    bytes += bytesOf(unit);
    if (bytes <= maxBytes - ELLIPSIS_BYTES) end += 1;
  }
  if (message.length <= maxBytes && bytes <= maxBytes) return message;
  const last = message.charAt(end - 1);
  const splitsPair = last >= '\uD800' && last <= '\uDBFF';
  return `${message.slice(0, splitsPair ? end - 1 : end)}${ELLIPSIS}`;
}
