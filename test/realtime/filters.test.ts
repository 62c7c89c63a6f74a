import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkFilter } from '../../local/appsync/realtime/filterLimits.js';
import { FilterMatcher } from '../../local/appsync/realtime/filters.js';
import type { LiveSubscription } from '../../local/appsync/realtime/subscription.js';
import { Subscriptions } from '../../local/appsync/realtime/subscriptions.js';
import { filterOf, type Condition } from './filterOf.js';
import { naiveMatch } from './naiveFilter.js';

/** Does the operator hold for the field and the value? */
type Case = [operator: string, field: unknown, value: unknown, holds: boolean];

const OPERATORS_WITH_VALUES: [operator: string, value: unknown][] = [
  ['eq', 'x'],
  ['ne', 'x'],
  ['le', 'x'],
  ['lt', 'x'],
  ['ge', 'x'],
  ['gt', 'x'],
  ['contains', 'x'],
  ['notContains', 'x'],
  ['beginsWith', 'x'],
  ['in', ['x']],
  ['notIn', ['x']],
  ['between', ['', 'z']],
  ['containsAny', ['x']],
];

/** One case for every operator: true for those named. */
const each = (field: unknown, ...holding: string[]) =>
  OPERATORS_WITH_VALUES.map(([operator, value]): Case => [
    operator,
    field,
    value,
    holding.includes(operator),
  ]);

