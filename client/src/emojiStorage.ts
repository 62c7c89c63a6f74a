export const EMOJI_LOCALE = 'en';

/** Deletes what the picker of emoji keeps on this device, with what its user likes. */
export function forgetEmoji(): void {
  try {
    indexedDB.deleteDatabase(`emoji-picker-element-${EMOJI_LOCALE}`);
  } catch {
    // The browser keeps nothing.
  }
}
