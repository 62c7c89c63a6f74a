import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { VirtualItem, Virtualizer } from '@tanstack/react-virtual';

interface KeepPlaceOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly keys: readonly string[];
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
}

/**
 * What one reads in a list stays in its place while other rows come, go, or move to the top. At the top
 * of the list, what comes is shown. (The anchor of the library is one row: the list would go with it.)
 */
export function useKeepPlace({ scroller, keys, virtualizer }: KeepPlaceOptions): void {
  const before = useRef<{ keys: readonly string[]; inSight: readonly VirtualItem[] }>(undefined);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const known = before.current;
    if (known && known.keys !== keys && element.scrollTop > 0) {
      // A row that went to the top has gone up; of the others, the first one stays.
      const shift = Math.max(...known.inSight.map((row) => shiftOf(row, keys, virtualizer)));
      if (Number.isFinite(shift)) element.scrollBy(0, shift);
    }
    const { scrollTop, clientHeight } = element;
    const inSight = virtualizer
      .getVirtualItems()
      .filter(({ start, end }) => end > scrollTop && start < scrollTop + clientHeight);
    before.current = { keys, inSight };
  });
}

/** Pixels that a row has moved down the list; `-Infinity` for one that is gone. */
function shiftOf(
  { key, start }: VirtualItem,
  keys: readonly string[],
  virtualizer: KeepPlaceOptions['virtualizer'],
): number {
  const now = virtualizer.measurementsCache[keys.indexOf(String(key))];
  return now ? now.start - start : Number.NEGATIVE_INFINITY;
}
