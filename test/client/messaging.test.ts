// @vitest-environment happy-dom
import { act, StrictMode } from 'react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  useConnection,
  useConversation,
  useDraft,
  useInbox,
  usePerson,
} from '../../client/src/messaging';
import { Backend, networkError, openMessaging } from './support/client';
import { ada, ben, group, message, row, uuidAt } from './support/messages';
import { renderHook } from './support/render';

const messagesUpTo = (count: number) => Array.from({ length: count }, (_, at) => message({ at }));
const count = (backend: Backend, operation: string): number =>
  backend.asked.filter((name) => name === operation).length;

/** Ada has a conversation with Ben, of so many messages, of which she has read all. */
function open({
  messages = 3,
  ...options
}: { messages?: number } & Parameters<typeof openMessaging>[1] = {}) {
  const backend = new Backend();
  backend.log.push(...messagesUpTo(messages));
  backend.rows.set(group, row({ at: messages - 1, readAt: messages - 1 }));
  return { backend, messaging: openMessaging(backend, options) };
}
const settled = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve)));

describe('Once the network is back', () => {
  it('an open conversation has what was missed', async () => {
    const { backend, messaging } = open();
    const hook = await renderHook(messaging, () => useConversation(group));
    await act(async () => backend.acknowledge());
    await act(() => expect.poll(() => hook.current.items).toHaveLength(3));
    await act(async () => backend.push(message({ at: 3 })));
    backend.log.push(message({ at: 4 }), message({ at: 5 }));
    await act(async () => backend.acknowledge());
    await act(() => expect.poll(() => hook.current.items).toHaveLength(6));
    expect(hook.current.items.map(({ key }) => key)).toEqual([0, 1, 2, 3, 4, 5].map(uuidAt));
  });

  it('what could not be loaded is loaded again', async () => {
    const { backend, messaging } = open();
    let down = true;
    backend.before = () => {
      if (down) throw networkError;
    };
    const hook = await renderHook(messaging, () => useConversation(group));
    await act(() => expect.poll(() => hook.current.status).toBe('failed'));
    down = false;
    await act(async () => backend.acknowledge());
    await act(() => expect.poll(() => hook.current.status).toBe('ready'));
    expect(hook.current.items).toHaveLength(3);
  });
});

describe('What is read before its page is there', () => {
  it('is shown without another request, with what was missed before the connection', async () => {
    const { backend, messaging } = open();
    messaging.prefetch(group);
    await expect.poll(() => messaging.cache.history(group)).toBeDefined();
    backend.log.push(message({ at: 3 }));
    const other = await renderHook(messaging, () => useInbox());
    await act(async () => backend.acknowledge());
    await act(() =>
      expect.poll(() => messaging.cache.tail(group)?.messages.at(-1)?.uuid).toBe(uuidAt(3)),
    );
    expect(other.current.rows).toHaveLength(1);

    const hook = await renderHook(messaging, () => useConversation(group));
    await act(() => expect.poll(() => hook.current.items).toHaveLength(4));
    expect(count(backend, 'Messages')).toBe(1);
  });

  it('is no conversation of other people, whatever the address says', async () => {
    const { backend, messaging } = open();
    const others = '11111111-1111-4111-8111-111111111111_22222222-2222-4222-8222-222222222222';
    for (const address of [others, 'requests', `${group}x`]) messaging.prefetch(address);
    await expect.poll(() => count(backend, 'MessageGroups')).toBeGreaterThan(0);
    expect(count(backend, 'Messages')).toBe(0);
  });
});

describe('What is written before anything could be read', () => {
  it('is shown as on its way although one has written the same before', async () => {
    const { backend, messaging } = open();
    backend.log.push(message({ at: 3, from: ada, text: 'ok' }));
    let down = true;
    backend.before = (operation) => {
      if (down) throw networkError;
      return operation === 'CreateMessage' ? new Promise(() => undefined) : undefined;
    };
    const hook = await renderHook(messaging, () => useConversation(group));
    await act(() => expect.poll(() => hook.current.status).toBe('failed'));
    await act(async () => void hook.current.send('ok'));
    down = false;
    await act(async () => backend.acknowledge());
    await act(() => expect.poll(() => hook.current.status).toBe('ready'));
    await settled();
    expect(hook.current.items.map(({ kind }) => kind)).toEqual([
      'message',
      'message',
      'message',
      'message',
      'pending',
    ]);
  });
});

