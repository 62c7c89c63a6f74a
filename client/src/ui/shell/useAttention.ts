import { Observable, useObservable } from '../../messaging';

const hasAttention = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

const attention = new Observable(hasAttention(), (set) => {
  const update = (): void => set(hasAttention());
  const events = ['focus', 'blur'] as const;
  events.forEach((event) => window.addEventListener(event, update));
  document.addEventListener('visibilitychange', update);
  update();
  return () => {
    events.forEach((event) => window.removeEventListener(event, update));
    document.removeEventListener('visibilitychange', update);
  };
});

/** True while the page is visible and its window has the focus. */
export const useAttention = (): boolean => useObservable(attention);
