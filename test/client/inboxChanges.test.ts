import { describe, expect, it } from 'vitest';
import {
  emptyInbox,
  inboxReducer,
  type Inbox,
  type InboxEvent,
} from '../../client/src/messaging/inbox';
import type { MessageGroup } from '../../client/src/messaging';
import { limits } from '../../resolvers/limits.js';
import { ada, ben, group, message, row, uuidAt } from './support/messages';

const after = (inbox: Inbox, ...events: InboxEvent[]): Inbox => events.reduce(inboxReducer, inbox);
const arrives = (incoming: ReturnType<typeof message>): InboxEvent => ({
  type: 'message',
  message: incoming,
  userUuid: ada,
});
const rows = (...given: MessageGroup[]): InboxEvent => ({ type: 'rows', rows: given });
/** One conversation, all read. */
const loaded = after(emptyInbox, {
  type: 'list',
  folder: 'INBOX',
  fromStart: true,
  rows: [row({ at: 10, readAt: 10 })],
  nextToken: null,
});

describe('The row of a message that changes', () => {
  const changes = (...messages: ReturnType<typeof message>[]): InboxEvent => ({
    type: 'changes',
    messages,
    userUuid: ada,
  });
  const edited = { ...message({ at: 10, text: 'x'.repeat(200) }), changeUuid: uuidAt(50) };
  const unsent = { ...message({ at: 10 }), message: null, deletedAt: 'now' };

  it('shows the start of the new text, and asks for the row: its state may be a later one', () => {
    const inbox = after(loaded, changes(edited));
    expect(inbox.rows[0]!.lastMessage).toBe(`${'x'.repeat(limits.preview.maxBytes - 3)}…`);
    expect(inbox.doubtful).toEqual([group]);
  });

  it('shows no text of a newest message that was unsent', () => {
    const inbox = after(loaded, changes(unsent));
    expect(inbox.rows[0]).toMatchObject({ lastMessage: null, lastMessageUuid: uuidAt(10) });
  });

  it('is the same where the message is not the newest one, unknown, cleared, or shown so already', () => {
    const older = { ...edited, uuid: uuidAt(9) };
    const elsewhere = { ...edited, messageGroupUuid: `${ada}_nobody` };
    const reacted = { ...message({ at: 10 }), changeUuid: uuidAt(50) };
    for (const one of [older, elsewhere, reacted]) {
      expect(after(loaded, changes(one)), one.uuid).toBe(loaded);
    }
    const cleared = after(loaded, rows({ ...row({ at: 10 }), clearedUpTo: uuidAt(10) }));
    expect(after(cleared, changes(edited))).toBe(cleared);
  });

  it('asks for the count where an unread message was unsent, once for all of them', () => {
    const unread = after(loaded, arrives(message({ at: 30 })), arrives(message({ at: 31 })));
    const gone = (at: number) => ({ ...message({ at }), message: null, deletedAt: 'now' });
    expect(after(unread, changes(gone(30))).doubtful).toEqual([group]);
    expect(after(unread, changes(gone(30), gone(31))).doubtful).toEqual([group]);
    const own = { ...gone(30), userUuid: ada, recipientUuid: ben };
    expect(after(unread, changes(own))).toBe(unread);
    expect(after(unread, changes(gone(9)))).toBe(unread);
  });

  it('asks for a row whose preview or count is another one in a list, and takes what was read', () => {
    const inbox = after(loaded, changes(edited), {
      type: 'refetching',
      messageGroupUuids: [group],
    });
    const old = row({ at: 10, readAt: 10 });
    for (const differing of [old, { ...old, readUpTo: null }, { ...old, unreadCount: 1 }]) {
      expect(after(inbox, rows(differing)).doubtful).toEqual([group]);
    }
    const read = { ...old, lastMessage: 'as it is now', readUpTo: uuidAt(9) };
    const certain = after(inbox, { type: 'read rows', rows: [read] });
    expect(certain.rows[0]!.lastMessage).toBe('as it is now');
    expect(certain.doubtful).toEqual([]);
  });
});

describe('A marker of another device', () => {
  it('of a part of what is unread leads to the row; of all of it, the count is clear', () => {
    const unread = after(loaded, arrives(message({ at: 30 })), arrives(message({ at: 31 })));
    const read = (at: number): InboxEvent => ({
      type: 'read',
      messageGroupUuid: group,
      upTo: uuidAt(at),
      elsewhere: true,
    });
    expect(after(unread, read(30)).doubtful).toEqual([group]);
    const all = after(unread, read(31));
    expect(all.rows[0]!.unreadCount).toBe(0);
    expect(all.doubtful).toEqual([]);
    expect(after(all, read(30))).toBe(all);
  });
});
