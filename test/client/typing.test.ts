// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { useTyping } from '../../client/src/messaging';
import { networkError, type Backend } from './support/client';
import { ada, ben, group, message, row } from './support/messages';
import { count, open, refusal, show } from './support/show';

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

  it('is received again in each session of the connection', async () => {
    const opened = open();
    const hook = await show(opened, () => useTyping(group));
    expect(count(opened.backend, 'OnTyping')).toBe(1);
    await act(async () => opened.backend.acknowledge());
    expect(count(opened.backend, 'OnTyping')).toBe(2);
    await act(async () => opened.backend.tell('onTyping', typing(true)));
    expect(hook.current.more.isOtherTyping).toBe(true);
  });
});