describe('A client that was away for so long that reading on takes too long', () => {
  it('has the newest messages, also those that the newest page did not know of yet', async () => {
    const { backend, messaging } = open();
    const hook = await renderHook(messaging, () => useConversation(group));
    await act(async () => backend.acknowledge());
    await act(() => expect.poll(() => hook.current.items).toHaveLength(3));
    for (let at = 3; at < 700; at += 1) backend.log.push(message({ at }));
    let reloaded = false;
    backend.before = (operation) => {
      if (operation === 'Messages') reloaded = true;
      // It was there before, and the page was read from a copy that had not heard of it.
      const read = operation === 'MessagesAfter' && reloaded;
      if (read && backend.log.length === 700) backend.log.push(message({ at: 700 }));
    };
    await act(async () => backend.acknowledge());
    await act(() => expect.poll(() => hook.current.items.at(-1)?.key).toBe(uuidAt(700)));
    expect(hook.current.items.map(({ key }) => key)).toEqual(
      Array.from({ length: 51 }, (_, at) => uuidAt(650 + at)),
    );
  });
});

describe('A reader who has gone up a page or two', () => {
  it('stays there when the network is back, however much there is to read on', async () => {
    const { backend, messaging } = open({ messages: 200 });
    const hook = await renderHook(messaging, () => useConversation(group));
    await act(async () => backend.acknowledge());
    await act(() => expect.poll(() => hook.current.items).toHaveLength(50));
    await act(async () => hook.current.loadOlder());
    await act(() => expect.poll(() => hook.current.items).toHaveLength(100));
    for (let at = 200; at < 1_500; at += 1) backend.log.push(message({ at }));
    await act(async () => backend.acknowledge());
    await act(() => expect.poll(() => hook.current.items.at(-1)?.key).toBe(uuidAt(1_499)));
    expect(hook.current.items.map(({ key }) => key)).toEqual(
      Array.from({ length: 1_400 }, (_, at) => uuidAt(100 + at)),
    );
  });
});

describe('A person who is looked up', () => {
  it('is looked up again when the first time failed', async () => {
    const { backend, messaging } = open();
    let answered = false;
    backend.before = (operation) => {
      if (operation === 'User' && !answered) throw networkError;
    };
    const hook = await renderHook(messaging, () => usePerson('ben'));
    await act(() => expect.poll(() => hook.current.status).toBe('failed'));
    const before = count(backend, 'User');
    answered = true;
    await act(async () => hook.current.retry());
    await act(() => expect.poll(() => hook.current.status).toBe('ready'));
    expect(count(backend, 'User')).toBe(before + 1);
    expect(hook.current.person).toBeNull();
  });
});

describe('A conversation that is not open any more', () => {
  it('does not hold ever more of what is pushed', async () => {
    const { backend, messaging } = open();
    messaging.start();
    await messaging.queryClient.fetchQuery({
      queryKey: messaging.keys.history(group),
      queryFn: async () => {
        const page = await messaging.conversations.readHistory(group, {
          nextToken: null,
          newer: null,
        });
        return { pages: [page], pageParams: [{ nextToken: null, newer: null }] };
      },
    });
    const held = (): number =>
      messaging.queryClient.getQueryData<{ messages: unknown[] }>(messaging.keys.tail(group))
        ?.messages.length ?? 0;
    backend.push(message({ at: 3 }));
    expect(held()).toBe(1);
    for (let at = 4; at < 1_000; at += 1) {
      backend.push(message({ at }));
      if (at % 100 === 0) await settled();
    }
    expect(held()).toBeLessThan(300);
    const hook = await renderHook(messaging, () => useConversation(group));
    await act(() => expect.poll(() => hook.current.items.length).toBe(50));
    expect(hook.current.items.at(-1)!.key).toBe(uuidAt(999));
  });
});

describe('A conversation without an inbox beside it', () => {
  it('has its row, and the row follows what arrives', async () => {
    const { backend, messaging } = open();
    const hook = await renderHook(messaging, () => useConversation(group));
    await act(() => expect.poll(() => hook.current.row?.lastMessageUuid).toBe(uuidAt(2)));
    expect(hook.current.other).toEqual({ uuid: ben, handle: 'ben', displayName: 'Ben' });
    await act(async () => backend.push(message({ at: 3 })));
    await act(() => expect.poll(() => hook.current.row?.unreadCount).toBe(1));
  });
});

describe('Signing out', () => {
  it('leaves nothing of the person on the device, and what others have', async () => {
    const { messaging } = open();
    const draft = await renderHook(messaging, () => useDraft(group));
    await act(async () => draft.current[1]('half a sente'));
    localStorage.setItem(`messaging.draft.${ben}.${group}`, 'of Ben');
    messaging.outbox.stop();
    messaging.outbox.add({
      messageGroupUuid: group,
      recipient: { uuid: ben, handle: 'ben', displayName: 'Ben' },
      message: 'unsent',
      after: null,
    });
    expect(localStorage).toHaveLength(3);
    messaging.deleteData();
    expect(Object.values(localStorage)).toEqual(['of Ben']);
    expect(messaging.queryClient.getQueriesData({ queryKey: messaging.keys.all })).toEqual([]);
  });
});

