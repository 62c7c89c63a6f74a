import { useSyncExternalStore } from 'react';

const events = ['focus', 'blur', 'visibilitychange'] as const;

function subscribe(listener: () => void): () => void {
  events.forEach((event) => window.addEventListener(event, listener));
  document.addEventListener('visibilitychange', listener);
  return () => {
    events.forEach((event) => window.removeEventListener(event, listener));
    document.removeEventListener('visibilitychange', listener);
  };
}

const attends = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** Is somebody looking at this page? */
export const useAttention = (): boolean => useSyncExternalStore(subscribe, attends);
