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
    hasOlder: false,
    line: readAt === undefined ? undefined : { after: uuidAt(readAt) },
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

  it('show the line only where no older message can be unread', () => {
    const kinds = (items: TimelineItem[], hasOlder: boolean, after: string | null): string[] =>
      feedRows(items, {
        userUuid: ada,
        today: new Date(createdAt(0)),
        hasOlder,
        line: { after },
      }).map(({ kind }) => kind);
    const items = [item(5), item(6)];
    expect(kinds(items, true, uuidAt(3))).toEqual(['item', 'item']);
    expect(kinds(items, true, null)).toEqual(['item', 'item']);
    expect(kinds(items, true, uuidAt(5))).toEqual(['item', 'unread', 'item']);
    expect(kinds(items, false, null)).toEqual(['day', 'unread', 'item', 'item']);
  });

  it('begin with a message while older ones exist, so that no row moves when those come', () => {
    const options = { userUuid: ada, today: new Date(createdAt(0)), line: undefined };
    const before = feedRows([item(0), item(1)], { ...options, hasOlder: true });
    const after = feedRows([item(-DAY), item(-1), item(0), item(1)], {
      ...options,
      hasOlder: false,
    });
    const keys = before.map(({ key }) => key);
    expect(after.map(({ key }) => key).slice(-keys.length)).toEqual(keys);
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
