// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { useConversation, useInbox } from '../../client/src/messaging';
import { Backend, openMessaging } from './support/client';
import { ada, ben, createdAt, group, message, row } from './support/messages';
import { renderHook } from './support/render';

/** The page is in sight again. */
const comeBack = (): Promise<void> =>
  act(async () => void document.dispatchEvent(new Event('visibilitychange')));

/** Ada and Ben have written to each other, and Ada has read it all. */
async function open() {
  const backend = new Backend();
  backend.log.push(message({ at: 0, from: ada }), message({ at: 1, from: ben }));
  backend.rows.set(group, row({ at: 1, readAt: 1 }));
  const hook = await renderHook(openMessaging(backend), () => ({
    conversation: useConversation(group),
    inbox: useInbox(),
  }));
  await act(async () => backend.acknowledge());
  await act(() => expect.poll(() => hook.current.conversation.items).toHaveLength(2));
  return { backend, hook };
}

describe('On the return to the page', () => {
  it('another person’s new names are shown, of which nothing is pushed', async () => {
    const { backend, hook } = await open();
    const names = { otherUserDisplayName: 'Benedict', otherUserHandle: 'benedict' };
    backend.rows.set(group, { ...row({ at: 1, readAt: 1 }), ...names });
    await comeBack();
    await act(() => expect.poll(() => hook.current.inbox.rows[0]).toMatchObject(names));
    expect(hook.current.conversation.other).toEqual({
      uuid: ben,
      displayName: 'Benedict',
      handle: 'benedict',
    });
  });

  it('messages are gone that went with an account', async () => {
    const { backend, hook } = await open();
    const [, theirs] = backend.log;
    backend.change({ ...theirs!, message: null, deletedAt: createdAt(2), deletedBy: 'SENDER' });
    const names = { otherUserDisplayName: null, otherUserHandle: null };
    backend.rows.set(group, { ...row({ at: 1, readAt: 1 }), ...names, lastMessage: null });
    await comeBack();
    const newest = () => hook.current.conversation.items.at(-1);
    await act(() =>
      expect.poll(newest).toMatchObject({ message: { message: null, deletedBy: 'SENDER' } }),
    );
    await act(() => expect.poll(() => hook.current.inbox.rows[0]).toMatchObject(names));
    expect(hook.current.conversation.other).toEqual({ uuid: ben, displayName: null, handle: null });
  });
});
