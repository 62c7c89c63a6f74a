import { describe, expect, it } from 'vitest';
import type { TimelineItem } from '../../client/src/messaging';
import { feedRows } from '../../client/src/ui/messages/feedRows';
import { ada, ben, createdAt, group, message, uuidAt } from './support/messages';

const item = (at: number, from = ben): TimelineItem => {
  const sent = message({ at, from });
  return { kind: 'message', key: sent.uuid, message: sent };
};
const rowsOf = (items: TimelineItem[], readAt?: number) =>
  feedRows(items, {
    userUuid: ada,
    today: new Date(createdAt(0)),
    readUpTo: readAt === undefined ? null : uuidAt(readAt),
    hadUnread: readAt !== undefined,
  });
const DAY = 24 * 60;

describe('The rows of a conversation', () => {
  it('begin each day with its heading', () => {
    const rows = rowsOf([item(-DAY), item(-DAY + 1), item(0)]);
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'item', 'item', 'day', 'item']);
    expect(rows[0]).toMatchObject({ heading: 'Yesterday' });
    expect(rows[3]).toMatchObject({ heading: 'Today' });
  });

  it('put messages of one person in quick succession together', () => {
    const rows = rowsOf([item(0), item(1), item(2, ada), item(20, ada)]);
    const runs = rows.flatMap((row) => (row.kind === 'item' ? [[row.startsRun, row.endsRun]] : []));
    expect(runs).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  it('show once where the unread ones begin, which are never one’s own', () => {
    const rows = rowsOf([item(0), item(1, ada), item(2), item(3)], 0);
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'item', 'item', 'unread', 'item', 'item']);
  });

  it('show no such line where all had been read', () => {
    const rows = feedRows([item(0), item(1)], {
      userUuid: ada,
      today: new Date(createdAt(0)),
      readUpTo: uuidAt(0),
      hadUnread: false,
    });
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'item', 'item']);
  });

  it('go on with the day where something is on its way, or was refused, since one before', () => {
    const waiting: TimelineItem = {
      kind: 'pending',
      key: 'T1',
      entry: {
        clientToken: 'T1',
        messageGroupUuid: group,
        recipient: { uuid: ben, handle: 'ben', displayName: 'Ben' },
        message: 'of yesterday',
        createdAt: createdAt(-DAY),
        after: null,
      },
    };
    const rows = rowsOf([item(-DAY - 1), item(0), waiting]);
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'item', 'day', 'item', 'item']);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });

  it('have keys of their own', () => {
    const keys = rowsOf([item(-DAY), item(0), item(1)], 0).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
