import { useEffect, useRef, useState, type RefObject } from 'react';
import type { ConversationView } from '../../messaging';
import { afterFrames, LANDING_FRAMES } from './afterFrames';
import { messageOf, type FeedRow } from './feedRows';
import type { FeedVirtualizer } from './useFeedScroll';

/** Pages that are loaded on the way to a message, about 1,000 messages. */
const MAX_PAGES = 20;

interface JumpOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly conversation: ConversationView;
  readonly rows: readonly FeedRow[];
  readonly virtualizer: FeedVirtualizer;
  /** The message is too far away, or there is no way to it now. */
  readonly onMissed: () => void;
}

/** Goes to a message and gives it the focus. Loads the pages between, one after the other. */
export function useJump({ scroller, conversation, rows, virtualizer, onMissed }: JumpOptions): {
  readonly isJumping: boolean;
  jump(uuid: string): void;
} {
  const { hasOlder, hasNewer, isLoadingOlder, olderFailed, loadOlder, loadNewer } = conversation;
  const [target, setTarget] = useState<string>();
  const pages = useRef(0);
  const uuids = rows.map((row) => messageOf(row)?.uuid);
  const index = target === undefined ? -1 : uuids.indexOf(target);
  const isFound = index >= 0;

  useEffect(() => {
    if (target === undefined || !isFound) return;
    virtualizer.scrollToIndex(index, { align: 'center' });
    return afterFrames(LANDING_FRAMES, () => {
      focusMessage(scroller.current, target);
      setTarget(undefined);
    });
    // Once for each way: while the row is being measured, the scroll follows it by itself.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [target, isFound]);

  useEffect(() => {
    if (target === undefined || isFound || isLoadingOlder) return;
    // Ids rise with time: they say on which side of the loaded messages it is.
    const first = uuids.find((uuid) => uuid !== undefined);
    const isOlder = first !== undefined && target < first;
    const canGoOn = isOlder ? hasOlder && !olderFailed : hasNewer;
    if (!canGoOn || pages.current >= MAX_PAGES) {
      return afterFrames(1, () => {
        setTarget(undefined);
        onMissed();
      });
    }
    pages.current += 1;
    if (isOlder) loadOlder();
    else loadNewer();
    // At each page that has come.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [target, rows, isLoadingOlder]);

  const jump = (uuid: string): void => {
    pages.current = 0;
    setTarget(uuid);
  };
  return { isJumping: target !== undefined, jump };
}

function focusMessage(feed: HTMLElement | null, uuid: string): void {
  const message = feed?.querySelector<HTMLElement>(`.message[data-uuid="${uuid}"]`);
  if (!message) return;
  message.tabIndex = -1;
  message.focus({ preventScroll: true });
}
