import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual';
import type { ConversationView } from '../../messaging';
import { isMotionReduced, rootFontSize } from '../shell/media';
import { messageOf, type FeedRow } from './feedRows';
import { contentOf } from './items';

/** Pixels from the end within which the reader is at the end. */
const END = 80;
/** Pixels from either edge at which the next page is loaded. */
const AHEAD = 1_200;
/** Pixels of the lowest message that have to be in sight for the message to count as seen. */
const SEEN = 24;

export type FeedVirtualizer = Virtualizer<HTMLDivElement, Element>;

/** Pixels, until a row has been measured: close guesses keep the scroll bar calm. */
function estimate(row: FeedRow): number {
  const scale = rootFontSize() / 16;
  if (row.kind !== 'item') return 44 * scale;
  const { message: text, replyToUuid } = contentOf(row.item);
  const lines = text ? Math.ceil((text.length * scale) / 48) + (text.match(/\n/g)?.length ?? 0) : 1;
  const hasReactions = (messageOf(row)?.reactions ?? []).length > 0;
  const around = (row.endsRun ? 28 : 0) + (replyToUuid ? 50 : 0) + (hasReactions ? 26 : 0);
  return (22 + 21 * Math.max(1, lines) + around) * scale;
}

interface FeedScrollOptions {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly conversation: ConversationView;
  readonly rows: readonly FeedRow[];
  readonly rangeExtractor: (range: Range) => number[];
  readonly atEnd: boolean;
  readonly setAtEnd: (atEnd: boolean) => void;
}

/**
 * Scrolling of a conversation: begins at the end and stays there while the reader is there; what is
 * being read stays in place when older messages come above it; pages are loaded ahead of the reader.
 */
export function useFeedScroll(options: FeedScrollOptions) {
  const { scroller, conversation, rows, atEnd, setAtEnd } = options;
  const { hasNewer } = conversation;
  /** The last row when the reader left the end. */
  const [leftAt, setLeftAt] = useState<string>();
  const any = rows.length > 0;

  // oxlint-disable-next-line react/incompatible-library -- no React compiler runs over this
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(rows[index]!),
    getItemKey: useCallback((index: number) => rows[index]!.key, [rows]),
    rangeExtractor: options.rangeExtractor,
    overscan: 5,
    initialOffset: Number.MAX_SAFE_INTEGER,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END,
    paddingStart: 16,
    paddingEnd: 12,
  });

  const begun = useRef(false);
  useLayoutEffect(() => {
    if (!any || begun.current) return;
    begun.current = true;
    virtualizer.scrollToEnd();
  }, [any, virtualizer]);

  const onScroll = (): void => {
    const nowAtEnd = distanceFromEnd(scroller.current!) <= END && !hasNewer;
    if (atEnd && !nowAtEnd) setLeftAt(rows.at(-1)?.key);
    setAtEnd(nowAtEnd);
  };

  useStayAtEnd({ scroller, virtualizer, isStaying: any && atEnd });
  const last = rows.at(-1);
  const written = last?.kind === 'item' && last.item.kind === 'pending' ? last.key : undefined;
  useEffect(() => {
    // The reader's own message is shown, wherever the reader is.
    if (written) virtualizer.scrollToEnd();
  }, [written, virtualizer]);

  useCompact(conversation, atEnd, rows.length);
  const jump = useJumpToNewest({ conversation, rows, virtualizer });
  const toEnd = (): void => {
    // The button that was pressed is about to go.
    scroller.current?.focus({ preventScroll: true });
    jump();
  };
  const hasNews = !atEnd && !hasNewer && last?.kind === 'item' && !last.mine && last.key !== leftAt;

  const lowestSeen = (): string | undefined =>
    scroller.current ? lowestMessage(scroller.current, rows, virtualizer) : undefined;
  return { virtualizer, begun, onScroll, hasNews, toEnd, lowestSeen };
}

/** The id of the lowest message that is in sight. */
function lowestMessage(
  element: HTMLElement,
  rows: readonly FeedRow[],
  virtualizer: FeedVirtualizer,
): string | undefined {
  const bottom = element.scrollTop + element.clientHeight - SEEN;
  // Not by `atEnd`: a scroll that has just been made is reported later.
  const isAtEnd = distanceFromEnd(element) <= END;
  const index = isAtEnd ? rows.length - 1 : virtualizer.getVirtualItemForOffset(bottom)?.index;
  const row = rows.slice(0, (index ?? -1) + 1).findLast(messageOf);
  return row && messageOf(row)?.uuid;
}

const distanceFromEnd = ({ scrollHeight, scrollTop, clientHeight }: Element): number =>
  scrollHeight - scrollTop - clientHeight;

/** Frees memory while the reader is at the end. */
function useCompact({ compact }: ConversationView, atEnd: boolean, count: number): void {
  useEffect(() => {
    if (atEnd) compact();
  }, [atEnd, compact, count]);
}

/**
 * Loads the next page near either edge.
 * @param options.isPaused a search loads pages itself. Only so many pages are kept: a page that was
 *   loaded at the other edge would take the place of one that the search has just loaded.
 * @returns call it after a scroll
 */
export function useLoadAround({
  scroller: scrollerRef,
  conversation: { hasOlder, hasNewer, loadOlder, loadNewer },
  rows,
  begun: begunRef,
  isPaused,
}: Pick<FeedScrollOptions, 'scroller' | 'conversation' | 'rows'> & {
  readonly begun: RefObject<boolean>;
  readonly isPaused: boolean;
}): () => void {
  const loadAround = useCallback((): void => {
    const element = scrollerRef.current;
    if (!element || !begunRef.current || isPaused) return;
    if (hasOlder && element.scrollTop < AHEAD) loadOlder();
    if (hasNewer && distanceFromEnd(element) < AHEAD) loadNewer();
  }, [scrollerRef, begunRef, isPaused, hasOlder, hasNewer, loadOlder, loadNewer]);
  // A page that came may not fill the view.
  useEffect(loadAround, [rows, loadAround]);
  return loadAround;
}

/** What takes room from the feed, as the keyboard of a phone does, takes it above. */
function useStayAtEnd({
  scroller,
  virtualizer,
  isStaying,
}: {
  readonly scroller: FeedScrollOptions['scroller'];
  readonly virtualizer: FeedVirtualizer;
  readonly isStaying: boolean;
}): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element || !isStaying) return;
    let height = element.clientHeight;
    const observer = new ResizeObserver(() => {
      if (element.clientHeight === height) return;
      height = element.clientHeight;
      virtualizer.scrollToEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, isStaying, virtualizer]);
}

/** Goes to the newest message, also where its page is not loaded. */
function useJumpToNewest({
  conversation: { hasNewer, jumpToNewest },
  rows,
  virtualizer,
}: Pick<FeedScrollOptions, 'conversation' | 'rows'> & {
  readonly virtualizer: FeedVirtualizer;
}): () => void {
  const jumping = useRef(false);
  // The newest page is shown from its end, once it is rendered.
  useLayoutEffect(() => {
    if (!jumping.current || hasNewer) return;
    jumping.current = false;
    virtualizer.scrollToEnd();
  }, [rows, hasNewer, virtualizer]);
  return () => {
    const behavior = isMotionReduced() ? 'auto' : 'smooth';
    if (!hasNewer) return virtualizer.scrollToEnd({ behavior });
    jumping.current = true;
    void jumpToNewest();
  };
}
