import { describe, expect, it } from 'vitest';

import { checkFilter } from '../../local/appsync/realtime/filterLimits.js';
import type { SubscriptionFilter } from '../../local/appsync/types.js';
import { filterOf, type Condition } from './filterOf.js';

describe('a filter at subscribe time', () => {
  const text = (length: number) => 'x'.repeat(length);
  const one = (operator: string, value: unknown, fieldName = 'a') =>
    filterOf([[fieldName, operator, value]]);
  const ins = (...lengths: number[]) =>
    lengths.map((length, at): Condition => [`f${at}`, 'in', Array(length).fill(1)]);
  const names = (all: string) => all.split('').map((name): Condition => [name, 'eq', 1]);
  const groups = (count: number) => Array.from({ length: count }, () => names('a'));
  const tooManyNames = 'Filters exceed maximum attributes limit 5 for subscription.';
  const tooMany = 'Filters combination exceed maximum limit 10 for subscription.';
  const unfit = (operator: string, ...values: unknown[]) =>
    values.map((value): [SubscriptionFilter, string] => [
      one(operator, value),
      `subscription filter has invalid filter value for operator \`${operator}\`.`,
    ]);

  interface Limit {
    readonly passes?: SubscriptionFilter[];
    readonly refused: [filter: SubscriptionFilter, message: string][];
  }

  it.each<[string, Limit]>([
    [
      'has 5 distinct field names',
      { passes: [filterOf(names('abcde'))], refused: [[filterOf(names('abcdef')), tooManyNames]] },
    ],
    [
      'has at most 5 distinct field names in all groups together',
      {
        passes: [filterOf(names('abc'), names('cde'))],
        refused: [[filterOf(names('abc'), names('def')), tooManyNames]],
      },
    ],
    [
      'has each field name once in a group',
      {
        passes: [filterOf([['a', 'ge', 1]], [['a', 'le', 2]])],
        refused: [
          [
            filterOf([
              ['a', 'ge', 1],
              ['a', 'le', 2],
            ]),
            'subscription filter uses same fieldName multiple time in single filter object.',
          ],
        ],
      },
    ],
    [
      'has 10 groups, in counted as one a value',
      {
        passes: [
          filterOf(...groups(10)),
          filterOf(ins(5, 2)),
          filterOf(ins(4), ins(3), ins(3)),
          filterOf(ins(5), ...groups(5)),
        ],
        refused: [
          [filterOf(...groups(11)), tooMany],
          [filterOf(ins(4, 3)), tooMany],
          [filterOf(ins(4), ins(4), ins(3)), tooMany],
          [filterOf(ins(5), ...groups(6)), tooMany],
        ],
      },
    ],
    [
      'has notIn counted as one',
      {
        passes: [
          filterOf([
            ['a', 'notIn', [1, 2, 3, 4]],
            ['b', 'notIn', [1, 2, 3]],
          ]),
          filterOf(...groups(9), [['a', 'notIn', [1, 2, 3, 4]]]),
        ],
        refused: [[filterOf(...groups(10), [['a', 'notIn', [1, 2]]]), tooMany]],
      },
    ],
    [
      'has at most 5 values of in and of notIn',
      {
        passes: [one('in', [1, 2, 3, 4, 5]), one('notIn', [1, 2, 3, 4, 5])],
        refused: ['in', 'notIn'].map((operator): [SubscriptionFilter, string] => [
          one(operator, [1, 2, 3, 4, 5, 6]),
          `subscription exceeds maximum value limit 5 for operator \`${operator}\`.`,
        ]),
      },
    ],
    [
      'has at most 20 values of containsAny',
      {
        passes: [one('containsAny', Array(20).fill(1))],
        refused: [
          [
            one('containsAny', Array(21).fill(1)),
            'subscription exceeds maximum value limit 20 for operator `containsAny`.',
          ],
        ],
      },
    ],
    [
      'has no empty list',
      {
        refused: ['containsAny', 'in', 'notIn', 'between'].flatMap((operator) =>
          unfit(operator, []),
        ),
      },
    ],
    [
      'has a value that fits its operator',
      {
        passes: [
          ...['x', 1, false].flatMap((value) => [one('eq', value), one('ne', value)]),
          ...['le', 'lt', 'ge', 'gt', 'contains', 'notContains'].flatMap((operator) => [
            one(operator, 'x'),
            one(operator, 1),
          ]),
          one('beginsWith', 'x'),
          ...['in', 'notIn', 'containsAny'].flatMap((operator) => [
            one(operator, ['x', 'y']),
            one(operator, [1, 2]),
          ]),
          one('between', ['a', 'z']),
          one('between', [1, 2]),
        ],
        refused: [
          ...['eq', 'ne'].flatMap((operator) => unfit(operator, null, undefined, ['x'], {}, NaN)),
          ...['le', 'lt', 'ge', 'gt', 'contains', 'notContains'].flatMap((operator) =>
            unfit(operator, null, undefined, ['x'], {}, true),
          ),
          ...unfit('beginsWith', null, undefined, ['x'], {}, true, 1),
          ...['in', 'notIn', 'containsAny'].flatMap((operator) =>
            unfit(operator, null, undefined, 'x', {}, [{}], [null], [true]),
          ),
          ...unfit('between', null, undefined, 1, [1], [1, 2, 3], [1, 'z'], [true, true]),
        ],
      },
    ],
    [
      'has strings of at most 256 characters',
      {
        passes: [one('eq', text(256)), one('in', ['x', text(256)])],
        refused: [
          [
            one('eq', text(257)),
            'subscription filter exceeds maximum string length 256 for operator `eq`.',
          ],
          [
            one('in', ['x', text(257)]),
            'subscription filter exceeds maximum string length 256 for operator `in`.',
          ],
        ],
      },
    ],
    [
      'has field names of 1 to 256 characters',
      {
        passes: [one('eq', 1, text(256))],
        refused: [
          [one('eq', 1, text(257)), 'subscription filter has invalid fieldName.'],
          [one('eq', 1, ''), 'subscription filter has invalid fieldName.'],
        ],
      },
    ],
    [
      'has paths of at most 5 names',
      {
        passes: [one('eq', 1, 'a.b.c.d.e')],
        refused: [
          [
            one('eq', 1, 'a.b.c.d.e.f'),
            'subscription filter exceeds maximum nesting level 5 for fieldName `a.b.c.d.e.f`.',
          ],
        ],
      },
    ],
    [
      'has only known operators',
      {
        refused: ['EQ', 'constructor', ''].map((operator) => [
          one(operator, 1),
          'subscription filter has invalid operator.',
        ]),
      },
    ],
    [
      'has at least one group, and no empty group',
      {
        refused: [filterOf(), filterOf([]), filterOf(names('a'), [])].map((filter) => [
          filter,
          'subscription filter has no filters.',
        ]),
      },
    ],
  ])('%s', (_name, { passes = [], refused }) => {
    for (const filter of passes) {
      expect(checkFilter(filter), JSON.stringify(filter)).toBeUndefined();
    }
    for (const [filter, message] of refused) {
      expect(checkFilter(filter), JSON.stringify(filter)).toEqual({ message, errorCode: 400 });
    }
  });
});
