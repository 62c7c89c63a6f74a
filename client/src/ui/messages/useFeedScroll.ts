import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { ConversationView } from '../../messaging';
import type { FeedRow } from './feedRows';

/** Pixels from the end within which one is at the end. */
const END = 80;
/** Pixels from either edge at which the next page is asked for. */
const AHEAD = 1_200;

/** A guess, until a row has been measured: close ones keep the scroll bar calm. */
function estimate(row: FeedRow): number {
  if (row.kind !== 'item') return 44;
  const text = row.item.kind === 'message' ? row.item.message.message : row.item.entry.message;
  const lines = Math.ceil(text.length / 48) + (text.match(/\n/g)?.length ?? 0);
  return 22 + 21 * Math.max(1, lines) + (row.endsRun ? 28 : 0);
}

/**
 * Scrolling of a conversation: begins at the end and stays there while one is there; what one reads
 * stays where it is when older messages come above it; pages are asked for before one gets there.
 */
export function useFeedScroll(conversation: ConversationView, rows: readonly FeedRow[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  /** The last row when one left the end. */
  const [leftAt, setLeftAt] = useState<string>();
  const begun = useRef(false);
  const { hasOlder, hasNewer, loadOlder, loadNewer, compact, jumpToNewest } = conversation;

  // eslint-disable-next-line react-hooks/incompatible-library -- no React compiler runs over this
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(rows[index]!),
    getItemKey: useCallback((index: number) => rows[index]!.key, [rows]),
    overscan: 10,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END,
    paddingStart: 16,
    paddingEnd: 12,
  });

  const loadAround = useCallback((): void => {
    const element = scroller.current;
    if (!element || !begun.current) return;
    if (hasOlder && element.scrollTop < AHEAD) loadOlder();
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (hasNewer && below < AHEAD) loadNewer();
  }, [hasOlder, hasNewer, loadOlder, loadNewer]);

  const onScroll = (): void => {
    const element = scroller.current!;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    const nowAtEnd = below <= END && !hasNewer;
    if (atEnd && !nowAtEnd) setLeftAt(rows.at(-1)?.key);
    setAtEnd(nowAtEnd);
    loadAround();
  };

  const any = rows.length > 0;
  useLayoutEffect(() => {
    if (!any || begun.current) return;
    begun.current = true;
    virtualizer.scrollToEnd();
  }, [any, virtualizer]);

  // A page that came may not have filled the view, or have brought the edge close again.
  useEffect(loadAround, [rows, loadAround]);

  // What takes room from the feed, as the keyboard of a phone does, takes it above.
  useEffect(() => {
    const element = scroller.current;
    if (!element || !any || !atEnd) return;
    let height = element.clientHeight;
    const observer = new ResizeObserver(() => {
      if (element.clientHeight === height) return;
      height = element.clientHeight;
      virtualizer.scrollToEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [any, atEnd, virtualizer]);

  // One's own message is shown, wherever one was.
  const last = rows.at(-1);
  const written = last?.kind === 'item' && last.item.kind === 'pending' ? last.key : undefined;
  useEffect(() => {
    if (written) virtualizer.scrollToEnd();
  }, [written, virtualizer]);

  useEffect(() => {
    if (atEnd) compact();
  }, [atEnd, compact, rows.length]);

  // The newest page is shown from its end, once it is rendered.
  const jumping = useRef(false);
  useLayoutEffect(() => {
    if (!jumping.current || hasNewer) return;
    jumping.current = false;
    virtualizer.scrollToEnd();
  }, [rows, hasNewer, virtualizer]);

  const toEnd = (): void => {
    // The button is gone once one is there.
    scroller.current?.focus({ preventScroll: true });
    if (!hasNewer) return virtualizer.scrollToEnd({ behavior: 'smooth' });
    jumping.current = true;
    void jumpToNewest();
  };
  const hasNews = !atEnd && !hasNewer && last?.kind === 'item' && !last.mine && last.key !== leftAt;
  return { scroller, virtualizer, onScroll, atEnd, hasNews, toEnd };
}