describe('an operator', () => {
  it.each<[string, Case[]]>([
    [
      'eq and ne compare strings, numbers and booleans',
      [
        ['eq', 'AWS AppSync', 'AWS AppSync', true],
        ['eq', 'AWS Lambda', 'AWS AppSync', false],
        ['eq', 5, 5, true],
        ['eq', 6, 5, false],
        ['eq', true, true, true],
        ['eq', true, false, false],
        ['ne', 'AWS Lambda', 'AWS AppSync', true],
        ['ne', 'AWS AppSync', 'AWS AppSync', false],
        ['ne', 6, 5, true],
        ['ne', 5, 5, false],
        ['ne', true, false, true],
        ['ne', true, true, false],
      ],
    ],
    [
      'le, lt, ge and gt order strings and numbers',
      [
        ...[
          [4, 5, 10],
          ['Z', 'a', 'aa'],
        ].flatMap(([below, same, above]): Case[] => [
          ['le', below, same, true],
          ['le', same, same, true],
          ['le', above, same, false],
          ['lt', below, same, true],
          ['lt', same, same, false],
          ['lt', above, same, false],
          ['ge', below, same, false],
          ['ge', same, same, true],
          ['ge', above, same, true],
          ['gt', below, same, false],
          ['gt', same, same, false],
          ['gt', above, same, true],
        ]),
        // Ordered by UTF-16 units, not by code points: the first unit is half of a surrogate pair.
        ['lt', '\u{1F600}', '\uFFFD', true],
      ],
    ],
    [
      'contains finds a substring',
      [
        ['contains', 'a launch event', 'launch', true],
        ['contains', 'a landing event', 'launch', false],
      ],
    ],
    [
      'contains finds a member of a list, not a part of a member',
      [
        ['contains', [5, 10], 10, true],
        ['contains', [5, 10], 1, false],
        ['contains', ['a launch event'], 'a launch event', true],
        ['contains', ['a launch event'], 'launch', false],
      ],
    ],
    [
      'contains takes a number for the one thing in it',
      [
        ['contains', 5, 5, true],
        ['contains', 55, 5, false],
        ['notContains', 5, 5, false],
        ['notContains', 55, 5, true],
      ],
    ],
    [
      'notContains is the opposite of contains for a string',
      [
        ['notContains', 'a landing event', 'launch', true],
        ['notContains', 'a launch event', 'launch', false],
      ],
    ],
    [
      'notContains matches every list',
      [
        ['notContains', [5, 10], 10, true],
        ['notContains', [5, 10], 11, true],
        ['notContains', [], 10, true],
      ],
    ],
    [
      'beginsWith compares the start of a string',
      [
        ['beginsWith', 'AWS AppSync', 'AWS', true],
        ['beginsWith', 'AWS AppSync', 'AppSync', false],
        ['beginsWith', 10, '1', false],
      ],
    ],
    [
      'in and notIn look for the value in a list',
      [
        ...[1, 2, 3, 4].flatMap((field): Case[] => [
          ['in', field, [1, 2, 3], field < 4],
          ['notIn', field, [1, 2, 3], field === 4],
        ]),
        ...['a', 'b', 'c'].flatMap((field): Case[] => [
          ['in', field, ['a', 'b'], field !== 'c'],
          ['notIn', field, ['a', 'b'], field === 'c'],
        ]),
      ],
    ],
    [
      'between excludes both borders',
      [
        ...[0, 1, 2, 3, 4, 5, 6].map((field): Case => {
          return ['between', field, [1, 5], [2, 3, 4].includes(field)];
        }),
        ['between', 'a', ['a', 'm'], false],
        ['between', 'b', ['a', 'm'], true],
        ['between', 'm', ['a', 'm'], false],
      ],
    ],
    [
      'containsAny holds when one value is a member of the list',
      [
        ['containsAny', [10, 11], [10, 15], true],
        ['containsAny', [15, 20, 30], [10, 15], true],
        ['containsAny', [20, 30], [10, 15], false],
        ['containsAny', 10, [10], false],
        ['containsAny', 'ab', ['a'], false],
      ],
    ],
    [
      'compares strings case-sensitively',
      [
        ['eq', 'aws', 'AWS', false],
        ['ne', 'aws', 'AWS', true],
        ['le', 'aws', 'AWS', false],
        ['gt', 'aws', 'AWS', true],
        ['contains', 'AWS', 'aws', false],
        ['contains', ['AWS'], 'aws', false],
        ['notContains', 'AWS', 'aws', true],
        ['beginsWith', 'AWS', 'aws', false],
        ['in', 'aws', ['AWS'], false],
        ['notIn', 'aws', ['AWS'], true],
        ['between', 'Z', ['a', 'z'], false],
        ['containsAny', ['aws'], ['AWS'], false],
      ],
    ],
    [
      'treats values of different types as unequal and unordered',
      [
        ...[
          [1, '1'],
          ['1', 1],
        ].flatMap(([field, value]): Case[] => [
          ['eq', field, value, false],
          ['ne', field, value, true],
          ['le', field, value, false],
          ['lt', field, value, false],
          ['ge', field, value, false],
          ['gt', field, value, false],
          ['in', field, [value], false],
          ['notIn', field, [value], true],
          ['contains', [field], value, false],
          ['containsAny', [field], [value], false],
        ]),
        ['eq', 1, true, false],
        ['eq', 'true', true, false],
        ['lt', 1, '2', false],
        ['gt', '10', '9', false],
        ['contains', 'no. 5', 5, false],
        ['between', 2, ['1', '3'], false],
        ['between', '2', [1, 3], false],
      ],
    ],
    [
      'holds for a null field only if it is ne, notIn or notContains',
      each(null, 'ne', 'notIn', 'notContains'),
    ],
    [
      'never treats an object or a list as a scalar',
      [...each({ x: 'x' }), ...each(['x'], 'contains', 'notContains', 'containsAny')],
    ],
  ])('%s', (_name, cases) => {
    for (const [operator, field, value, expected] of cases) {
      const found = new FilterMatcher(filterOf([['f', operator, value]])).matches({ f: field });
      expect(found, `${operator} of ${JSON.stringify(field)}`).toBe(expected);
    }
  });

  it('sees null for a field that the mutation did not select', () => {
    expect(new FilterMatcher(filterOf([['f', 'ne', 'x']])).matches({})).toBe(true);
    expect(new FilterMatcher(filterOf([['f', 'eq', 'x']])).matches({})).toBe(false);
    expect(new FilterMatcher(filterOf([['toString', 'ne', 'x']])).matches({})).toBe(true);
  });

  it('follows a path into nested objects, not into lists', () => {
    const filter = new FilterMatcher(filterOf([['a.b.c.d.e', 'eq', 1]]));
    expect(filter.matches({ a: { b: { c: { d: { e: 1 } } } } })).toBe(true);
    expect(filter.matches({ a: { b: null } })).toBe(false);
    expect(filter.matches({ a: [{ b: { c: { d: { e: 1 } } } }] })).toBe(false);
    expect(new FilterMatcher(filterOf([['a.b', 'ne', 1]])).matches({ a: [{ b: 2 }] })).toBe(false);
    expect(new FilterMatcher(filterOf([['a.b', 'contains', 1]])).matches({ a: { b: [1] } })).toBe(
      true,
    );
  });

  it('beginsWith on a nested path matches nothing, as measured on the service', () => {
    const filter = new FilterMatcher(filterOf([['a.b', 'beginsWith', 'AWS']]));
    expect(filter.matches({ a: { b: 'AWS AppSync' } })).toBe(false);
  });

  it('never holds for a payload that is a list', () => {
    for (const operator of ['eq', 'ne']) {
      for (const value of [1, 2]) {
        expect(new FilterMatcher(filterOf([['f', operator, value]])).matches([{ f: 2 }])).toBe(
          false,
        );
      }
    }
  });
});

