import { limits } from '../generated/limits';

const encoder = new TextEncoder();
const { maxBytes } = limits.preview;
const ELLIPSIS = '…';

/**
 * The start of a message as lists show it (`MessageGroup.lastMessage`), cut as the API cuts it; null when
 * it has no text any more.
 */
export function previewOf({ message }: { readonly message: string | null }): string | null {
  if (message === null) return null;
  if (unitsWithin(message, maxBytes) === message.length) return message;
  const end = unitsWithin(message, maxBytes - encoder.encode(ELLIPSIS).length);
  return `${message.slice(0, end)}${ELLIPSIS}`;
}

/** The UTF-16 units of a text that fit into so many bytes of UTF-8. Never half a character. */
const unitsWithin = (text: string, bytes: number): number =>
  encoder.encodeInto(text, new Uint8Array(bytes)).read;
