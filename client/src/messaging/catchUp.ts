import type { Message, Page } from './types';

interface CatchUpOptions {
  /** Reads one page of what came after a message, oldest first. */
  readonly read: (after: string | null, nextToken: string | null) => Promise<Page<Message>>;
  /** The message to go on from; null: from the beginning. */
  readonly after: string | null;
  /** Takes the messages of one page, at once. */
  readonly take: (messages: readonly Message[]) => void;
  /** Give up after so many pages. Default 5. */
  readonly maxPages?: number;
}

/**
 * Reads what was committed after a message, in order (`Query.messagesAfter`, strongly consistent).
 * The next page goes on after the last message of the page before, not by `nextToken`: a token may
 * name an item whose transaction is not committed yet. Only a page without messages is left by its
 * token.
 *
 * @returns `complete`, or `too far` when there are more than `maxPages` pages: then loading the newest
 *   page is quicker.
 */
export async function catchUp({
  read,
  after,
  take,
  maxPages = 5,
}: CatchUpOptions): Promise<'complete' | 'too far'> {
  let from = after;
  let token: string | null = null;
  for (let page = 0; page < maxPages; page += 1) {
    const { items, nextToken }: Page<Message> = await read(from, token);
    take(items);
    if (nextToken === null) return 'complete';
    from = items.at(-1)?.uuid ?? from;
    token = items.length === 0 ? nextToken : null;
  }
  return 'too far';
}
