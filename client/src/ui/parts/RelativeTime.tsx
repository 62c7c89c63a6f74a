import { useSyncExternalStore, type ReactNode } from 'react';
import { exactTime, relativeTime } from './time';

const TICK = 20_000;
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all times on the page. */
function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      listeners.forEach((notify) => notify());
    }, TICK);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/** Right to the tick. */
export const useNow = (): Date => new Date(useSyncExternalStore(subscribe, () => now));

/** How long ago; the exact time on hover, and for machines. */
export function RelativeTime({ at }: { readonly at: string }): ReactNode {
  const date = new Date(at);
  return (
    <time dateTime={at} title={exactTime(date)}>
      {relativeTime(date, useNow())}
    </time>
  );
}
