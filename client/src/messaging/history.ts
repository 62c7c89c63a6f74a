import type { InfiniteData } from '@tanstack/react-query';
import type { MessagingApi } from './api';
import { pagesAfter } from './catchUp';
import type { Message, Page } from './types';

/**
 * One page of what had been written when the conversation was opened, as it was then: what has changed
 * since is in the tail.
 */
export interface HistoryPage {
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** Goes on towards older messages; null: the beginning. */
  readonly nextToken: string | null;
}

/** Which page. The way back to newer pages is kept, for the API pages towards older ones only. */
export interface HistoryParam {
  /** Null: the newest page. */
  readonly nextToken: string | null;
  /** The page above it, towards newer messages; null: this is the newest. */
  readonly newer: HistoryParam | null;
  /** The newest page again, after it had been dropped: everything after this message. */
  readonly after?: { readonly uuid: string; readonly nextToken: string | null };
}

export type History = InfiniteData<HistoryPage, HistoryParam>;

export const newestPage: HistoryParam = { nextToken: null, newer: null };

/** Towards older messages. Undefined: there are none. */
export const olderParam = (page: HistoryPage, param: HistoryParam): HistoryParam | undefined =>
  page.nextToken === null ? undefined : { nextToken: page.nextToken, newer: param };

/** Towards newer pages, which were dropped meanwhile. Undefined: this is the newest. */
export function newerParam(page: HistoryPage, param: HistoryParam): HistoryParam | undefined {
  if (!param.newer) return undefined;
  const newest = page.messages.at(-1);
  if (param.newer.newer || !newest) return param.newer;
  return { ...newestPage, after: { uuid: newest.uuid, nextToken: param.nextToken } };
}

/** Reads a page. */
export async function readHistory(
  api: Pick<MessagingApi, 'messages' | 'messagesAfter'>,
  messageGroupUuid: string,
  { nextToken, after }: HistoryParam,
): Promise<HistoryPage> {
  if (!after) {
    const page = await api.messages(messageGroupUuid, nextToken);
    return { messages: page.items.toReversed(), nextToken: page.nextToken };
  }
  const read = (uuid: string | null, token: string | null): Promise<Page<Message>> =>
    api.messagesAfter(messageGroupUuid, uuid, token);
  const messages: Message[] = [];
  for await (const { items } of pagesAfter(read, after.uuid)) messages.push(...items);
  return { messages, nextToken: after.nextToken };
}

/** So many pages are read to find a place again. */
const MAX_SEARCH = 20;

/**
 * The messages before one, where its page's `nextToken` is not taken any more: read from the newest
 * page down to there.
 * @returns undefined where that is too far.
 */
export async function readOlderThan(
  api: Pick<MessagingApi, 'messages'>,
  messageGroupUuid: string,
  uuid: string,
): Promise<HistoryPage | undefined> {
  let token: string | null = null;
  for (let search = 0; search < MAX_SEARCH; search += 1) {
    const page: Page<Message> = await api.messages(messageGroupUuid, token);
    const older = page.items.filter((message) => message.uuid < uuid);
    token = page.nextToken;
    if (older.length > 0 || token === null) {
      return { messages: older.toReversed(), nextToken: token };
    }
  }
  return undefined;
}

/** Does the history reach up to where the tail begins? */
export const reachesNewest = (history: History | undefined): boolean =>
  history?.pageParams[0]?.newer === null;

/** All loaded messages, oldest first. */
export const historyMessages = (history: History | undefined): readonly Message[] =>
  history ? history.pages.toReversed().flatMap(({ messages }) => messages) : [];
