import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { MessagingError } from '../../client/src/messaging';
import { InboxStore } from '../../client/src/messaging/inboxStore';
import { ReadMarker, type ReadMarkerOptions } from '../../client/src/messaging/readMarker';
import type { ReadMarker as ReadMarkerAnswer } from '../../client/src/messaging/types';
import { ada, group, row, uuidAt } from './support/messages';

/** Ada's inbox with one conversation of three unread messages, and an API that the test answers for. */
async function open(
  times: Pick<ReadMarkerOptions, 'interval' | 'retryDelay'> = { interval: 0, retryDelay: 0 },
) {
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
  const inbox = new InboxStore({ api, queryClient, key });
  queryClient.setQueryData(key, await inbox.read());
  const marker = new ReadMarker({ api, inbox, ...times });
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

describe('After the API has marked', () => {
  it('not all that was there, the row is read', async () => {
    const { marker, call, refetched } = await open();
    marker.mark(group, uuidAt(2));
    (await call(0)).answer();
    await expect.poll(() => refetched).toEqual([group]);
  });

  it('the newest message, no more is asked', async () => {
    const { marker, call, refetched } = await open();
    marker.mark(group, uuidAt(3));
    (await call(0)).answer();
    await new Promise((resolve) => setTimeout(resolve));
    expect(refetched).toEqual([]);
  });
});

describe('Between two requests', () => {
  it('two seconds pass, and the last marker is sent', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { marker, sent, call } = await open({});
    marker.mark(group, uuidAt(1));
    (await call(0)).answer();
    await vi.advanceTimersByTimeAsync(1_000);
    marker.mark(group, uuidAt(2));
    marker.mark(group, uuidAt(3));
    await vi.advanceTimersByTimeAsync(900);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(sent.map(({ upTo }) => upTo)).toEqual([1, 3].map(uuidAt));
  });

  it('nothing waits any longer when the page is hidden', async () => {
    const { marker, call, refetched } = await open({ interval: 60_000 });
    marker.mark(group, uuidAt(1));
    (await call(0)).answer();
    await expect.poll(() => refetched).toEqual([group]);
    marker.mark(group, uuidAt(3));
    marker.flush();
    expect((await call(1)).upTo).toBe(uuidAt(3));
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
      key: ['inbox'],
    });
    store.dispatch({ type: 'rows', rows: [row({ at: 5, unreadCount: 1 })] });
    expect(store.current).toBeUndefined();
    expect((await store.read()).rows[0]).toMatchObject({ lastMessageUuid: uuidAt(5) });
    expect(inbox.current?.rows).toHaveLength(1);
  });
});
