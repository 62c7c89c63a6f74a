import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkFilter } from '../../local/appsync/realtime/filterLimits.js';
import { filterMatcher } from '../../local/appsync/realtime/filters.js';
import type { LiveSubscription } from '../../local/appsync/realtime/subscription.js';
import { Subscriptions } from '../../local/appsync/realtime/subscriptions.js';
import type { SubscriptionFilter } from '../../local/appsync/types.js';
import { naiveMatch } from './naiveFilter.js';

type Condition = [fieldName: string, operator: string, value: unknown];

const filterOf = (...groups: Condition[][]): SubscriptionFilter => ({
  filterGroup: groups.map((conditions) => ({
    filters: conditions.map(([fieldName, operator, value]) => ({ fieldName, operator, value })),
  })),
});

describe('an operator', () => {
  it.each<[string, unknown, unknown, boolean]>([
    // From the examples of the guide (extensions-js).
    ['eq', 'AWS AppSync', 'AWS AppSync', true],
    ['ne', 'AWS Lambda', 'AWS AppSync', true],
    ['le', 5, 5, true],
    ['lt', 5, 5, false],
    ['ge', 5, 5, true],
    ['gt', 5, 5, false],
    ['contains', [5, 10], 10, true],
    ['contains', 'a launch event', 'launch', true],
    ['notContains', 'a landing event', 'launch', true],
    ['notContains', 'a launch event', 'launch', false],
    ['beginsWith', 'AWS AppSync', 'AWS', true],
    ['in', 2, [1, 2, 3], true],
    ['in', 4, [1, 2, 3], false],
    ['notIn', 4, [1, 2, 3], true],
    ['notIn', 2, [1, 2, 3], false],
    ['between', 1, [1, 5], false],
    ['between', 2, [1, 5], true],
    ['between', 4, [1, 5], true],
    ['between', 5, [1, 5], false],
    ['containsAny', [10, 11], [10, 15], true],
    ['containsAny', [15, 20, 30], [10, 15], true],
    ['containsAny', [20, 30], [10, 15], false],
    // Measured on the service: notContains on a list matches everything.
    ['notContains', [5, 10], 10, true],
    // Case and type.
    ['eq', 'aws', 'AWS', false],
    ['eq', 1, '1', false],
    ['ne', 1, '1', true],
    ['lt', 1, '2', false],
    ['gt', '10', '9', false],
    ['lt', 'Z', 'a', true],
    ['between', 'm', ['a', 'z'], true],
    ['contains', 'AWS', 'aws', false],
    ['contains', 5, 5, true],
    ['beginsWith', 10, '1', false],
    ['containsAny', 10, [10], false],
    // A null field.
    ['eq', null, 'x', false],
    ['ne', null, 'x', true],
    ['le', null, 5, false],
    ['notIn', null, ['x'], true],
    ['notContains', null, 'x', true],
    ['contains', null, 'x', false],
    // An object is equal to nothing, and different from nothing.
    ['eq', { a: 1 }, 'x', false],
    ['ne', { a: 1 }, 'x', false],
    ['notIn', [1], [2], false],
  ])('%s of %j with %j is %j', (operator, field, value, expected) => {
    expect(filterMatcher(filterOf([['f', operator, value]])).matches({ f: field })).toBe(expected);
  });

  it('on a field that the mutation did not select sees null', () => {
    expect(filterMatcher(filterOf([['f', 'ne', 'x']])).matches({})).toBe(true);
    expect(filterMatcher(filterOf([['f', 'eq', 'x']])).matches({})).toBe(false);
    expect(filterMatcher(filterOf([['toString', 'ne', 'x']])).matches({})).toBe(true);
  });

  it('goes into nested objects, not into lists of them', () => {
    const filter = filterMatcher(filterOf([['a.b.c.d.e', 'eq', 1]]));
    expect(filter.matches({ a: { b: { c: { d: { e: 1 } } } } })).toBe(true);
    expect(filter.matches({ a: { b: null } })).toBe(false);
    expect(filter.matches({ a: [{ b: { c: { d: { e: 1 } } } }] })).toBe(false);
    expect(filterMatcher(filterOf([['a.b', 'ne', 1]])).matches({ a: [{ b: 2 }] })).toBe(false);
    expect(filterMatcher(filterOf([['a.b', 'contains', 1]])).matches({ a: { b: [1] } })).toBe(true);
  });

  it('beginsWith on a nested path matches nothing, as measured on the service', () => {
    const filter = filterMatcher(filterOf([['a.b', 'beginsWith', 'AWS']]));
    expect(filter.matches({ a: { b: 'AWS AppSync' } })).toBe(false);
  });

  it('never holds for a list of objects at the top', () => {
    expect(filterMatcher(filterOf([['f', 'ne', 1]])).matches([{ f: 2 }])).toBe(false);
  });
});

