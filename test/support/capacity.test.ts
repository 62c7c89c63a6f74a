import { describe, expect, test } from 'vitest';
import {
  failedWriteUnits,
  getUnits,
  type Item,
  type ItemChange,
  itemSize,
  queryUnits,
  type TableShape,
  writeUnits,
} from './capacity.js';

/** The table of the measurements: see [DYNOXIDE] in capacity.ts. */
const GSI = { name: 'gsi-inc', keys: ['gsiPk'], projection: ['proj'] } as const;
const LSI = { name: 'lsi-all', keys: ['pk', 'lsiSk'], projection: 'ALL' } as const;
const keys = ['pk', 'sk'];
const measured: TableShape = { keys, indexes: [GSI, LSI] };
const only = (index: TableShape['indexes'][number]): TableShape => ({ keys, indexes: [index] });

const item = (attributes: Record<string, string>): Item =>
  Object.fromEntries(Object.entries({ sk: '1', ...attributes }).map(([k, S]) => [k, { S }]));

/** Table, GSI and LSI units of one item's part of a transaction. */
const arms = (...changes: ItemChange[]) => {
  const units = (table: TableShape) =>
    changes.map((change) => writeUnits(change, { table, transaction: true }));
  const total = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return {
    table: total(units(measured).map((of) => of.table)),
    gsi: total(units(only(GSI)).map((of) => of.indexes)),
    lsi: total(units(only(LSI)).map((of) => of.indexes)),
    both: total(units(measured).map((of) => of.indexes)),
  };
};

const x = (bytes: number): string => 'x'.repeat(bytes);

describe('what transactions cost, as measured on AWS on 2026-08-13', () => {
  const member = item({ pk: 'a', gsiPk: 'g1', lsiSk: 'L1' });

  const rows: [string, ItemChange[], { table: number; gsi: number; lsi: number }][] = [
    [
      'A1 a put of a member of the GSI',
      [{ after: item({ pk: 'a1', gsiPk: 'g1' }) }],
      { table: 2, gsi: 1, lsi: 0 },
    ],
    [
      'A2 a put of a member of no index',
      [{ after: item({ pk: 'a2', other: 'o' }) }],
      { table: 2, gsi: 0, lsi: 0 },
    ],
    [
      'A3 a put of a member of both indexes',
      [{ after: item({ pk: 'a3', gsiPk: 'g1', lsiSk: 'L1', proj: 'p' }) }],
      { table: 2, gsi: 1, lsi: 1 },
    ],
    [
      'A4 an overwrite with the same item',
      [{ before: member, after: member }],
      { table: 2, gsi: 0, lsi: 0 },
    ],
    [
      'A5 an update of what the GSI does not project',
      [{ before: { ...member, other: { S: 'o' } }, after: { ...member, other: { S: 'o2' } } }],
      { table: 2, gsi: 0, lsi: 1 },
    ],
    [
      'A7 a move of the GSI key',
      [{ before: member, after: { ...member, gsiPk: { S: 'g2' } } }],
      { table: 2, gsi: 2, lsi: 1 },
    ],
    ['A10 a delete from both indexes', [{ before: member }], { table: 2, gsi: 1, lsi: 1 }],
    ['A12 a condition check', [{ before: member, after: member }], { table: 2, gsi: 0, lsi: 0 }],
    [
      'A13 two puts into both indexes',
      [{ after: member }, { after: { ...member, pk: { S: 'a14' } } }],
      { table: 4, gsi: 2, lsi: 2 },
    ],
    [
      'B3 a put that makes an item small',
      [{ before: item({ pk: 'b3', other: x(3000) }), after: item({ pk: 'b3' }) }],
      { table: 6, gsi: 0, lsi: 0 },
    ],
    [
      'B5 a delete of a large item',
      [{ before: item({ pk: 'b5', gsiPk: 'g1', proj: x(3000) }) }],
      { table: 6, gsi: 3, lsi: 0 },
    ],
    [
      'B7 a move of the GSI key of a large item',
      [
        {
          before: item({ pk: 'b7', gsiPk: 'g1', proj: x(1500) }),
          after: item({ pk: 'b7', gsiPk: 'g9', proj: x(1500) }),
        },
      ],
      { table: 4, gsi: 4, lsi: 0 },
    ],
    [
      'J3 an update that makes an entry small',
      [
        {
          before: item({ pk: 'j3', gsiPk: 'g1', proj: x(3000) }),
          after: item({ pk: 'j3', gsiPk: 'g1', proj: 'p' }),
        },
      ],
      { table: 6, gsi: 3, lsi: 0 },
    ],
    ['F4 an update that makes the item', [{ after: member }], { table: 2, gsi: 1, lsi: 1 }],
    ['K1 a delete of nothing', [{}], { table: 2, gsi: 0, lsi: 0 }],
  ];

  test.each(rows)('%s', (_, changes, expected) => {
    expect(arms(...changes)).toEqual({ ...expected, both: expected.gsi + expected.lsi });
  });
});

