import { deviceStorage, keysWith, onOtherTab } from './deviceStorage';

const PREFIX = 'messaging.draft.';

/** Deletes all drafts of a user on this device. */
export function forgetDrafts(userUuid: string): void {
  const storage = deviceStorage();
  keysWith(`${PREFIX}${userUuid}.`, storage).forEach((key) => storage.removeItem(key));
}

/** @param key the user's uuid and the conversation's, joined by a dot. */
export const readDraft = (key: string): string => deviceStorage().getItem(PREFIX + key) ?? '';

/** Stores a draft; an empty one is removed. */
export function writeDraft(key: string, draft: string): void {
  try {
    if (draft === '') deviceStorage().removeItem(PREFIX + key);
    else deviceStorage().setItem(PREFIX + key, draft);
  } catch {
    // The storage is full: the draft lives as long as the page.
  }
}

/**
 * Calls when another tab has changed the draft.
 * @returns a function that ends it.
 */
export const onDraftChange = (key: string, listener: () => void): (() => void) =>
  onOtherTab(PREFIX + key, listener);
