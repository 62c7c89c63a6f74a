import { useCallback, useEffect, useState } from 'react';
import { onDraftChange, readDraft, writeDraft } from './drafts';
import { useMessaging } from './MessagingProvider';

/**
 * The unfinished message of a conversation. It outlives a reload, and follows what other tabs of the
 * user do with it: also that they have sent it. An empty draft is removed.
 */
export function useDraft(messageGroupUuid: string): [string, (draft: string) => void] {
  const { userUuid } = useMessaging();
  const key = `${userUuid}.${messageGroupUuid}`;
  const [state, setState] = useState({ key, draft: readDraft(key) });
  // The key has changed: another conversation, with its own draft.
  const { draft } = state.key === key ? state : { draft: readDraft(key) };
  useEffect(() => {
    const follow = (): void => {
      const stored = readDraft(key);
      setState((now) => (now.key === key && now.draft === stored ? now : { key, draft: stored }));
    };
    const end = onDraftChange(key, follow);
    // Another tab may have changed it between the first render and this effect.
    follow();
    return end;
  }, [key]);
  const setDraft = useCallback(
    (next: string) => {
      writeDraft(key, next);
      setState({ key, draft: next });
    },
    [key],
  );
  return [draft, setDraft];
}
