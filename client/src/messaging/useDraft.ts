import { useCallback, useState } from 'react';
import { readDraft, writeDraft } from './drafts';
import { useMessaging } from './MessagingProvider';

/** What is being typed into a conversation; outlives a reload. An empty draft is forgotten. */
export function useDraft(messageGroupUuid: string): [string, (draft: string) => void] {
  const { userUuid } = useMessaging();
  const key = `${userUuid}.${messageGroupUuid}`;
  const [state, setState] = useState({ key, draft: readDraft(key) });
  // Another conversation: its own draft.
  const { draft } = state.key === key ? state : { draft: readDraft(key) };
  const setDraft = useCallback(
    (next: string) => {
      writeDraft(key, next);
      setState({ key, draft: next });
    },
    [key],
  );
  return [draft, setDraft];
}
