import { otherOf } from '../../../resolvers/lib/members.js';
import { messageGroupKey, messageGroupPartition } from '../../../resolvers/lib/keys.js';
import type { Followed, Marks, Names } from './profile.js';
import { type Attributes, partitionPage, type WorkTable } from './table.js';
import { writeAll, writeItem } from './writeItem.js';

const markNames = ['suspendedUntil', 'hidesRead'] as const satisfies readonly (keyof Marks)[];

interface Page {
  readonly userUuid: string;
  /** The last row of the page before. */
  readonly after?: string;
  readonly followed: Followed;
  /** The names have changed: the other people's rows are written, too. */
  readonly namesToo: boolean;
}

/**
 * Make one page of rows follow the person's profile: their own rows its marks, the other people's rows
 * its names. Rows that do so already cost no write, which makes the last look cheap.
 *
 * @returns the last row of this page; undefined when no row is left
 */
export async function followPage(table: WorkTable, page: Page): Promise<string | undefined> {
  const { userUuid, after, followed, namesToo } = page;
  const { items: rows, last } = await partitionPage(
    table,
    messageGroupPartition(userUuid),
    after,
    ['sk', ...markNames].join(', '),
  );
  const { marks, names } = followed;
  const writes = rows.flatMap((row) => {
    const group = row.sk!.S!;
    return [
      ...(isMarked(row, marks) ? [] : [markRow(table, userUuid, group, marks)]),
      ...(namesToo && names ? [nameRow(table, otherOf(group, userUuid), group, names)] : []),
    ];
  });
  await writeAll(writes);
  return last;
}

const isMarked = (row: Attributes, marks: Marks): boolean =>
  markNames.every((name) => JSON.stringify(row[name]) === JSON.stringify(marks[name]));

function markRow(table: WorkTable, userUuid: string, group: string, marks: Marks): Promise<void> {
  const set = markNames.filter((name) => marks[name]);
  const removed = markNames.filter((name) => !marks[name]);
  const expression = [
    set.length > 0 ? `SET ${set.map((name) => `${name} = :${name}`).join(', ')}` : '',
    removed.length > 0 ? `REMOVE ${removed.join(', ')}` : '',
  ].join(' ');
  const values = Object.fromEntries(set.map((name) => [`:${name}`, marks[name]!]));
  return writeItem(table, { key: messageGroupKey(userUuid, group), expression, values });
}

const nameRow = (table: WorkTable, userUuid: string, group: string, names: Names): Promise<void> =>
  writeItem(table, {
    key: messageGroupKey(userUuid, group),
    expression: 'SET otherUserDisplayName = :name, otherUserHandle = :handle',
    only: '(otherUserDisplayName <> :name OR otherUserHandle <> :handle)',
    values: { ':name': names.otherUserDisplayName, ':handle': names.otherUserHandle },
  });
