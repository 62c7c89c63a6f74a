import { describe, expect, it } from 'vitest';
import type { Message, TimelineItem } from '../../client/src/messaging';
import { lastSeen } from '../../client/src/ui/messages/seen';
import { ada, ben, createdAt, message, uuidAt } from './support/messages';

const item = (sent: Message): TimelineItem => ({ kind: 'message', key: sent.uuid, message: sent });
const items = [
  item(message({ at: 0, from: ada })),
  item(message({ at: 1, from: ada })),
  item(message({ at: 2, from: ben })),
  item(message({ at: 3, from: ada })),
];

describe('The message that is marked as seen', () => {
  it('is the last own one up to the other person’s marker', () => {
    expect(lastSeen(items, ada, uuidAt(0))).toBe(uuidAt(0));
    expect(lastSeen(items, ada, uuidAt(2))).toBe(uuidAt(1));
    expect(lastSeen(items, ada, uuidAt(9))).toBe(uuidAt(3));
  });

  it('is none where nothing was read, or it is not known', () => {
    expect(lastSeen(items, ada, null)).toBeUndefined();
    expect(lastSeen(items.slice(1), ada, uuidAt(0))).toBeUndefined();
  });

  it('is never one without a text', () => {
    const unsent = { ...message({ at: 1, from: ada }), message: null, deletedAt: createdAt(2) };
    expect(lastSeen([items[0]!, item(unsent)], ada, uuidAt(1))).toBe(uuidAt(0));
  });
});
