import { deviceStorage } from './deviceStorage';

const PREFIX = 'messaging.draft.';

/** Deletes all drafts of a user on this device. */
export function forgetDrafts(userUuid: string): void {
  const storage = deviceStorage();
  Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
    .filter((key) => key.startsWith(`${PREFIX}${userUuid}.`))
    .forEach((key) => storage.removeItem(key));
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
export function onDraftChange(key: string, listener: () => void): () => void {
  const onStorage = ({ key: changed }: StorageEvent): void => {
    if (changed === null || changed === PREFIX + key) listener();
  };
  window.addEventListener('storage', onStorage);
  return () => window.removeEventListener('storage', onStorage);
}
