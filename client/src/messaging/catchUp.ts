import type { Message, Page } from './types';

export interface CatchUpOptions {
  /** Reads one page of what came after a message, oldest first. */
  readonly read: (after: string | null, nextToken: string | null) => Promise<Page<Message>>;
  /** The newest message up to which nothing is missing; null: from the beginning. */
  readonly after: string | null;
  /** Takes the messages of one page, at once. */
  readonly take: (messages: readonly Message[]) => void;
  /** Give up after so many pages. Default 5. */
  readonly maxPages?: number;
}

/**
 * Reads what was committed after a message, whole and in order (`Query.messagesAfter`, strongly
 * consistent). To miss nothing, have the subscription acknowledged before.
 *
 * @returns `complete`, or `too far` when there is more than `maxPages`: then it is quicker to load
 *   the newest page anew than to read up to it.
 */
export async function catchUp({
  read,
  after,
  take,
  maxPages = 5,
}: CatchUpOptions): Promise<'complete' | 'too far'> {
  let nextToken: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const { items, nextToken: more }: Page<Message> = await read(after, nextToken);
    take(items);
    if (more === null) return 'complete';
    nextToken = more;
  }
  return 'too far';
}
