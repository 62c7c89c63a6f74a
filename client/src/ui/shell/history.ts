import { useCallback, type MouseEvent } from 'react';
import { useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';

/** What this client keeps in an entry of the browser's history. */
interface EntryState {
  /** How many entries lie between this one and the inbox that the reader came from. */
  readonly sinceInbox: number;
}

/** The state for a link that leads one page further away from the inbox. */
export function useDeeperState(): EntryState | undefined {
  const [location] = useLocation();
  const state = useHistoryState<Partial<EntryState> | null>();
  if (location === '/messages') return { sinceInbox: 1 };
  return state?.sinceInbox === undefined ? undefined : { sinceInbox: state.sinceInbox + 1 };
}

/** The state of this entry, for a navigation that replaces it. */
export const useSameState = (): EntryState | undefined => {
  const state = useHistoryState<Partial<EntryState> | null>();
  return state?.sinceInbox === undefined ? undefined : (state as EntryState);
};

/**
 * For a link to the inbox: goes back in the browser's history where the reader came from there, so that
 * "Back" does not open again what they have left. Else the inbox takes the place of this entry.
 */
export function useBackToInbox(): (event: MouseEvent) => void {
  const [, navigate] = useLocation();
  const state = useSameState();
  return useCallback(
    (event) => {
      const isPlainClick =
        event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      if (!isPlainClick) return;
      event.preventDefault();
      if (state) window.history.go(-state.sinceInbox);
      else navigate('/messages', { replace: true });
    },
    [navigate, state],
  );
}
