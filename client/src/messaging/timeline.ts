import type { Message } from './types';

/** A message of the timeline. `clientToken` is known for those that this device has sent itself. */
export type TimelineMessage = Message & { readonly clientToken?: string };

/**
 * The newest part of a conversation, as pushes, answers and catching up bring it: everything after
 * the page of history that was loaded first.
 */
export interface Tail {
  /** Oldest first; each once. */
  readonly messages: readonly TimelineMessage[];
  /**
   * Everything up to this id is here or in the history; after it there may be gaps, since a push may
   * be lost. Null: nothing had been written when the history was loaded. Undefined: not loaded yet.
   */
  readonly syncedTo: string | null | undefined;
}

export const emptyTail: Tail = { messages: [], syncedTo: undefined };

/**
 * Puts messages into an ordered list: by id, which is the order in which they were committed; each
 * once. A repeated one replaces nothing, except that a `clientToken` is learned.
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
    } else if (message.clientToken && !same.clientToken) {
      merged[at - 1] = { ...same, clientToken: message.clientToken };
      changed = true;
    }
  }
  return changed ? merged : known;
}

/** Messages that came by a push or as the answer to a send: they prove nothing about those before. */
export function receive(tail: Tail, incoming: readonly TimelineMessage[]): Tail {
  const messages = mergeMessages(tail.messages, incoming);
  return messages === tail.messages ? tail : { ...tail, messages };
}

/**
 * Messages that `messagesAfter(syncedTo)` gave, whole and in order. Where the newest page was loaded
 * anew meanwhile, what came before it is left out: it would stand there with a gap after it.
 */
export function caughtUp(tail: Tail, incoming: readonly Message[]): Tail {
  const { syncedTo } = tail;
  const after = incoming.filter(({ uuid }) => !syncedTo || uuid > syncedTo);
  const newest = after.at(-1)?.uuid;
  if (newest === undefined) return tail;
  return { messages: mergeMessages(tail.messages, after), syncedTo: newest };
}

/** The history's newest page has come: the tail goes on from there. */
export function beginAfter(tail: Tail, newestUuid: string | null): Tail {
  const messages = tail.messages.filter(({ uuid }) => newestUuid === null || uuid > newestUuid);
  return { messages, syncedTo: newestUuid };
}

/**
 * Only the newest messages, where the history does not reach up to the tail: once it does again, all
 * before them are in it. They are held for a newest page that is on its way, and misses them.
 */
export function cutTail(tail: Tail, held: number): Tail {
  return tail.messages.length > held ? { ...tail, messages: tail.messages.slice(-held) } : tail;
}

/** How many messages lie after `syncedTo`: what catching up would read again. */
export function unverifiedCount({ messages, syncedTo }: Tail): number {
  if (syncedTo === undefined) return 0;
  return messages.filter(({ uuid }) => syncedTo === null || uuid > syncedTo).length;
}
