import { useCallback, useState } from 'react';
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
  const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '');
  keys
    .filter((key) => key.startsWith(`${PREFIX}${userUuid}.`))
    .forEach((key) => localStorage.removeItem(key));
}

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function write(key: string, draft: string): void {
  try {
    if (draft === '') localStorage.removeItem(key);
    else localStorage.setItem(key, draft);
  } catch {
    // No storage: the draft lives as long as the page.
  }
}
