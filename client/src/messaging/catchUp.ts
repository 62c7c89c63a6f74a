import type { Message, Page } from './types';

/** Reads one page of what came after a message, oldest first. */
type Read = (after: string | null, nextToken: string | null) => Promise<Page<Message>>;

/**
 * The pages of what was committed after a message, in order (`Query.messagesAfter`, strongly consistent).
 * The next page goes on after the last message of the page before, not by `nextToken`: a token may
 * name an item whose transaction is not committed yet. Only a page without messages is left by its
 * token.
 * @param after the message to go on from; null: from the beginning.
 */
export async function* pagesAfter(read: Read, after: string | null): AsyncGenerator<Page<Message>> {
  let from = after;
  let token: string | null = null;
  for (;;) {
    const page: Page<Message> = await read(from, token);
    yield page;
    if (page.nextToken === null) return;
    from = page.items.at(-1)?.uuid ?? from;
    token = page.items.length === 0 ? page.nextToken : null;
  }
}

interface CatchUpOptions {
  readonly read: Read;
  /** As for {@link pagesAfter}. */
  readonly after: string | null;
  /** Takes the messages of one page, at once. */
  readonly take: (messages: readonly Message[]) => void;
  /** Give up after so many pages. Default 5. */
  readonly maxPages?: number;
}

/**
 * Reads what was committed after a message.
 * @returns `complete`, or `too far` when there are more than `maxPages` pages: then loading the newest
 *   page is quicker.
 */
export async function catchUp({
  read,
  after,
  take,
  maxPages = 5,
}: CatchUpOptions): Promise<'complete' | 'too far'> {
  let pages = 0;
  for await (const { items, nextToken } of pagesAfter(read, after)) {
    take(items);
    pages += 1;
    if (nextToken !== null && pages === maxPages) return 'too far';
  }
  return 'complete';
}
