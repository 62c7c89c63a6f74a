import { util } from '@aws-appsync/utils';
import { limits } from '../limits.js';
import { fail } from './errors.js';

/**
 * A visible character: not a separator, control, format, private or unassigned character, and not a
 * letter or symbol that is drawn as nothing (fillers, Braille blank, variation selectors).
 */
const VISIBLE =
  '[^\\s\\p{Z}\\p{C}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\uFFFC\\x{E0100}-\\x{E01EF}]';

/** Whether the text has a visible character. */
export const isVisible = (text: string): boolean => util.matches(`^(?s).*${VISIBLE}.*\\z`, text);

/** Whether a text has more code points than `max`. Java patterns count them. */
export const isLonger = (text: string, max: number): boolean =>
  text.length > 2 * max || !util.matches(`^(?s).{0,${max}}\\z`, text);

/** Checks length and visibility of a text. Errors: `MessageTooLong`, `MessageBlank`. */
export function checkText(message: string): void {
  const max = limits.message.maxCodePoints;
  if (isLonger(message, max)) {
    fail('MessageTooLong', `The message is longer than ${max} characters`, { max });
  }
  if (!isVisible(message)) {
    fail('MessageBlank', 'The message has nothing in it that can be seen');
  }
}

/**
 * Replaces unpaired surrogates by U+FFFD. DynamoDB stores UTF-8, which has none, and the pushed text
 * must equal the stored one.
 */
export const wellFormed = (message: string): string => message.replaceAll('\\p{Cs}', '\uFFFD');

/** Bytes of a text in UTF-8, which is what DynamoDB stores. Base 64 has four characters for three. */
export function utf8Bytes(text: string): number {
  const encoded = util.base64Encode(text);
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  return (encoded.length / 4) * 3 - padding;
}

const ELLIPSIS = '…';
const ELLIPSIS_BYTES = 3;

/** The bytes of UTF-8 of a UTF-16 unit. A surrogate pair is four. */
function bytesOf(unit: string): number {
  if (unit < '\u0080') return 1;
  if (unit < '\u0800' || isSurrogate(unit)) return 2;
  return 3;
}

const isSurrogate = (unit: string): boolean => unit >= '\uD800' && unit <= '\uDFFF';

/**
 * The start of a well-formed message. Never ends in half of a surrogate pair. Counted in bytes,
 * because two rows and two index entries carry it, and bytes decide the bill.
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
