import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { MessagingError } from '../../client/src/messaging';
import { InboxStore } from '../../client/src/messaging/inboxStore';
import { ReadMarker } from '../../client/src/messaging/readMarker';
import type { ReadMarker as ReadMarkerAnswer } from '../../client/src/messaging/types';
import { ada, group, row, uuidAt } from './support/messages';

/** Ada's inbox with one conversation of three unread messages, and an API that the test answers for. */
async function open() {
  const unread = row({ at: 3, unreadCount: 3 });
  const stored = { row: unread };
  const sent: { upTo: string; answer(): void; fail(type: string): void }[] = [];
  const waiting: (() => void)[] = [];
  const refetched: string[] = [];
  const api = {
    messageGroups: () => Promise.resolve({ items: [unread], nextToken: null }),
    messageGroup: (uuid: string) => {
      refetched.push(uuid);
      return Promise.resolve(stored.row);
    },
    markMessageGroupRead: (_group: string, upTo: string) =>
      new Promise<ReadMarkerAnswer>((resolve, reject) => {
        sent.push({
          upTo,
          answer: () => {
            stored.row = { ...unread, unreadCount: 0, readUpTo: upTo };
            resolve({
              messageGroupUuid: group,
              userUuid: ada,
              recipientUuid: null,
              readUpTo: upTo,
            });
          },
          fail: (type) => reject(new MessagingError(type, type)),
        });
        waiting.splice(0).forEach((go) => go());
      }),
  };
  const queryClient = new QueryClient();
  const key = ['inbox'];
  const inbox = new InboxStore({ api, queryClient, userUuid: ada, key });
  queryClient.setQueryData(key, await inbox.read());
  const marker = new ReadMarker({ api, inbox, interval: 0, retryDelay: 0 });
  const call = async (at: number) => {
    while (sent.length <= at) await new Promise<void>((go) => waiting.push(go));
    return sent[at]!;
  };
  return { inbox, marker, sent, refetched, call };
}

describe('Marking as read', () => {
  it('clears the badge at once, before the API has answered', async () => {
    const { inbox, marker, call } = await open();
    marker.mark(group, uuidAt(3));
    expect(inbox.row(group)).toMatchObject({ unreadCount: 0, readUpTo: uuidAt(3) });
    (await call(0)).answer();
  });

  it('sends each marker once, and only later ones', async () => {
    const { marker, sent, call } = await open();
    marker.mark(group, uuidAt(2));
    marker.mark(group, uuidAt(2));
    marker.mark(group, uuidAt(1));
    (await call(0)).answer();
    marker.mark(group, uuidAt(3));
    expect((await call(1)).upTo).toBe(uuidAt(3));
    expect(sent).toHaveLength(2);
  });

  it('skips what was overtaken while a request was under way', async () => {
    const { marker, call } = await open();
    marker.mark(group, uuidAt(1));
    const first = await call(0);
    marker.mark(group, uuidAt(2));
    marker.mark(group, uuidAt(3));
    first.answer();
    expect((await call(1)).upTo).toBe(uuidAt(3));
  });

  it.each(['Network', 'Conflict'])('tries again after %s', async (type) => {
    const { marker, call } = await open();
    marker.mark(group, uuidAt(3));
    (await call(0)).fail(type);
    expect((await call(1)).upTo).toBe(uuidAt(3));
  });

  it('asks for the row when the API refuses, and may mark again', async () => {
    const { marker, call, refetched, sent } = await open();
    marker.mark(group, uuidAt(2));
    (await call(0)).fail('InvalidReadMarker');
    await expect.poll(() => refetched).toEqual([group]);
    marker.mark(group, uuidAt(3));
    expect((await call(1)).upTo).toBe(uuidAt(3));
    expect(sent).toHaveLength(2);
  });
});

describe('The inbox in the cache', () => {
  it('keeps what came before it was read', async () => {
    const { inbox } = await open();
    const other = new QueryClient();
    const store = new InboxStore({
      api: {
        messageGroups: () => Promise.resolve({ items: [row({ at: 3 })], nextToken: null }),
        messageGroup: () => Promise.resolve(null),
      },
      queryClient: other,
      userUuid: ada,
      key: ['inbox'],
    });
    store.dispatch({ type: 'rows', rows: [row({ at: 5, unreadCount: 1 })] });
    expect(store.current).toBeUndefined();
    expect((await store.read()).rows[0]).toMatchObject({ lastMessageUuid: uuidAt(5) });
    expect(inbox.current?.rows).toHaveLength(1);
  });
});
