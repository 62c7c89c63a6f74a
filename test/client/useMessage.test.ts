// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { useMessage } from '../../client/src/messaging';
import { group, message, row, uuidAt } from './support/messages';
import { count, open, settled, show } from './support/show';

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
