// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  useConversation,
  useInbox,
  useMessage,
  useReceipts,
  useTyping,
  type TimelineItem,
} from '../../client/src/messaging';
import { Backend, networkError, openMessaging } from './support/client';
import { ada, ben, group, message, row, uuidAt } from './support/messages';
import { renderHook } from './support/render';

const count = (backend: Backend, operation: string): number =>
  backend.asked.filter((name) => name === operation).length;
const refusal = (errorType: string) => ({ errors: [{ errorType, message: errorType }] });
const textsOf = ({ items }: { items: readonly TimelineItem[] }): (string | null)[] =>
  items.map((item) => (item.kind === 'message' ? item.message.message : item.entry.message));
const settled = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve)));

/** Ada has a conversation with Ben: so many messages, each second one hers, of which she has read all. */
function open(messages = 4) {
  const backend = new Backend();
  for (let at = 0; at < messages; at += 1) {
    backend.log.push(message({ at, from: at % 2 === 0 ? ben : ada }));
  }
  backend.rows.set(group, row({ at: messages - 1, readAt: messages - 1 }));
  const messaging = openMessaging(backend);
  return { backend, messaging };
}

/** A component with the conversation, and what else a test wants of it. */
async function show<View>({ backend, messaging }: ReturnType<typeof open>, useMore: () => View) {
  const hook = await renderHook(messaging, () => ({
    inbox: useInbox(),
    conversation: useConversation(group),
    more: useMore(),
  }));
  await act(async () => backend.acknowledge());
  await act(() => expect.poll(() => hook.current.conversation.status).toBe('ready'));
  await act(() => expect.poll(() => hook.current.conversation.row).not.toBeNull());
  await settled();
  return hook;
}
const nothing = (): void => undefined;

describe('A change in a conversation', () => {
  it('is shown at once, and stays as the API has stored it', async () => {
    const opened = open();
    const hook = await show(opened, nothing);
    let answer = (): void => undefined;
    opened.backend.rows.set(group, { ...row({ at: 3, readAt: 3 }), lastMessage: 'edited' });
    opened.backend.before = (name) =>
      name === 'UpdateMessage' ? new Promise<void>((resolve) => (answer = resolve)) : undefined;
    const { edit } = hook.current.conversation;
    let stored: Promise<void> | undefined;
    await act(async () => void (stored = edit(uuidAt(3), 'edited')));
    expect(textsOf(hook.current.conversation).at(-1)).toBe('edited');
    await act(async () => {
      answer();
      await stored;
    });
    const last = hook.current.conversation.items.at(-1);
    expect(last).toMatchObject({ message: { message: 'edited', editedAt: 'now' } });
    expect(hook.current.inbox.rows[0]!.lastMessage).toBe('edited');
  });

  it('that is refused is undone, and says why', async () => {
    const opened = open();
    const hook = await show(opened, nothing);
    opened.backend.before = (name) => {
      if (name === 'UpdateMessage') throw refusal('EditWindowClosed');
    };
    const before = hook.current.conversation.items;
    await act(async () => {
      const { edit } = hook.current.conversation;
      await expect(edit(uuidAt(3), 'edited')).rejects.toMatchObject({ type: 'EditWindowClosed' });
    });
    expect(hook.current.conversation.items).toEqual(before);
  });

  it('of the other person, who unsends, takes the text, and the unread count of the row is read', async () => {
    const opened = open();
    const { backend } = opened;
    const hook = await show(opened, nothing);
    await act(async () => backend.push(message({ at: 4 })));
    await settled();
    expect(hook.current.inbox.unreadTotal).toBe(1);
    const gone = { message: null, deletedAt: 'now', deletedBy: 'SENDER' } as const;
    const unsent = backend.change({ ...message({ at: 4 }), ...gone });
    backend.rows.set(group, { ...row({ at: 4, readAt: 3 }), lastMessage: null });
    await act(async () => backend.tell('onUpdateMessage', unsent));
    await settled();
    expect(textsOf(hook.current.conversation).at(-1)).toBeNull();
    await act(() => expect.poll(() => hook.current.inbox.unreadTotal).toBe(0));
    expect(hook.current.inbox.rows[0]!.lastMessage).toBeNull();
  });

  it('that was missed is there once the network is back', async () => {
    const opened = open();
    const hook = await show(opened, nothing);
    opened.backend.change({ ...message({ at: 0 }), message: 'edited meanwhile' });
    await act(async () => opened.backend.acknowledge());
    await act(() =>
      expect.poll(() => textsOf(hook.current.conversation)[0]).toBe('edited meanwhile'),
    );
  });

  it('that was missed while the conversation was not open is there when it is opened', async () => {
    const opened = open();
    const { backend, messaging } = opened;
    let isOpen = true;
    const hook = await renderHook(messaging, () => {
      useInbox();
      return useConversation(isOpen ? group : `${ada}_${ada}`);
    });
    await act(async () => backend.acknowledge());
    await act(() => expect.poll(() => textsOf(hook.current)).toHaveLength(4));
    isOpen = false;
    await hook.rerender();
    backend.change({ ...message({ at: 0 }), message: 'edited meanwhile' });
    isOpen = true;
    await hook.rerender();
    await act(() => expect.poll(() => textsOf(hook.current)[0]).toBe('edited meanwhile'));
    expect(count(backend, 'Messages')).toBe(2); // of this one and of the other, once each
  });
});

