import { useMemo, type ReactNode, type RefObject } from 'react';
import { measureElement, observeElementRect, useVirtualizer } from '@tanstack/react-virtual';
import type { MessageGroup } from '../../messaging';
import { rootFontSize } from '../shell/media';
import { MessageGroupItem } from './MessageGroupItem';
import { useKeepPlace } from './useKeepPlace';

/** Of a row, in pixels, while its name needs one line. */
export const rowHeight = (): number => 4.75 * rootFontSize();

/** A list of conversations that scrolls. Only the rows in sight are in the page. */
export function RowList({
  rows,
  openUuid,
  scroller,
  onScroll,
  isLoadingMore,
}: {
  readonly rows: readonly MessageGroup[];
  readonly openUuid: string | undefined;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  readonly isLoadingMore: boolean;
}): ReactNode {
  // oxlint-disable-next-line react/incompatible-library -- no React compiler runs over this
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: rowHeight,
    getItemKey: (index) => rows[index]!.uuid,
    overscan: 6,
    // On a phone an open conversation hides the list. Shown again, it may be where it was without an event.
    observeElementRect: (list, report) =>
      observeElementRect(list, (rect) => {
        report(rect);
        list.scrollElement?.dispatchEvent(new Event('scroll'));
      }),
    // Hidden rows have no height.
    measureElement: (row, entry, list) =>
      measureElement(row, entry, list) || list.measurementsCache[list.indexFromElement(row)]!.size,
  });
  const keys = useMemo(() => rows.map(({ uuid }) => uuid), [rows]);
  useKeepPlace({ scroller, keys, virtualizer });
  return (
    <div className="inbox" ref={scroller} onScroll={onScroll}>
      <ul className="inbox-rows" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ key, index, start }) => (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            style={{ transform: `translateY(${start}px)` }}
          >
            <MessageGroupItem row={rows[index]!} isOpen={rows[index]!.uuid === openUuid} />
          </li>
        ))}
      </ul>
      {isLoadingMore && <p className="loading-more">Loading older conversations…</p>}
    </div>
  );
}
