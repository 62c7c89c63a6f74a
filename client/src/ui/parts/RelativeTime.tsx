import type { ReactNode } from 'react';
import { Observable, useObservable } from '../../messaging';
import { exactTime, relativeTime } from './time';

/** Milliseconds between two updates of the times on the page. */
const TICK = 20_000;

/** One clock for all times on the page. */
const clock = new Observable(Date.now(), (set) => {
  set(Date.now());
  const timer = setInterval(() => set(Date.now()), TICK);
  return () => clearInterval(timer);
});

/** The time, at most one tick late. */
export const useNow = (): Date => new Date(useObservable(clock));

/** How long ago; the exact time on hover, and for machines. */
export function RelativeTime({ at }: { readonly at: string }): ReactNode {
  const date = new Date(at);
  return (
    <time dateTime={at} title={exactTime(date)}>
      {relativeTime(date, useNow())}
    </time>
  );
}
