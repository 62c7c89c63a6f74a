import { deviceStorage } from './deviceStorage';

const PREFIX = 'messaging.draft.';

/** Forgets all drafts of a person on this device. */
export function forgetDrafts(userUuid: string): void {
  const storage = deviceStorage();
  Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
    .filter((key) => key.startsWith(`${PREFIX}${userUuid}.`))
    .forEach((key) => storage.removeItem(key));
}

/** Of a person's uuid and a conversation's, joined by a dot. */
export const readDraft = (key: string): string => deviceStorage().getItem(PREFIX + key) ?? '';

/** An empty one is forgotten. */
export function writeDraft(key: string, draft: string): void {
  try {
    if (draft === '') deviceStorage().removeItem(PREFIX + key);
    else deviceStorage().setItem(PREFIX + key, draft);
  } catch {
    // The storage is full: the draft lives as long as it is shown.
  }
}