describe('A reply', () => {
  it('names the message that it answers', async () => {
    const opened = open();
    const hook = await show(opened, nothing);
    const inputs: unknown[] = [];
    opened.backend.before = (name, { input }) => {
      if (name !== 'CreateMessage') return undefined;
      inputs.push(input);
      return new Promise(() => undefined);
    };
    await act(async () => void hook.current.conversation.send('yes', uuidAt(2)));
    expect(inputs).toMatchObject([{ message: 'yes', replyToUuid: uuidAt(2) }]);
    expect(hook.current.conversation.items.at(-1)).toMatchObject({
      kind: 'pending',
      entry: { replyToUuid: uuidAt(2) },
    });
  });
});

describe('The message that a reply answers', () => {
  it('is the one that is loaded, and follows what becomes of it', async () => {
    const opened = open();
    const hook = await show(opened, () => useMessage(group, uuidAt(0)));
    expect(hook.current.more).toMatchObject({ message: 'message 0' });
    const changed = opened.backend.change({ ...message({ at: 0 }), message: 'edited' });
    await act(async () => opened.backend.tell('onUpdateMessage', changed));
    await settled();
    expect(hook.current.more).toMatchObject({ message: 'edited' });
    expect(count(opened.backend, 'Message')).toBe(0);
  });

  it('is asked for where it is not loaded, and follows what becomes of it', async () => {
    const opened = open(60);
    const hook = await show(opened, () => useMessage(group, uuidAt(0)));
    await act(() => expect.poll(() => hook.current.more?.message).toBe('message 0'));
    const edited = opened.backend.change({ ...message({ at: 0 }), message: 'edited' });
    await act(async () => opened.backend.tell('onUpdateMessage', edited));
    await settled();
    expect(hook.current.more).toMatchObject({ message: 'edited' });
    opened.backend.change({ ...edited, message: null, deletedAt: 'now' });
    await act(async () => opened.backend.acknowledge());
    await act(() => expect.poll(() => hook.current.more?.message).toBeNull());
    expect(count(opened.backend, 'Message')).toBe(1);
  });

  it('is loading, and then null where there is none', async () => {
    const opened = open();
    const hook = await show(opened, () => useMessage(group, uuidAt(99)));
    await act(() => expect.poll(() => hook.current.more).toBeNull());
    expect(hook.views[0]!.more).toBeUndefined();
  });

  it('is not shown again where the reader has deleted the conversation up to it', async () => {
    const opened = open();
    opened.backend.rows.set(group, { ...row({ at: 3, readAt: 3 }), clearedUpTo: uuidAt(1) });
    const hook = await show(opened, () => [
      useMessage(group, uuidAt(1)),
      useMessage(group, uuidAt(2)),
    ]);
    expect(hook.current.more).toMatchObject([null, { message: 'message 2' }]);
  });
});

describe('How far the other person has read', () => {
  const marker = (at: number) => ({
    messageGroupUuid: group,
    userUuid: ben,
    recipientUuid: ada,
    readUpTo: uuidAt(at),
  });

  it('comes with the row, and only goes on with what is pushed', async () => {
    const opened = open();
    opened.backend.otherReadUpTo = uuidAt(1);
    const hook = await show(opened, () => useReceipts(group));
    expect(hook.current.more.otherReadUpTo).toBe(uuidAt(1));
    for (const at of [3, 2]) {
      await act(async () => opened.backend.tell('onMarkMessageGroupRead', marker(at)));
      await settled();
      expect(hook.current.more.otherReadUpTo).toBe(uuidAt(3));
    }
  });

  it('is read again once the network is back, and gone where it is hidden by then', async () => {
    const opened = open();
    opened.backend.otherReadUpTo = uuidAt(1);
    const hook = await show(opened, () => useReceipts(group));
    opened.backend.otherReadUpTo = uuidAt(3);
    await act(async () => opened.backend.acknowledge());
    await act(() => expect.poll(() => hook.current.more.otherReadUpTo).toBe(uuidAt(3)));
    opened.backend.otherReadUpTo = null;
    await act(async () => opened.backend.acknowledge());
    await act(() => expect.poll(() => hook.current.more.otherReadUpTo).toBeNull());
  });

  it('is not lost where it is pushed while the row is being read', async () => {
    const opened = open();
    const hook = await show(opened, () => useReceipts(group));
    const answers: (() => void)[] = [];
    opened.backend.before = (name) =>
      name === 'MessageGroup'
        ? new Promise<void>((resolve) => void answers.push(resolve))
        : undefined;
    await act(async () => opened.backend.acknowledge());
    await act(async () => opened.backend.tell('onMarkMessageGroupRead', marker(3)));
    await act(async () => answers.forEach((answer) => answer()));
    await settled();
    expect(hook.current.more.otherReadUpTo).toBe(uuidAt(3));
  });
});

