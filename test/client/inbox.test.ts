import { describe, expect, it } from 'vitest';
import {
  emptyInbox,
  inboxReducer,
  rowsOf,
  unreadTotal,
  type Inbox,
  type InboxEvent,
} from '../../client/src/messaging/inbox';
import type { MessageGroup } from '../../client/src/messaging';
import { limits } from '../../resolvers/limits.js';
import { ada, ben, group, message, row, uuidAt } from './support/messages';

const carl = 'cccccccc-0000-4000-8000-000000000003';
const withCarl = `${ada}_${carl}`;

const after = (inbox: Inbox, ...events: InboxEvent[]): Inbox => events.reduce(inboxReducer, inbox);
const arrives = (incoming: ReturnType<typeof message>): InboxEvent => ({
  type: 'message',
  message: incoming,
  userUuid: ada,
});
const rows = (...given: MessageGroup[]): InboxEvent => ({ type: 'rows', rows: given });
const loaded = after(emptyInbox, {
  type: 'list',
  folder: 'INBOX',
  fromStart: true,
  rows: [
    row({ at: 20, uuid: withCarl, otherUserUuid: carl, readAt: 20 }),
    row({ at: 10, readAt: 10 }),
  ],
  nextToken: null,
});

describe('The inbox', () => {
  it('moves a conversation to the top when a message arrives, with its preview and one more unread', () => {
    const text = 'x'.repeat(limits.preview.maxBytes - 4) + '😀 and more';
    const inbox = after(loaded, arrives(message({ at: 30, text })));
    expect(inbox.rows.map(({ uuid }) => uuid)).toEqual([group, withCarl]);
    expect(inbox.rows[0]).toMatchObject({
      lastMessage: `${'x'.repeat(limits.preview.maxBytes - 4)}…`,
      lastMessageUuid: uuidAt(30),
      unreadCount: 1,
    });
    expect(unreadTotal(inbox)).toBe(1);
  });

  it('counts a message once, however often it is pushed', () => {
    const push = arrives(message({ at: 30 }));
    const inbox = after(loaded, push, push, push);
    expect(inbox.rows[0]!.unreadCount).toBe(1);
    expect(inbox.doubtful).toEqual([]);
  });

  it('does not count what the person has written, on whatever device', () => {
    const inbox = after(loaded, arrives(message({ at: 30, from: ada })));
    expect(inbox.rows[0]).toMatchObject({ uuid: group, unreadCount: 0, lastMessage: 'message 30' });
  });

  it('asks for the row when a message was overtaken by a later one', () => {
    const inbox = after(loaded, arrives(message({ at: 31 })), arrives(message({ at: 30 })));
    expect(inbox.rows[0]!.lastMessageUuid).toBe(uuidAt(31));
    expect(inbox.doubtful).toEqual([group]);
    expect(after(inbox, { type: 'refetching', messageGroupUuids: [group] }).doubtful).toEqual([]);
  });

  it('asks for the row of a new person, and shows nothing until it is known: it may be a request', () => {
    const dora = 'dddddddd-0000-4000-8000-000000000004';
    const inbox = after(loaded, arrives(message({ at: 30, from: dora, to: ada })));
    expect(inbox.rows).toEqual(loaded.rows);
    expect(inbox.doubtful).toEqual([`${ada}_${dora}`]);
  });

  it('takes another person’s new names from a list, which knows less of what was read', () => {
    const names = { otherUserDisplayName: 'Benedict', otherUserHandle: 'benedict' };
    const inbox = after(loaded, {
      type: 'list',
      folder: 'INBOX',
      fromStart: true,
      rows: [{ ...row({ at: 10 }), ...names }],
      nextToken: null,
    });
    expect(inbox.rows.find(({ uuid }) => uuid === group)).toMatchObject({
      ...names,
      readUpTo: uuidAt(10),
    });
  });

  it('does not count requests and muted conversations', () => {
    const quiet = (change: Partial<MessageGroup>) =>
      unreadTotal(
        after(loaded, rows({ ...row({ at: 40, unreadCount: 3, readAt: 10 }), ...change })),
      );
    expect(quiet({})).toBe(3);
    expect(quiet({ muted: true })).toBe(0);
    expect(quiet({ folder: 'REQUESTS' })).toBe(0);
  });

  it('leaves a request in the requests when the stranger writes on, and accepts by an answer', () => {
    const request = after(loaded, rows({ ...row({ at: 20, readAt: 20 }), folder: 'REQUESTS' }));
    const more = after(request, arrives(message({ at: 30 })));
    expect(rowsOf(more, 'REQUESTS')).toHaveLength(1);
    const answered = after(more, arrives(message({ at: 31, from: ada, to: ben })));
    expect(rowsOf(answered, 'REQUESTS')).toEqual([]);
    expect(rowsOf(answered, 'INBOX')[0]!.uuid).toBe(group);
  });

  it('brings an archived conversation back with a new message', () => {
    const archived = after(loaded, rows({ ...row({ at: 20, readAt: 20 }), folder: 'ARCHIVE' }));
    expect(rowsOf(archived, 'INBOX').map(({ uuid }) => uuid)).toEqual([withCarl]);
    const back = after(archived, arrives(message({ at: 30 })));
    expect(rowsOf(back, 'INBOX')[0]!.uuid).toBe(group);
  });

  it('asks for a cleared row that gets a message: it goes to the inbox or to the requests', () => {
    const cleared = after(loaded, rows({ ...row({ at: 20, readAt: 20 }), folder: null }));
    expect(after(cleared, arrives(message({ at: 30 }))).doubtful).toEqual([group]);
  });

  it('takes a change of the folder though a marker is ahead, but not where a message came later', () => {
    const moved = { ...row({ at: 10, readAt: 5 }), folder: 'ARCHIVE' as const };
    expect(rowsOf(after(loaded, rows(moved)), 'ARCHIVE')).toHaveLength(1);
    const later = after(loaded, arrives(message({ at: 30 })), rows(moved));
    expect(rowsOf(later, 'ARCHIVE')).toEqual([]);
    expect(later.doubtful).toEqual([group]);
  });

  it('asks for a row that its list has no more, and drops it once it is gone', () => {
    const list: InboxEvent = {
      type: 'list',
      folder: 'INBOX',
      fromStart: true,
      rows: [row({ at: 10, readAt: 10 })],
      nextToken: null,
    };
    const inbox = after(loaded, list);
    expect(inbox.doubtful).toEqual([withCarl]);
    const gone = after(inbox, { type: 'gone', messageGroupUuids: [withCarl] });
    expect(gone.rows.map(({ uuid }) => uuid)).toEqual([group]);
  });

  it('asks who it is when another device writes into a conversation that is not listed', () => {
    const dora = 'dddddddd-0000-4000-8000-000000000004';
    const inbox = after(loaded, arrives(message({ at: 30, from: ada, to: dora })));
    expect(inbox.rows).toEqual(loaded.rows);
    expect(inbox.doubtful).toEqual([`${ada}_${dora}`]);
  });

  it('clears the count at once when everything is read', () => {
    const inbox = after(loaded, arrives(message({ at: 30 })), {
      type: 'read',
      messageGroupUuid: group,
      upTo: uuidAt(30),
    });
    expect(inbox.rows[0]).toMatchObject({ unreadCount: 0, readUpTo: uuidAt(30) });
  });

  it('leaves the count to the API when something newer is there than what was read', () => {
    const inbox = after(loaded, arrives(message({ at: 30 })), arrives(message({ at: 31 })), {
      type: 'read',
      messageGroupUuid: group,
      upTo: uuidAt(30),
    });
    expect(inbox.rows[0]).toMatchObject({ unreadCount: 2, readUpTo: uuidAt(30) });
  });

  it('never moves a marker back', () => {
    const event: InboxEvent = { type: 'read', messageGroupUuid: group, upTo: uuidAt(9) };
    expect(after(loaded, event)).toBe(loaded);
  });

  it('keeps what a push brought when an older list comes later', () => {
    const inbox = after(loaded, arrives(message({ at: 30 })), {
      type: 'rows',
      rows: [row({ at: 10, readAt: 10 })],
    });
    expect(inbox.rows[0]).toMatchObject({ lastMessageUuid: uuidAt(30), unreadCount: 1 });
    expect(inbox.doubtful).toEqual([]);
  });

  it('keeps a marker when the list does not know of it yet', () => {
    const unread = after(loaded, arrives(message({ at: 30 })));
    const read = after(unread, { type: 'read', messageGroupUuid: group, upTo: uuidAt(30) });
    const inbox = after(read, {
      type: 'rows',
      rows: [row({ at: 30, readAt: 10, unreadCount: 1 })],
    });
    expect(inbox.rows[0]).toMatchObject({ unreadCount: 0, readUpTo: uuidAt(30) });
  });

  it('takes the row of the API where it is ahead', () => {
    const inbox = after(loaded, {
      type: 'rows',
      rows: [row({ at: 40, readAt: 35, unreadCount: 3 })],
    });
    expect(inbox.rows[0]).toMatchObject({ unreadCount: 3, lastMessageUuid: uuidAt(40) });
  });

  it('asks again when one is ahead in messages and the other in reading', () => {
    const pushed = after(loaded, arrives(message({ at: 30 })), arrives(message({ at: 31 })));
    const inbox = after(pushed, { type: 'rows', rows: [row({ at: 30, readAt: 30 })] });
    expect(inbox.rows[0]).toMatchObject({ lastMessageUuid: uuidAt(31), readUpTo: uuidAt(30) });
    expect(inbox.doubtful).toEqual([group]);
  });

  it('holds the names that the other one has now', () => {
    const renamed = { ...message({ at: 30 }), displayName: 'Benjamin', handle: 'benjamin' };
    const inbox = after(loaded, arrives(renamed));
    expect(inbox.rows[0]).toMatchObject({
      otherUserUuid: ben,
      otherUserDisplayName: 'Benjamin',
      otherUserHandle: 'benjamin',
    });
  });
});
