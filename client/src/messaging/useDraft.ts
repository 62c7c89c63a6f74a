import { useCallback, useState } from 'react';
import { deviceStorage } from './deviceStorage';
import { useMessaging } from './MessagingProvider';

const PREFIX = 'messaging.draft.';

/** What is being typed into a conversation; outlives a reload. An empty draft is forgotten. */
export function useDraft(messageGroupUuid: string): [string, (draft: string) => void] {
  const { userUuid } = useMessaging();
  const key = `${PREFIX}${userUuid}.${messageGroupUuid}`;
  const [state, setState] = useState({ key, draft: read(key) });
  // Another conversation: its own draft.
  const { draft } = state.key === key ? state : { draft: read(key) };
  const setDraft = useCallback(
    (next: string) => {
      write(key, next);
      setState({ key, draft: next });
    },
    [key],
  );
  return [draft, setDraft];
}

/** Forgets all drafts of a person on this device. */
export function forgetDrafts(userUuid: string): void {
  const storage = deviceStorage();
  Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
    .filter((key) => key.startsWith(`${PREFIX}${userUuid}.`))
    .forEach((key) => storage.removeItem(key));
}

const read = (key: string): string => deviceStorage().getItem(key) ?? '';

function write(key: string, draft: string): void {
  try {
    if (draft === '') deviceStorage().removeItem(key);
    else deviceStorage().setItem(key, draft);
  } catch {
    // The storage is full: the draft lives as long as it is shown.
  }
}
