// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../client/src/messaging';
import { LateTable } from './support/lateTable';
import { group, message, uuidAt } from './support/messages';
import { openConversation, SECOND_CATCH_UP, SETTLE_TIME } from './support/openConversation';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());
const advance = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** A table with so many messages, of the minutes 0, 1, 2 …, whose changes are long ago. */
function tableOf(count: number, pageSize = 50): LateTable {
  const table = new LateTable({ pageSize });
  for (let at = 0; at < count; at += 1) table.put(message({ at }));
  return table;
}
const textAt = (messages: readonly Message[], at: number): string | null | undefined =>
  messages.find(({ uuid }) => uuid === uuidAt(at))?.message;

/** A session of the connection, with both of its catch-ups. */
async function reconnect({ sync }: ReturnType<typeof openConversation>): Promise<void> {
  sync.beginSession(() => undefined);
  await advance(SECOND_CATCH_UP + 50);
}

describe('Of two states of a message', () => {
  it('the later one stays, in whatever order they are pushed, and however often', async () => {
    const table = tableOf(1);
    const { sync, messages, end } = openConversation(table);
    await advance(10);
    const first = table.change({ uuid: uuidAt(0), message: 'once' });
    const second = table.change({ uuid: uuidAt(0), message: 'twice' });
    for (const pushed of [second, first, second, first]) sync.change(pushed);
    expect(textAt(messages(), 0)).toBe('twice');
    end();
  });

  it('the later one stays where a page is read from a copy that is behind', async () => {
    const table = new LateTable({ pageSize: 50, staleness: 100 });
    table.put(message({ at: 0 }));
    await advance(200);
    const { sync, messages, end } = openConversation(table);
    sync.change(table.change({ uuid: uuidAt(0), message: 'edited' }));
    await advance(20);
    expect(textAt(messages(), 0)).toBe('edited');
    end();
  });
});

describe('A conversation whose pages are replaced by the newest one', () => {
  it('keeps what was just heard: the page may be read from a copy that is behind', async () => {
    const table = new LateTable({ pageSize: 50, staleness: 100 });
    table.put(message({ at: 0 }));
    await advance(200);
    const { sync, messages, end } = openConversation(table);
    await advance(10);
    sync.change(table.change({ uuid: uuidAt(0), message: 'edited' }));
    await Promise.all([sync.reload(group), advance(10)]);
    expect(textAt(messages(), 0)).toBe('edited');
    end();
  });
});

describe('A message that is not loaded', () => {
  it('is not shown because it has changed, and is as it is now when its page is loaded', async () => {
    const table = tableOf(6, 3);
    const { sync, messages, shown, loadOlder, end } = openConversation(table);
    await advance(10);
    sync.change(table.change({ uuid: uuidAt(1), message: 'edited' }, { message: 800 }));
    expect(shown()).toEqual([3, 4, 5].map(uuidAt));
    loadOlder();
    await advance(10);
    expect(textAt(messages(), 1)).toBe('edited');
    end();
  });
});

describe('A session', () => {
  it('reads what has changed from where the log was, now and once more', async () => {
    const table = tableOf(3);
    table.change({ uuid: uuidAt(0), message: 'long ago' });
    await advance(10 * SETTLE_TIME);
    const conversation = openConversation(table);
    await advance(10);
    const before = table.messages[0]!.changeUuid;
    table.change({ uuid: uuidAt(1), message: 'while away' });
    table.change({ uuid: uuidAt(2), message: null, deletedAt: 'now' });
    await reconnect(conversation);
    expect(table.changeRequests).toEqual([before, before]);
    expect(conversation.messages()).toEqual(table.messages);
    conversation.end();
  });

  it('goes on after what was read long enough before, and not after what was pushed', async () => {
    const table = tableOf(2);
    const conversation = openConversation(table);
    await advance(10);
    const read = table.change({ uuid: uuidAt(0), message: 'read' });
    await reconnect(conversation);
    await advance(SETTLE_TIME);
    await reconnect(conversation);
    const pushed = table.change({ uuid: uuidAt(1), message: 'pushed' });
    conversation.sync.change(pushed);
    table.changeRequests.length = 0;
    await reconnect(conversation);
    expect(table.changeRequests).toEqual([read.changeUuid, read.changeUuid]);
    conversation.end();
  });

  it('does not ask again at once for a change that is being committed', async () => {
    const table = tableOf(2);
    const conversation = openConversation(table);
    await advance(10);
    table.change({ uuid: uuidAt(0), message: 'late' }, { entry: 400 });
    table.change({ uuid: uuidAt(1), message: 'early' });
    conversation.sync.beginSession(() => undefined);
    await advance(SECOND_CATCH_UP - 50);
    expect(table.changeRequests).toEqual([null]);
    await advance(100);
    expect(table.changeRequests).toEqual([null, null]);
    expect(conversation.messages()).toEqual(table.messages);
    conversation.end();
  });

  it('reads page after page of the log', async () => {
    const table = tableOf(10, 4);
    const conversation = openConversation(table);
    await advance(10);
    for (let at = 0; at < 10; at += 1) table.change({ uuid: uuidAt(at), message: `edited ${at}` });
    await reconnect(conversation);
    expect(conversation.messages()).toEqual(table.messages.slice(-4));
    conversation.end();
  });
});

describe('A client that was away for too long', () => {
  it('loads the pages afresh, where the log does not reach back to where it was', async () => {
    const table = tableOf(3);
    table.change({ uuid: uuidAt(0), message: 'before' });
    await advance(10 * SETTLE_TIME);
    const conversation = openConversation(table);
    await advance(10);
    for (const at of [0, 1, 2]) table.change({ uuid: uuidAt(at), message: `edited ${at}` });
    table.forgetLog();
    await advance(10 * SETTLE_TIME);
    await reconnect(conversation);
    expect(conversation.messages()).toEqual(table.messages);
    table.changeRequests.length = 0;
    await reconnect(conversation);
    expect(table.changeRequests[0]).toBe(table.messages[2]!.changeUuid);
    conversation.end();
  });
});

describe('A conversation that is opened right after a change', () => {
  it('has the change, though its page was read from a copy without it', async () => {
    const table = new LateTable({ pageSize: 3, staleness: 900 });
    for (let at = 0; at < 6; at += 1) table.put(message({ at }));
    await advance(10 * SETTLE_TIME);
    table.change({ uuid: uuidAt(1), message: 'edited in the older page' });
    table.change({ uuid: uuidAt(4), message: 'edited in the newest page' });
    const { messages, loadOlder, end } = openConversation(table);
    await advance(10);
    loadOlder();
    await advance(10);
    expect(messages().every(({ changeUuid }) => changeUuid === null)).toBe(true);
    await advance(SETTLE_TIME + 50);
    expect(messages()).toEqual(table.messages);
    end();
  });
});