describe('Marking as read', () => {
  it('sends no request where only the reader has written', async () => {
    const { backend, messaging } = open();
    const hook = await renderHook(messaging, () => {
      useInbox();
      return useConversation(group);
    });
    await act(() => expect.poll(() => hook.current.row?.uuid).toBe(group));
    await act(async () => backend.push(message({ at: 3, from: ada })));
    await act(() => expect.poll(() => hook.current.items).toHaveLength(4));
    await act(async () => hook.current.markRead());
    expect(count(backend, 'MarkMessageGroupRead')).toBe(0);
    await act(async () => backend.push(message({ at: 4 })));
    await act(() => expect.poll(() => hook.current.items).toHaveLength(5));
    await act(async () => hook.current.markRead());
    expect(count(backend, 'MarkMessageGroupRead')).toBe(1);
  });

  it('ends with the messaging', async () => {
    const { backend, messaging } = open();
    messaging.start();
    let refused = 0;
    const failed = new Promise<void>((resolve) => {
      backend.before = (operation) => {
        if (operation !== 'MarkMessageGroupRead') return;
        refused += 1;
        resolve();
        throw networkError;
      };
    });
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    messaging.markRead(group, uuidAt(2));
    await failed;
    messaging.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(refused).toBe(1);
  });
});

describe('In strict mode, where each effect runs twice', () => {
  it('there is one subscription, and a message is counted once', async () => {
    const { backend, messaging } = open();
    const view = () => ({ inbox: useInbox(), conversation: useConversation(group) });
    const hook = await renderHook(messaging, view, { wrapper: StrictMode });
    await act(async () => backend.acknowledge());
    await act(() => expect.poll(() => hook.current.conversation.items).toHaveLength(3));
    expect(backend.subscribers).toBe(1);
    await act(async () => backend.push(message({ at: 3 })));
    await act(() => expect.poll(() => hook.current.conversation.items).toHaveLength(4));
    expect(hook.current.inbox.unreadTotal).toBe(1);
  });
});

describe('The connection', () => {
  it('is not live at a restart before it is acknowledged', async () => {
    const { backend, messaging } = open();
    messaging.start();
    backend.acknowledge();
    expect(messaging.realtime.connection.current.established).toHaveLength(4);
    messaging.stop();
    messaging.start();
    expect(messaging.realtime.connection.current.established).toEqual([]);
    const { session } = messaging.realtime.connection.current;
    backend.acknowledge();
    expect(messaging.realtime.connection.current.session).toBe(session + 1);
  });

  it('knows of a network that came while it was stopped', async () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    onTestFinished(() => onLine.mockRestore());
    const { messaging } = open();
    onLine.mockReturnValue(true);
    const hook = await renderHook(messaging, useConnection);
    expect(hook.current).toBe('connecting');
  });

  it('is tried again where nothing is heard of the first attempt', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { backend, messaging } = open();
    messaging.start();
    expect(count(backend, 'OnCreateMessage')).toBe(1);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(count(backend, 'OnCreateMessage')).toBe(2);
  });
});

describe('A subscription that is denied', () => {
  const denied = {
    errors: [{ message: 'Connection failed: {"errors":[{"errorType":"Forbidden"}]}' }],
  };

  it('is shown as refused, and is not tried again before the next start', async () => {
    const { backend, messaging } = open();
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const hook = await renderHook(messaging, useConnection);
    await act(async () => backend.end(denied));
    expect(hook.current).toBe('refused');
    await act(async () => backend.say('ConnectionStateChange', { connectionState: 'Connecting' }));
    await act(() => vi.advanceTimersByTimeAsync(120_000));
    expect(hook.current).toBe('refused');
    expect(count(backend, 'OnCreateMessage')).toBe(1);
    messaging.stop();
    await act(async () => messaging.start());
    expect(hook.current).toBe('connecting');
    expect(count(backend, 'OnCreateMessage')).toBe(2);
  });
});

describe('A subscription that is refused for its token', () => {
  it('is started again with a new one', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { backend, messaging } = open({
      refreshToken: () => Promise.resolve(void backend.asked.push('a new token')),
    });
    messaging.start();
    backend.end({
      errors: [
        { message: 'Connection failed: {"errors":[{"errorType":"UnauthorizedException"}]}' },
      ],
    });
    await vi.advanceTimersByTimeAsync(1_000);
    const order = backend.asked.filter((name) => /Create|token/.test(name));
    expect(order).toEqual(['OnCreateMessage', 'a new token', 'OnCreateMessage']);
  });
});

