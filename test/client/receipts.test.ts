// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { useReceipts } from '../../client/src/messaging';
import { ada, ben, group, message, row, uuidAt } from './support/messages';
import { count, nothing, open, settled, show } from './support/show';

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

  it('is not shown to who has just hidden their own, though the row has it still', async () => {
    const opened = open();
    const { queryClient, keys } = opened.messaging;
    opened.backend.otherReadUpTo = uuidAt(1);
    queryClient.setQueryData(keys.settings, { acceptsRequests: true, showsReadReceipts: false });
    const hook = await show(opened, () => useReceipts(group));
    expect(hook.current.more.otherReadUpTo).toBeNull();
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
