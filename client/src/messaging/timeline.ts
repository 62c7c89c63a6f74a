import { latestOf } from './ids';
import { isLaterState } from './messageChange';
import type { Message } from './types';

/** A message of the timeline. `clientToken` is known for those that this device has sent itself. */
export type TimelineMessage = Message & { readonly clientToken?: string };

/** An id, and the epoch milliseconds at which this device first received it or a newer one. */
interface Receipt {
  readonly uuid: string;
  readonly at: number;
}

/**
 * The newest part of a conversation, as pushes, answers and catching up bring it: what the newest page
 * of history does not have.
 */
export interface Tail {
  /** Oldest first; each once. */
  readonly messages: readonly TimelineMessage[];
  /**
   * Oldest message of the newest page: nothing before it belongs into the tail. Null: the
   * conversation had no message when it was loaded. Undefined: not loaded yet.
   */
  readonly loadedFrom: string | null | undefined;
  /**
   * Nothing is missing up to this id: a catch-up goes on from here. Null: from the beginning.
   * After it there may be gaps. A push may be lost, and a read may show a message before an older one
   * whose transaction is still being committed (docs/data-model.md).
   */
  readonly syncedTo: string | null;
  /** The newest ids since `syncedTo`, and when they came; oldest first. */
  readonly receipts: readonly Receipt[];
  /** What came last while nothing was pushed to this device. */
  readonly missed: Missed | undefined;
  /** Messages and changes that came by push since the last catch-up. */
  readonly unverified: number;
  /**
   * Messages that have changed, by id, as far as it was heard. Also those that are not loaded: their page
   * may yet be read from a copy of the table that lacks the change.
   */
  readonly changes: ReadonlyMap<string, ChangedMessage>;
  /** As `syncedTo`, of the change log. Undefined: where to begin is not known yet. */
  readonly changesTo: string | null | undefined;
  /** As `receipts`, of changes that were read from the log. Pushes may overtake each other. */
  readonly changeReceipts: readonly Receipt[];
}

/** Messages that followed each other, by the ids of the first and the last one. */
export interface Missed {
  readonly from: string;
  readonly upTo: string;
}

/** A message after a change, and the epoch milliseconds at which this device learned of it. */
export interface ChangedMessage {
  readonly message: Message;
  readonly at: number;
}

export const emptyTail: Tail = {
  messages: [],
  loadedFrom: undefined,
  syncedTo: null,
  receipts: [],
  missed: undefined,
  unverified: 0,
  changes: new Map(),
  changesTo: undefined,
  changeReceipts: [],
};

/**
 * Puts messages into an ordered list: by id, which is the order in which they were committed; each
 * once. A repeated one replaces the known one where it is a later state; a `clientToken` stays.
 * Answers with the same list when nothing has changed.
 */
export function mergeMessages(
  known: readonly TimelineMessage[],
  incoming: readonly TimelineMessage[],
): readonly TimelineMessage[] {
  const merged = [...known];
  let changed = false;
  for (const message of incoming) {
    let at = merged.length;
    while (at > 0 && merged[at - 1]!.uuid > message.uuid) at -= 1;
    const same = merged[at - 1];
    if (same?.uuid !== message.uuid) {
      merged.splice(at, 0, message);
      changed = true;
    } else if (isLaterState(message, same) || (message.clientToken && !same.clientToken)) {
      const later = isLaterState(message, same) ? message : same;
      merged[at - 1] = { ...later, clientToken: same.clientToken ?? message.clientToken };
      changed = true;
    }
  }
  return changed ? merged : known;
}

/** Takes messages that came by push or as the answer to a send, at the time `now`. */
export function receive(tail: Tail, incoming: readonly TimelineMessage[], now: number): Tail {
  const messages = mergeMessages(tail.messages, incoming);
  if (messages === tail.messages) return tail;
  const unverified = tail.unverified + messages.length - tail.messages.length;
  return {
    ...tail,
    messages,
    unverified,
    receipts: withReceipt(tail.receipts, incoming.at(-1)?.uuid, now),
  };
}

