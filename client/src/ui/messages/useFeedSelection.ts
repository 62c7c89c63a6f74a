import { useCallback, useEffect, useState, type ClipboardEvent, type RefObject } from 'react';
import { defaultRangeExtractor, type Range as VisibleRange } from '@tanstack/react-virtual';
import { copiedText, indexOf, rowElementOf } from './copiedText';
import type { FeedRow } from './feedRows';

/** Rows of a selection that stay rendered at most. */
const MAX_KEPT = 400;

/** The rows of the selection, by key: rows move when older ones come. */
interface Selected {
  readonly first: string;
  readonly last: string;
}

/** Where a keystroke writes, Ctrl+A selects what is written. */
const EDITABLE = 'input, textarea, select, [contenteditable]';

/**
 * Selecting messages in a list that renders only what is in sight: selected rows stay rendered, Ctrl+A
 * selects the messages that are loaded and nothing else, and copies are name, time and text.
 * @param other the other person's name
 */
export function useFeedSelection(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly FeedRow[],
  other: string,
) {
  const [selected, setSelected] = useState<Selected>();

  useEffect(() => {
    const update = (): void => setSelected((before) => same(before, selectedRows(scroller, rows)));
    document.addEventListener('selectionchange', update);
    return () => document.removeEventListener('selectionchange', update);
  }, [scroller, rows]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const list = scroller.current?.querySelector('.feed-rows');
      const isSelectAll = (event.ctrlKey || event.metaKey) && !event.altKey && event.key === 'a';
      const { target } = event;
      if (!list || !isSelectAll || (target instanceof Element && target.closest(EDITABLE))) return;
      event.preventDefault();
      // Around the list and not in it: so rows that are rendered later are selected too.
      const range = document.createRange();
      range.setStartBefore(list);
      range.setEndAfter(list);
      const selection = getSelection();
      selection?.removeAllRanges();
      selection?.addRange(range);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [scroller]);

  const rangeExtractor = useCallback(
    (visible: VisibleRange): number[] => {
      const indexes = defaultRangeExtractor(visible);
      if (!selected) return indexes;
      const first = rows.findIndex(({ key }) => key === selected.first);
      const last = rows.findIndex(({ key }) => key === selected.last);
      if (first < 0 || last < first || last - first > MAX_KEPT) return indexes;
      const kept = Array.from({ length: last - first + 1 }, (_, at) => first + at);
      return [...new Set([...indexes, ...kept])].sort((one, other) => one - other);
    },
    [selected, rows],
  );

  const onCopy = (event: ClipboardEvent): void => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const isAll = range.startContainer === scroller.current;
    event.clipboardData.setData('text/plain', copiedText(rows, isAll ? undefined : range, other));
    event.preventDefault();
  };
  return { rangeExtractor, onCopy };
}

/** The rows at the two ends of the selection, where both are rows of this feed. */
function selectedRows(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly FeedRow[],
): Selected | undefined {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return undefined;
  const { startContainer, endContainer } = selection.getRangeAt(0);
  const [first, last] = [startContainer, endContainer].map((node) => {
    const element = rowElementOf(node);
    return element && scroller.current?.contains(element) ? rows[indexOf(element)]?.key : undefined;
  });
  return first !== undefined && last !== undefined ? { first, last } : undefined;
}

const same = (before: Selected | undefined, now: Selected | undefined): Selected | undefined =>
  before?.first === now?.first && before?.last === now?.last ? before : now;
