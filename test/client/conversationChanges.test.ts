// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { useConversation, useInbox } from '../../client/src/messaging';
import { ada, group, message, row, uuidAt } from './support/messages';
import { renderHook } from './support/render';
import { count, nothing, open, refusal, settled, show, textsOf } from './support/show';

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