describe('what one item costs, by the developer guide', () => {
  const table: TableShape = { keys, indexes: [] };
  const one = (bytes: number): Item => ({ pk: { S: x(bytes - 2) } });

  test('a write unit is a kilobyte that was begun', () => {
    const put = (bytes: number) =>
      writeUnits({ after: one(bytes) }, { table, transaction: false }).table;
    expect([1, 1024, 1025, 2048, 2049].map((bytes) => put(Math.max(bytes, 2)))).toEqual([
      1, 1, 2, 2, 3,
    ]);
  });

  test('a read unit is four kilobytes, half of it where an older answer will do, twice in a transaction', () => {
    const of = (consistency: Parameters<typeof getUnits>[1]) =>
      [4096, 4097].map((bytes) => getUnits(one(bytes), consistency));
    expect(of('EVENTUAL')).toEqual([0.5, 1]);
    expect(of('STRONG')).toEqual([1, 2]);
    expect(of('TRANSACTION')).toEqual([2, 4]);
    expect(getUnits(undefined, 'STRONG')).toBe(1);
  });

  test('a query rounds the sum of its items', () => {
    expect(queryUnits([one(1500), one(6500)], 'STRONG')).toBe(2);
    expect(queryUnits([one(1692), one(6501)], 'STRONG')).toBe(3);
    expect(queryUnits([], 'EVENTUAL')).toBe(0.5);
  });

  test('a failed condition costs the larger of the item there and the item to be put', () => {
    const change = { before: one(300 * 1024), after: one(310 * 1024) };
    expect(failedWriteUnits(change, { transaction: false })).toEqual({ table: 310, indexes: 0 });
    expect(failedWriteUnits({}, { transaction: true })).toEqual({ table: 2, indexes: 0 });
  });
});

describe('the size of an item', () => {
  test.each<[string, Item, number]>([
    ['text is its UTF-8 bytes', { name: { S: 'é🎆' } }, 4 + 6],
    ['a number is a byte and one for two digits', { n: { N: '12345' } }, 1 + 1 + 3],
    ['a number loses the zeros at its ends', { n: { N: '1000' } }, 1 + 1 + 1],
    ['a minus sign is a byte', { n: { N: '-12' } }, 1 + 1 + 1 + 1],
    ['bytes are counted raw', { b: { B: new Uint8Array(7) } }, 1 + 7],
    ['a boolean is a byte', { yes: { BOOL: true } }, 3 + 1],
    ['null is a byte', { no: { NULL: true } }, 2 + 1],
    ['a set is its elements', { s: { SS: ['ab', 'c'] } }, 1 + 3],
    ['an empty list is three bytes', { l: { L: [] } }, 1 + 3],
    [
      'a list has a byte more for each element',
      { l: { L: [{ S: 'ab' }, { S: 'c' }] } },
      1 + 3 + 2 + 3,
    ],
    ['a map has a byte more for each entry', { m: { M: { k: { S: 'ab' } } } }, 1 + 3 + 1 + 1 + 2],
  ])('%s', (_, of, bytes) => {
    expect(itemSize(of)).toBe(bytes);
  });
});