describe('A marker that this person has set on another device', () => {
  const mine = (at: number) => ({
    messageGroupUuid: group,
    userUuid: ada,
    recipientUuid: null,
    readUpTo: uuidAt(at),
  });

  it('clears the count where everything is read, and else the row is read', async () => {
    const opened = open();
    const { backend } = opened;
    const hook = await show(opened, nothing);
    await act(async () => [4, 6].forEach((at) => backend.push(message({ at }))));
    const before = count(backend, 'MessageGroup');
    backend.rows.set(group, row({ at: 6, readAt: 4, unreadCount: 1 }));
    await act(async () => backend.tell('onMarkMessageGroupRead', mine(4)));
    await act(() => expect.poll(() => hook.current.inbox.unreadTotal).toBe(1));
    expect(count(backend, 'MessageGroup')).toBe(before + 1);
    await act(async () => backend.tell('onMarkMessageGroupRead', mine(6)));
    await settled();
    expect(hook.current.inbox.unreadTotal).toBe(0);
    expect(count(backend, 'MessageGroup')).toBe(before + 1);
  });
});

describe('Typing', () => {
  const typing = (value: boolean) => ({
    messageGroupUuid: group,
    userUuid: ben,
    recipientUuid: ada,
    typing: value,
  });
  /** What was said, in order. */
  function listenTo(backend: Backend): unknown[] {
    const said: unknown[] = [];
    backend.before = (name, variables) => {
      if (name === 'SetTyping') said.push(variables.typing);
    };
    return said;
  }
  const useFakeTime = (): void => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
  };

  it('is told at most once in five seconds, and its end once', async () => {
    const opened = open();
    const hook = await show(opened, () => useTyping(group));
    const said = listenTo(opened.backend);
    useFakeTime();
    const { typed, stopped } = hook.current.more;
    await act(async () => stopped());
    for (let at = 0; at < 60; at += 1) {
      await act(async () => typed());
      await act(() => vi.advanceTimersByTimeAsync(100));
    }
    expect(said).toEqual([true, true]);
    await act(async () => [stopped, stopped].forEach((stop) => stop()));
    expect(said).toEqual([true, true, false]);
  });

  it.each(['TypingIsOff', 'NotAccepted', 'RecipientBlocked'])(
    'is not told any more after %s',
    async (type) => {
      const opened = open();
      const hook = await show(opened, () => useTyping(group));
      opened.backend.before = (name) => {
        if (name === 'SetTyping') throw refusal(type);
      };
      await act(async () => hook.current.more.typed());
      await act(async () => hook.current.more.stopped());
      await act(async () => hook.current.more.typed());
      expect(count(opened.backend, 'SetTyping')).toBe(1);
    },
  );

  it('is told again after an error that passes', async () => {
    const opened = open();
    const hook = await show(opened, () => useTyping(group));
    opened.backend.before = (name) => {
      if (name === 'SetTyping') throw networkError;
    };
    await act(async () => hook.current.more.typed());
    await act(async () => hook.current.more.stopped());
    expect(count(opened.backend, 'SetTyping')).toBe(2);
  });

  it('of the other one is seen for ten seconds at most, and until they send or stop', async () => {
    const opened = open();
    const { backend } = opened;
    const hook = await show(opened, () => useTyping(group));
    useFakeTime();
    const isSeen = (): boolean => hook.current.more.isOtherTyping;
    const type = (value: boolean) => act(async () => backend.tell('onTyping', typing(value)));
    await type(true);
    await act(() => vi.advanceTimersByTimeAsync(9_900));
    expect(isSeen()).toBe(true);
    await act(() => vi.advanceTimersByTimeAsync(200));
    expect(isSeen()).toBe(false);
    await type(true);
    await type(false);
    expect(isSeen()).toBe(false);
    await type(true);
    await act(async () => backend.push(message({ at: 5, from: ada })));
    expect(isSeen()).toBe(true);
    await act(async () => backend.push(message({ at: 6 })));
    expect(isSeen()).toBe(false);
  });

  it.each([
    { folder: 'REQUESTS' as const },
    { folder: 'ARCHIVE' as const },
    { blocked: true, folder: 'BLOCKED' as const },
  ])('is neither told nor heard of a conversation with %o', async (change) => {
    const opened = open();
    opened.backend.rows.set(group, { ...row({ at: 3, readAt: 3 }), ...change });
    const hook = await show(opened, () => useTyping(group));
    await act(async () => hook.current.more.typed());
    expect(count(opened.backend, 'SetTyping')).toBe(0);
    expect(count(opened.backend, 'OnTyping')).toBe(0);
  });

  it('is heard anew in each session of the connection', async () => {
    const opened = open();
    const hook = await show(opened, () => useTyping(group));
    expect(count(opened.backend, 'OnTyping')).toBe(1);
    await act(async () => opened.backend.acknowledge());
    expect(count(opened.backend, 'OnTyping')).toBe(2);
    await act(async () => opened.backend.tell('onTyping', typing(true)));
    expect(hook.current.more.isOtherTyping).toBe(true);
  });
});