describe('a filter at subscribe time', () => {
  const text = (length: number) => 'x'.repeat(length);
  const seen = 'subscription filter has invalid filter value for operator';
  it.each<[string, SubscriptionFilter, string | undefined]>([
    [
      'of 5 field names passes',
      filterOf('abcde'.split('').map((name): Condition => [name, 'eq', 1])),
      undefined,
    ],
    [
      'of 6 field names',
      filterOf('abcdef'.split('').map((name): Condition => [name, 'eq', 1])),
      'Filters exceed maximum attributes limit 5 for subscription.',
    ],
    [
      'of 6 field names in several groups',
      filterOf(...'abcdef'.split('').map((name): Condition[] => [[name, 'eq', 1]])),
      'Filters exceed maximum attributes limit 5 for subscription.',
    ],
    [
      'with one field twice in a group',
      filterOf([
        ['a', 'ge', 1],
        ['a', 'le', 2],
      ]),
      'subscription filter uses same fieldName multiple time in single filter object.',
    ],
    [
      'with one field in two groups passes',
      filterOf([['a', 'ge', 1]], [['a', 'le', 2]]),
      undefined,
    ],
    [
      'of 10 groups passes',
      filterOf(...Array.from({ length: 10 }, (): Condition[] => [['a', 'eq', 1]])),
      undefined,
    ],
    [
      'of 11 groups',
      filterOf(...Array.from({ length: 11 }, (): Condition[] => [['a', 'eq', 1]])),
      'Filters combination exceed maximum limit 10 for subscription.',
    ],
    [
      'of 5 × 2 values of in passes',
      filterOf([
        ['a', 'in', [1, 2, 3, 4, 5]],
        ['b', 'in', [1, 2]],
      ]),
      undefined,
    ],
    [
      'of 4 × 3 values of in',
      filterOf([
        ['a', 'in', [1, 2, 3, 4]],
        ['b', 'in', [1, 2, 3]],
      ]),
      'Filters combination exceed maximum limit 10 for subscription.',
    ],
    [
      'of notIn is not expanded',
      filterOf([
        ['a', 'notIn', [1, 2, 3, 4]],
        ['b', 'notIn', [1, 2, 3]],
      ]),
      undefined,
    ],
    [
      'of 6 values of in',
      filterOf([['a', 'in', [1, 2, 3, 4, 5, 6]]]),
      'subscription exceeds maximum value limit 5 for operator `in`.',
    ],
    [
      'of 6 values of notIn',
      filterOf([['a', 'notIn', [1, 2, 3, 4, 5, 6]]]),
      'subscription exceeds maximum value limit 5 for operator `notIn`.',
    ],
    [
      'of 20 values of containsAny passes',
      filterOf([['a', 'containsAny', Array(20).fill(1)]]),
      undefined,
    ],
    [
      'of 21 values of containsAny',
      filterOf([['a', 'containsAny', Array(21).fill(1)]]),
      'subscription exceeds maximum value limit 20 for operator `containsAny`.',
    ],
    [
      'of no value of containsAny',
      filterOf([['a', 'containsAny', []]]),
      `${seen} \`containsAny\`.`,
    ],
    ['of no value of in', filterOf([['a', 'in', []]]), `${seen} \`in\`.`],
    ['of a single value of in', filterOf([['a', 'in', 'x']]), `${seen} \`in\`.`],
    ['of an object in in', filterOf([['a', 'in', [{}]]]), `${seen} \`in\`.`],
    ['of eq null', filterOf([['a', 'eq', null]]), `${seen} \`eq\`.`],
    ['of eq without a value', filterOf([['a', 'eq', undefined]]), `${seen} \`eq\`.`],
    ['of eq with a list', filterOf([['a', 'eq', ['x']]]), `${seen} \`eq\`.`],
    ['of eq with a boolean passes', filterOf([['a', 'eq', false]]), undefined],
    ['of lt with a boolean', filterOf([['a', 'lt', false]]), `${seen} \`lt\`.`],
    ['of contains with a boolean', filterOf([['a', 'contains', true]]), `${seen} \`contains\`.`],
    ['of beginsWith with a number', filterOf([['a', 'beginsWith', 1]]), `${seen} \`beginsWith\`.`],
    ['of between with three', filterOf([['a', 'between', [1, 2, 3]]]), `${seen} \`between\`.`],
    ['of between with two types', filterOf([['a', 'between', [1, 'z']]]), `${seen} \`between\`.`],
    ['of 256 characters passes', filterOf([['a', 'eq', text(256)]]), undefined],
    [
      'of 257 characters',
      filterOf([['a', 'eq', text(257)]]),
      'subscription filter exceeds maximum string length 256 for operator `eq`.',
    ],
    [
      'of 257 characters in a list',
      filterOf([['a', 'in', ['x', text(257)]]]),
      'subscription filter exceeds maximum string length 256 for operator `in`.',
    ],
    [
      'of a field name of 257 characters',
      filterOf([[text(257), 'eq', 1]]),
      'subscription filter has invalid fieldName.',
    ],
    [
      'without a field name',
      filterOf([['', 'eq', 1]]),
      'subscription filter has invalid fieldName.',
    ],
    ['of 5 levels passes', filterOf([['a.b.c.d.e', 'eq', 1]]), undefined],
    [
      'of 6 levels',
      filterOf([['a.b.c.d.e.f', 'eq', 1]]),
      'subscription filter exceeds maximum nesting level 5 for fieldName `a.b.c.d.e.f`.',
    ],
    [
      'of an unknown operator',
      filterOf([['a', 'EQ', 1]]),
      'subscription filter has invalid operator.',
    ],
    [
      'of an operator that every object has',
      filterOf([['a', 'constructor', 1]]),
      'subscription filter has invalid operator.',
    ],
    ['of no groups', filterOf(), 'subscription filter has no filters.'],
    ['of an empty group', filterOf([]), 'subscription filter has no filters.'],
  ])('%s', (_name, filter, message) => {
    expect(checkFilter(filter)).toEqual(
      message === undefined ? undefined : { message, errorCode: 400 },
    );
  });
});

describe('whatever the filter and the payload', () => {
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

  it('a filter matches what a plain reading of the rules matches', () => {
    fc.assert(
      fc.property(filters, payload, (filter, event) => {
        expect(filterMatcher(filter).matches(event)).toBe(naiveMatch(filter, event));
      }),
      { numRuns: 20_000 },
    );
  });

  it('the index finds the subscriptions that looking at each one finds', () => {
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
            matcher: filterMatcher(filter),
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
          subscriptions.deliver({ fieldName: 'send', payload: event });
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