describe('for every filter and payload', () => {
  const scalar = fc.oneof(
    fc.constantFrom('', 'a', 'ab', 'abc', 'B', 'é', '1'),
    fc.integer({ min: -2, max: 3 }),
    fc.constantFrom(0.5, -0.5),
  );
  const lists = (max: number) => fc.array(scalar, { minLength: 1, maxLength: max });
  const fieldName = fc.constantFrom('a', 'b', 'o.a', 'o.b', 'o.p.a');
  const condition = fieldName.chain((name) =>
    fc
      .oneof(
        fc.tuple(fc.constantFrom('eq', 'ne'), fc.oneof(scalar, fc.boolean())),
        fc.tuple(fc.constantFrom('le', 'lt', 'ge', 'gt', 'contains', 'notContains'), scalar),
        fc.tuple(fc.constant('beginsWith'), fc.constantFrom('', 'a', 'ab', 'B')),
        fc.tuple(fc.constantFrom('in', 'notIn'), lists(3)),
        fc.tuple(fc.constant('containsAny'), lists(5)),
        fc.tuple(fc.constant('between'), fc.tuple(fc.integer({ max: 3 }), fc.integer({ min: -2 }))),
        fc.tuple(fc.constant('between'), fc.constantFrom(['', 'b'], ['a', 'abc'], ['z', 'a'])),
      )
      .map(([operator, value]): Condition => [name, operator, value]),
  );
  const filters = fc
    .array(fc.uniqueArray(condition, { minLength: 1, maxLength: 3, selector: ([name]) => name }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((groups) => filterOf(...groups))
    .filter((filter) => checkFilter(filter) === undefined);
  const leaf = fc.oneof(scalar, fc.boolean(), fc.constant(null), lists(3), fc.constant([{ a: 1 }]));
  const object = fc.record({ a: leaf, b: leaf }, { requiredKeys: [] });
  const payload = fc.record(
    {
      a: leaf,
      b: leaf,
      o: fc.oneof(
        fc.constant(null),
        fc.array(object, { maxLength: 2 }),
        fc.tuple(object, object).map(([outer, p]) => ({ ...outer, p })),
      ),
    },
    { requiredKeys: [] },
  );

  it('a filter matches exactly what a naive implementation of the rules matches', () => {
    fc.assert(
      fc.property(filters, payload, (filter, event) => {
        expect(new FilterMatcher(filter).matches(event)).toBe(naiveMatch(filter, event));
      }),
      { numRuns: 20_000 },
    );
  });

  it('the index finds exactly the subscriptions that a full scan finds', () => {
    const log = { warn() {}, error() {} };
    fc.assert(
      fc.property(
        fc.array(filters, { maxLength: 8 }),
        fc.array(fc.nat(7)),
        payload,
        (all, removed, event) => {
          const subscriptions = new Subscriptions({ payloadBytes: 1_000_000, log });
          const got: number[] = [];
          const live = all.map((filter, number): LiveSubscription => ({
            fieldName: 'onMessage',
            mutations: ['send'],
            matcher: new FilterMatcher(filter),
            invalidation: undefined,
            render: () => ({}),
            deliver: () => got.push(number),
            complete() {},
            disconnect() {},
          }));
          for (const subscription of live) subscriptions.add(subscription);
          const gone = new Set(removed.filter((number) => number < all.length));
          for (const number of gone) {
            const subscription = live[number];
            if (subscription) subscriptions.remove(subscription);
          }
          Array.from(subscriptions.deliver({ fieldName: 'send', payload: event }));
          const expected = all.flatMap((filter, number) =>
            !gone.has(number) && naiveMatch(filter, event) ? [number] : [],
          );
          expect(got.sort()).toEqual(expected);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
