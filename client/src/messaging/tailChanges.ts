import { historyMessages, reachesNewest, type History } from './history';
import { isLaterState } from './messageChange';
import {
  advance,
  mergeMessages,
  withReceipt,
  type ChangedMessage,
  type Tail,
  type TimelineMessage,
} from './timeline';
import type { Message } from './types';

/** Takes messages that have changed, as they are now, at the time `now`. Earlier states are left out. */
export function withChanged(tail: Tail, incoming: readonly Message[], now: number): Tail {
  const changes = new Map<string, ChangedMessage>(tail.changes);
  let taken = 0;
  for (const message of incoming) {
    const known = changes.get(message.uuid)?.message;
    if (message.changeUuid === null || (known && !isLaterState(message, known))) continue;
    changes.set(message.uuid, { message, at: now });
    taken += 1;
  }
  return taken === 0 ? tail : { ...tail, changes, unverified: tail.unverified + taken };
}

/** The log was read up to a change, at the time `now`. */
export const readUpTo = (tail: Tail, upTo: string | null, now: number): Tail => ({
  ...tail,
  changeReceipts: withReceipt(tail.changeReceipts, upTo, now),
});

/**
 * The log was read to its end, from `changesTo`. A read may show an entry of the log before the message
 * that it is about, so the next one goes on from a change that was there before the time `settled`.
 */
export function changesVerified(tail: Tail, settled: number): Tail {
  const { changesTo = null, changeReceipts } = tail;
  const { syncedTo, receipts } = advance(changesTo, changeReceipts, settled);
  return { ...tail, changesTo: syncedTo, changeReceipts: receipts, unverified: 0 };
}

/** The log goes on after a change that was known before the pages were read. */
export const beginChanges = (tail: Tail, changesTo: string | null): Tail => ({
  ...tail,
  changesTo,
  changeReceipts: [],
});

/** All pages were read after the time `settled`: they have what was heard before. */
export const forgetChanges = (tail: Tail, settled: number): Tail => ({
  ...tail,
  changes: new Map([...tail.changes].filter(([, { at }]) => at > settled)),
});

/**
 * The messages of a conversation as they are now, oldest first. Of the tail nothing is shown before its
 * history is loaded, or while there is a gap between them.
 */
export function timelineOf(
  history: History | undefined,
  tail: Pick<Tail, 'messages' | 'changes'>,
): readonly TimelineMessage[] {
  const loaded = historyMessages(history);
  const messages = reachesNewest(history) ? mergeMessages(loaded, tail.messages) : loaded;
  if (tail.changes.size === 0) return messages;
  return messages.map((message) => asChanged(message, tail));
}

/** A message after the changes that this device knows. */
function asChanged<Held extends TimelineMessage>(
  message: Held,
  { changes }: Pick<Tail, 'changes'>,
): Held {
  const changed = changes.get(message.uuid)?.message;
  return changed && isLaterState(changed, message) ? { ...message, ...changed } : message;
}