describe('A conversation whose reader is far back', () => {
  /** Twelve pages are held: further back, the newest ones are dropped. */
  async function openFarBack() {
    const { backend, messaging } = open({ messages: 800 });
    const hook = await renderHook(messaging, () => {
      useInbox();
      return useConversation(group);
    });
    await act(() => expect.poll(() => hook.current.status).toBe('ready'));
    for (let page = 0; page < 13; page += 1) {
      const before = hook.current.items[0]?.key;
      await act(async () => hook.current.loadOlder());
      await act(() => expect.poll(() => hook.current.items[0]?.key).not.toBe(before));
    }
    expect(hook.current.hasNewer).toBe(true);
    return { backend, messaging, hook };
  }
  const keysOf = ({ items }: { items: readonly { key: string }[] }): string[] =>
    items.map(({ key }) => key);
  const uuidsBetween = (first: number, last: number): string[] =>
    Array.from({ length: last - first + 1 }, (_, at) => uuidAt(first + at));

  it('keeps the place when the network is back, and goes down to the newest without a gap', async () => {
    const { backend, hook } = await openFarBack();
    await act(async () => backend.acknowledge());
    const before = keysOf(hook.current);
    for (let at = 800; at < 1_400; at += 1) backend.log.push(message({ at }));
    await act(async () => backend.acknowledge());
    await settled();
    await act(async () => backend.push(message({ at: 1_400 })));
    expect(keysOf(hook.current)).toEqual(before);
    expect(hook.current.hasNewer).toBe(true);
    while (hook.current.hasNewer) {
      const last = hook.current.items.at(-1)!.key;
      await act(async () => hook.current.loadNewer());
      await act(() => expect.poll(() => hook.current.items.at(-1)!.key).not.toBe(last));
    }
    const shown = keysOf(hook.current);
    expect(shown).toEqual(uuidsBetween(1_401 - shown.length, 1_400));
    expect(shown.length).toBeGreaterThan(600);
  });

  it('has what was pushed since, when the end is loaded while a newer page is on its way', async () => {
    const { backend, hook } = await openFarBack();
    let answer: (() => void) | undefined;
    backend.before = (operation) => {
      if (operation !== 'MessagesAfter' || answer) return undefined;
      return new Promise<void>((resolve) => (answer = resolve));
    };
    // Two pages were dropped: the second one asks for all that came since.
    await act(async () => hook.current.loadNewer());
    await act(() => expect.poll(() => hook.current.items.at(-1)!.key).toBe(uuidAt(749)));
    await act(async () => hook.current.loadNewer());
    await act(() => expect.poll(() => answer).toBeDefined());
    await act(() => hook.current.jumpToNewest());
    await act(async () => backend.push(message({ at: 800 })));
    await act(async () => answer!());
    await settled();
    expect(keysOf(hook.current)).toEqual(uuidsBetween(750, 800));
  });

  it('holds no more of what is pushed than a page or two', async () => {
    const { backend, hook, messaging } = await openFarBack();
    for (let at = 800; at < 2_000; at += 1) {
      await act(async () => backend.push(message({ at })));
    }
    const tail = messaging.queryClient.getQueryData<{ messages: unknown[] }>(
      messaging.keys.tail(group),
    );
    expect(tail!.messages.length).toBeLessThan(400);
    expect(hook.current.items).toHaveLength(600);
  });

  it('keeps what is written then apart from anything older', async () => {
    const { hook } = await openFarBack();
    await act(async () => void hook.current.send('message 10'));
    const [entry] = JSON.parse(`[${Object.values(localStorage).join(',')}]`) as { after: string }[];
    expect(entry!.after).toBe(uuidAt(799));
  });
});

describe('What a conversation gives', () => {
  it('stays the same where nothing has changed, so that effects can depend on it', async () => {
    const { messaging } = open();
    const hook = await renderHook(messaging, () => ({
      inbox: useInbox(),
      conversation: useConversation(group),
    }));
    await act(() => expect.poll(() => hook.current.conversation.status).toBe('ready'));
    await settled();
    const before = hook.current;
    await hook.rerender();
    expect(hook.current).not.toBe(before);
    for (const [name, value] of Object.entries(before.conversation)) {
      expect(hook.current.conversation[name as 'items'], name).toBe(value);
    }
    for (const [name, value] of Object.entries(before.inbox)) {
      expect(hook.current.inbox[name as 'rows'], name).toBe(value);
    }
  });
});

describe('More of the inbox', () => {
  it('is requested once, however often it is wanted meanwhile', async () => {
    const { backend, messaging } = open();
    await renderHook(messaging, useInbox);
    messaging.queryClient.setQueryData(messaging.keys.inbox, {
      ...messaging.inbox.current!,
      nextTokens: { INBOX: 'more' },
    });
    const before = count(backend, 'MessageGroups');
    await act(() =>
      Promise.all([messaging.inbox.readMore('INBOX'), messaging.inbox.readMore('INBOX')]),
    );
    expect(count(backend, 'MessageGroups')).toBe(before + 1);
  });
});
