import { limits } from '../limits.js';
import { isGiven } from './isGiven.js';
import type { MessageItem } from './items.js';
import type { EvidenceMessage } from './reportItems.js';
import { utf8Bytes } from './text.js';

/** Halves, down to one: where a text of at most 2,048 UTF-16 units is cut is found in twelve steps. */
const STEPS = [2048, 1024, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1];

/** The longest beginning of a text that takes at most so many bytes, never half a character. */
function cutToBytes(text: string, maxBytes: number): string {
  let length = 0;
  for (const step of STEPS) {
    const next = Math.min(text.length, length + step);
    if (utf8Bytes(text.slice(0, next)) <= maxBytes) length = next;
  }
  const last = text.charAt(length - 1);
  return text.slice(0, last >= '\uD800' && last <= '\uDBFF' ? length - 1 : length);
}

/** The reported message as it is. */
export const wholeMessage = (item: MessageItem): EvidenceMessage => ({
  uuid: item.sk,
  userUuid: item.userUuid,
  displayName: item.displayName,
  handle: item.handle,
  ...(isGiven(item.message) ? { message: item.message } : {}),
});

/** A message before or after it, cut so that all of them together stay within the evidence's size. */
export function contextMessage(item: MessageItem): EvidenceMessage {
  const whole = wholeMessage(item);
  if (!isGiven(item.message)) return whole;
  const message = cutToBytes(item.message, limits.report.contextMessageBytes);
  return message === item.message ? whole : { ...whole, message, isCut: true };
}
