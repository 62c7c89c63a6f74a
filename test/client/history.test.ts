import { describe, expect, it } from 'vitest';
import {
  historyMessages,
  newerParam,
  newestPage,
  olderParam,
  reachesNewest,
  readHistory,
  readOlderThan,
  type HistoryPage,
  type HistoryParam,
} from '../../client/src/messaging/history';
import type { Message } from '../../client/src/messaging';
import { group, message, uuidAt } from './support/messages';

/** An API with a log, in pages of two. */
const api = (log: readonly Message[]) => ({
  messages: (_group: string, nextToken: string | null) => {
    const end = nextToken === null ? log.length : Number(nextToken);
    const from = Math.max(0, end - 2);
    const items = log.slice(from, end).reverse();
    return Promise.resolve({ items, nextToken: from > 0 ? String(from) : null });
  },
  messagesAfter: (_group: string, after: string | null, nextToken: string | null) => {
    if (nextToken !== null) throw new Error('A page was asked for by its token');
    const rest = log.filter(({ uuid }) => after === null || uuid > after);
    return Promise.resolve({ items: rest.slice(0, 2), nextToken: rest.length > 2 ? 'more' : null });
  },
});
const texts = (messages: readonly Message[]): (string | null)[] =>
  messages.map((one) => one.message);

/** Goes back to the beginning, and then forward again with the pages that were dropped. */
async function thereAndBack(
  log: Message[],
): Promise<{ back: HistoryPage[]; forth: HistoryPage[] }> {
  const back: HistoryPage[] = [];
  const params: HistoryParam[] = [];
  for (
    let param: HistoryParam | undefined = newestPage;
    param;
    param = olderParam(back.at(-1)!, params.at(-1)!)
  ) {
    params.push(param);
    back.push(await readHistory(api(log), group, param));
  }
  // Meanwhile messages are sent.
  log.push(message({ at: 90 }), message({ at: 91 }), message({ at: 92 }));
  const forth: HistoryPage[] = [back.at(-1)!];
  let at: HistoryParam = params.at(-1)!;
  for (let param = newerParam(forth[0]!, at); param; param = newerParam(forth[0]!, at)) {
    forth.unshift(await readHistory(api(log), group, param));
    at = param;
  }
  return { back, forth };
}

describe('The history of a conversation', () => {
  it('goes back to the beginning, each message once', async () => {
    const log = Array.from({ length: 7 }, (_, at) => message({ at }));
    const { back } = await thereAndBack([...log]);
    expect(texts(historyMessages({ pages: back, pageParams: [] }))).toEqual(texts(log));
  });

  it('comes forward again through pages that were dropped, up to what was written meanwhile', async () => {
    const log = Array.from({ length: 7 }, (_, at) => message({ at }));
    const { forth } = await thereAndBack(log);
    expect(texts(historyMessages({ pages: forth, pageParams: [] }))).toEqual(texts(log));
    expect(forth[0]!.messages.at(-1)!.uuid).toBe(uuidAt(92));
  });

  it('can be gone back in once more from the newest page that was read again', async () => {
    const log = Array.from({ length: 7 }, (_, at) => message({ at }));
    const { forth } = await thereAndBack(log);
    const older = olderParam(forth[0]!, newestPage)!;
    const page = await readHistory(api(log), group, older);
    expect(page.messages).toEqual(forth[1]!.messages);
  });

  it('finds its place again from the newest page when a token is not taken any more', async () => {
    const log = Array.from({ length: 9 }, (_, at) => message({ at }));
    const page = await readOlderThan(api(log), group, uuidAt(4));
    expect(texts(page!.messages)).toEqual(['message 3']);
    const next = await readHistory(api(log), group, olderParam(page!, newestPage)!);
    expect(texts(next.messages)).toEqual(['message 1', 'message 2']);
    expect(await readOlderThan(api(log), group, uuidAt(0))).toEqual({
      messages: [],
      nextToken: null,
    });
  });

  it('does not read a whole long conversation to find its place', async () => {
    const log = Array.from({ length: 100 }, (_, at) => message({ at }));
    expect(await readOlderThan(api(log), group, uuidAt(4))).toBeUndefined();
  });

  it('knows whether it reaches the newest page', () => {
    const pages = [{ messages: [], nextToken: null }];
    const older: HistoryParam = { nextToken: '2', newer: newestPage };
    expect(reachesNewest({ pages, pageParams: [newestPage] })).toBe(true);
    expect(reachesNewest({ pages, pageParams: [older] })).toBe(false);
    expect(reachesNewest(undefined)).toBe(false);
  });
});
