import { describe, expect, it } from 'vitest';
import { limits } from '../../client/src/generated/limits';
import type { Message } from '../../client/src/messaging';
import { allowedActions, type Situation } from '../../client/src/ui/messages/allowedActions';
import { ada, ben, createdAt, message } from './support/messages';

const MINUTE = 60_000;
const sentAt = Date.parse(createdAt(0));
const own = message({ at: 0, from: ada });
const others = message({ at: 0, from: ben });
const deleted = (one: Message, deletedBy: Message['deletedBy']): Message => ({
  ...one,
  message: null,
  deletedAt: createdAt(1),
  deletedBy,
});

/** What Ada may do, in an accepted conversation, right after the message was sent. */
const allowed = (one: Message, changed: Partial<Situation> = {}): string[] => [
  ...allowedActions(one, {
    userUuid: ada,
    now: sentAt + MINUTE,
    row: { folder: 'INBOX', blocked: false },
    isSuspended: false,
    isOtherGone: false,
    ...changed,
  }),
];

describe('What a person may do with a message', () => {
  it('is all but to report it, where it is their own', () => {
    expect(allowed(own)).toEqual(['react', 'reply', 'edit', 'unsend', 'copy']);
  });

  it('is neither to edit nor to unsend it, where it is the other person’s', () => {
    expect(allowed(others)).toEqual(['react', 'reply', 'copy', 'report']);
  });

  it('is to edit it only within the window', () => {
    const end = sentAt + limits.edit.windowMinutes * MINUTE;
    expect(allowed(own, { now: end - 1 })).toContain('edit');
    expect(allowed(own, { now: end })).not.toContain('edit');
    expect(allowed(own, { now: end })).toContain('unsend');
  });

  it('is to report it at most, once its text is gone, and not after a moderator removed it', () => {
    expect(allowed(deleted(own, 'SENDER'))).toEqual([]);
    expect(allowed(deleted(others, 'SENDER'))).toEqual(['report']);
    expect(allowed(deleted(others, 'MODERATOR'))).toEqual([]);
  });

  it('is not to react to it in a request, which an answer accepts', () => {
    const row = { folder: 'REQUESTS', blocked: false } as const;
    expect(allowed(others, { row })).toEqual(['reply', 'copy', 'report']);
  });

  it.each([
    ['they block the other person', { row: { folder: 'INBOX', blocked: true } }],
    ['they are suspended', { isSuspended: true }],
    ['the other person is gone', { isOtherGone: true }],
    ['the conversation is not known yet', { row: null }],
  ] satisfies [string, Partial<Situation>][])(
    'is to unsend, copy and report, while %s',
    (_while, changed) => {
      expect(allowed(own, changed)).toEqual(['unsend', 'copy']);
      expect(allowed(others, changed)).toEqual(['copy', 'report']);
    },
  );
});