/**
 * Takes messages that the log gave, at the time `now`. What lies before the newest page is left out:
 * it would be shown with a gap after it.
 * @param isMissed would it have been pushed, had this device been there? Of those that the tail lacks.
 */
export function caughtUp(
  tail: Tail,
  incoming: readonly Message[],
  now: number,
  isMissed: (message: Message) => boolean = () => false,
): Tail {
  const messages = mergeMessages(tail.messages, fromLoaded(tail, incoming));
  if (messages === tail.messages) return tail;
  const missed = missedIn(tail, messages, isMissed);
  const receipts = withReceipt(tail.receipts, incoming.at(-1)?.uuid, now);
  return { ...tail, messages, missed, receipts };
}

/** What was missed, after a catch-up. It may be a further page of what the one before has brought. */
function missedIn(
  { messages: before, missed }: Tail,
  messages: readonly TimelineMessage[],
  isMissed: (message: Message) => boolean,
): Missed | undefined {
  const known = new Set(before.map(({ uuid }) => uuid));
  const added = messages.filter((message) => !known.has(message.uuid) && isMissed(message));
  const [first, last] = [added[0], added.at(-1)];
  if (!first || !last) return missed;
  const goesOn = missed && messages[messages.indexOf(first) - 1]?.uuid === missed.upTo;
  return { from: goesOn ? missed.from : first.uuid, upTo: last.uuid };
}

/**
 * A catch-up from `syncedTo` or before has read to the end. Every message with a smaller id than one
 * that was received before the time `settled` has been committed by then, and so has been read.
 */
export function verified(tail: Tail, settled: number): Tail {
  const { syncedTo, receipts } = advance(tail.syncedTo, tail.receipts, settled);
  return { ...tail, syncedTo, receipts, unverified: 0 };
}

/** Goes on to the newest id that was received before the time `settled`. */
export function advance(
  syncedTo: string | null,
  receipts: readonly Receipt[],
  settled: number,
): { readonly syncedTo: string | null; readonly receipts: readonly Receipt[] } {
  const at = receipts.findLastIndex((receipt) => receipt.at <= settled);
  const found = receipts[at]?.uuid ?? null;
  return { syncedTo: latestOf(found, syncedTo), receipts: receipts.slice(at + 1) };
}

/**
 * Takes a newest page of history, oldest first, at the time `now`: the tail goes on from there.
 * @param before the message before the page, where an older page is loaded.
 */
export function beginAfter(
  tail: Tail,
  page: readonly Message[],
  now: number,
  before: string | null = null,
): Tail {
  const loadedFrom = page[0]?.uuid ?? before;
  const inPage = new Set(page.map(({ uuid }) => uuid));
  const begun = { ...tail, loadedFrom };
  return {
    ...begun,
    messages: fromLoaded(begun, tail.messages).filter(({ uuid }) => !inPage.has(uuid)),
    syncedTo: loadedFrom,
    receipts: withReceipt(tail.receipts, page.at(-1)?.uuid, now),
    unverified: 0,
  };
}

const fromLoaded = <Item extends Message>(
  { loadedFrom }: Tail,
  messages: readonly Item[],
): readonly Item[] =>
  loadedFrom == null ? messages : messages.filter(({ uuid }) => uuid >= loadedFrom);

export function withReceipt(
  receipts: readonly Receipt[],
  newest: string | null | undefined,
  at: number,
): readonly Receipt[] {
  const known = receipts.at(-1)?.uuid;
  if (newest == null || (known !== undefined && newest <= known)) return receipts;
  return [...receipts, { uuid: newest, at }];
}

/**
 * Keeps only the newest messages, for a reader who is far back: when the history reaches the tail
 * again, it has all before them. They may be newer than the page that is then on its way.
 */
export function cutTail(tail: Tail, held: number): Tail {
  return tail.messages.length > held ? { ...tail, messages: tail.messages.slice(-held) } : tail;
}
