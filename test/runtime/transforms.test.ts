import { describe, expect, it } from 'vitest';
import { faultOf, valueOf } from './support.js';

/** Recorded against AWS by localstack/appsync-utils: `__tests__/transform.test.js` and its snapshots. */

type Recording = [filter: string, expression: string, names: string[], values: object];

/** Everything that is recorded, by what it shows. */
const recordings: [what: string, recorded: Recording[]][] = [
  [
    'compares by eq, ne, lt, le, gt and ge, its values with `:field_operator`',
    [
      ['{ v: { eq: "x" } }', '(#v = :v_eq)', ['v'], { ':v_eq': { S: 'x' } }],
      ['{ v: { ne: "x" } }', '(#v <> :v_ne)', ['v'], { ':v_ne': { S: 'x' } }],
      ['{ v: { lt: "x" } }', '(#v < :v_lt)', ['v'], { ':v_lt': { S: 'x' } }],
      ['{ v: { le: "x" } }', '(#v <= :v_le)', ['v'], { ':v_le': { S: 'x' } }],
      ['{ v: { gt: "x" } }', '(#v > :v_gt)', ['v'], { ':v_gt': { S: 'x' } }],
      ['{ v: { ge: "x" } }', '(#v >= :v_ge)', ['v'], { ':v_ge': { S: 'x' } }],
      ['{ v: { eq: 1.5 } }', '(#v = :v_eq)', ['v'], { ':v_eq': { N: 1.5 } }],
      ['{ v: { eq: { a: 1 } } }', '(#v = :v_eq)', ['v'], { ':v_eq': { M: { a: { N: 1 } } } }],
      ['{ v: { eq: [1, 2] } }', '(#v = :v_eq)', ['v'], { ':v_eq': { L: [{ N: 1 }, { N: 2 }] } }],
    ],
  ],
  [
    'compares with null',
    [['{ v: { eq: null } }', '(#v = :v_eq)', ['v'], { ':v_eq': { NULL: null } }]],
  ],
  [
    'calls functions without a blank behind the comma',
    [
      [
        '{ v: { contains: "x" } }',
        '(contains(#v,:v_contains))',
        ['v'],
        { ':v_contains': { S: 'x' } },
      ],
      [
        '{ v: { notContains: "x" } }',
        '(NOT contains(#v,:v_notContains))',
        ['v'],
        { ':v_notContains': { S: 'x' } },
      ],
      [
        '{ v: { beginsWith: "x" } }',
        '(begins_with(#v,:v_beginsWith))',
        ['v'],
        { ':v_beginsWith': { S: 'x' } },
      ],
    ],
  ],
  [
    'takes the first two values of between',
    [
      [
        '{ v: { between: [1, 9, 3] } }',
        '(#v BETWEEN :v_between_start AND :v_between_end)',
        ['v'],
        { ':v_between_start': { N: 1 }, ':v_between_end': { N: 9 } },
      ],
    ],
  ],
  [
    'gives each value of in a placeholder',
    [
      [
        '{ v: { in: ["a", "b"] } }',
        '(#v IN (:v_in_0, :v_in_1))',
        ['v'],
        { ':v_in_0': { S: 'a' }, ':v_in_1': { S: 'b' } },
      ],
    ],
  ],
  [
    'asks whether an attribute exists, or does not',
    [
      ['{ v: { attributeExists: true } }', '(attribute_exists(#v))', ['v'], {}],
      ['{ v: { attributeExists: false } }', '(attribute_not_exists(#v))', ['v'], {}],
    ],
  ],
  [
    'puts size around the attribute, also in functions that DynamoDB refuses',
    [
      ['{ v: { size: { gt: 2 } } }', '(size(#v) > :v_size_gt)', ['v'], { ':v_size_gt': { N: 2 } }],
      [
        '{ v: { size: { between: [1, 3] } } }',
        '(size(#v) BETWEEN :v_size_between_start AND :v_size_between_end)',
        ['v'],
        { ':v_size_between_start': { N: 1 }, ':v_size_between_end': { N: 3 } },
      ],
      [
        '{ v: { size: { contains: "x" } } }',
        '(contains(size(#v),:v_size_contains))',
        ['v'],
        { ':v_size_contains': { S: 'x' } },
      ],
      ['{ v: { size: { attributeExists: true } } }', '(attribute_exists(size(#v)))', ['v'], {}],
      [
        '{ v: { size: { gt: 2, lt: 5 } } }',
        '((size(#v) > :v_size_gt) AND (size(#v) < :v_size_lt))',
        ['v'],
        { ':v_size_gt': { N: 2 }, ':v_size_lt': { N: 5 } },
      ],
      [
        '{ v: { size: { size: { gt: 1 } } } }',
        '(size(#v) > :v_size_size_gt)',
        ['v'],
        { ':v_size_size_gt': { N: 1 } },
      ],
    ],
  ],
  [
    'joins fields, and operators of one field in parentheses',
    [
      [
        '{ a: { eq: 1 }, b: { eq: 2 } }',
        '(#a = :a_eq) AND (#b = :b_eq)',
        ['a', 'b'],
        { ':a_eq': { N: 1 }, ':b_eq': { N: 2 } },
      ],
      [
        '{ v: { ge: 1, le: 5 } }',
        '((#v >= :v_ge) AND (#v <= :v_le))',
        ['v'],
        { ':v_ge': { N: 1 }, ':v_le': { N: 5 } },
      ],
    ],
  ],
  [
    'puts and, or and not in parentheses, their values numbered',
    [
      ['{ and: [{ a: { eq: 1 } }] }', '(#a = :and_0_a_eq)', ['a'], { ':and_0_a_eq': { N: 1 } }],
      [
        '{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }',
        '((#a = :or_0_a_eq) OR (#b = :or_1_b_eq))',
        ['a', 'b'],
        { ':or_0_a_eq': { N: 1 }, ':or_1_b_eq': { N: 2 } },
      ],
      ['{ not: { a: { eq: 1 } } }', '(NOT (#a = :not_a_eq))', ['a'], { ':not_a_eq': { N: 1 } }],
      [
        '{ not: { and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] } }',
        '(NOT ((#a = :not_and_0_a_eq) AND (#b = :not_and_1_b_eq)))',
        ['a', 'b'],
        { ':not_and_0_a_eq': { N: 1 }, ':not_and_1_b_eq': { N: 2 } },
      ],
      [
        '{ not: { not: { a: { eq: 1 } } } }',
        '(NOT (NOT (#a = :not_not_a_eq)))',
        ['a'],
        { ':not_not_a_eq': { N: 1 } },
      ],
      [
        '{ and: [{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { c: { eq: 3 } }] }',
        '(((#a = :and_0_or_0_a_eq) OR (#b = :and_0_or_1_b_eq)) AND (#c = :and_1_c_eq))',
        ['a', 'b', 'c'],
        { ':and_0_or_0_a_eq': { N: 1 }, ':and_0_or_1_b_eq': { N: 2 }, ':and_1_c_eq': { N: 3 } },
      ],
      [
        '{ a: { eq: 1 }, and: [{ b: { eq: 2 } }] }',
        '(#a = :a_eq) AND (#b = :and_0_b_eq)',
        ['a', 'b'],
        { ':a_eq': { N: 1 }, ':and_0_b_eq': { N: 2 } },
      ],
      [
        '{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }',
        '((#a = :and_0_a_eq) AND (#b = :and_1_b_eq))',
        ['a', 'b'],
        { ':and_0_a_eq': { N: 1 }, ':and_1_b_eq': { N: 2 } },
      ],
      [
        '{ or: [{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { c: { eq: 3 } }] }',
        '(((#a = :or_0_and_0_a_eq) AND (#b = :or_0_and_1_b_eq)) OR (#c = :or_1_c_eq))',
        ['a', 'b', 'c'],
        { ':or_0_and_0_a_eq': { N: 1 }, ':or_0_and_1_b_eq': { N: 2 }, ':or_1_c_eq': { N: 3 } },
      ],
      [
        '{ and: [{ not: { a: { eq: 1 } } }, { b: { eq: 2 } }] }',
        '((NOT (#a = :and_0_not_a_eq)) AND (#b = :and_1_b_eq))',
        ['a', 'b'],
        { ':and_0_not_a_eq': { N: 1 }, ':and_1_b_eq': { N: 2 } },
      ],
    ],
  ],
  [
    'takes a name with a dot as it is',
    [['{ "a.b": { eq: 1 } }', '(#a.b = :a.b_eq)', ['a.b'], { ':a.b_eq': { N: 1 } }]],
  ],
  [
    'makes nothing of nothing',
    [
      ['{}', '', [], {}],
      ['{ and: [] }', '', [], {}],
      ['{ v: {} }', '', ['v'], {}],
      ['{ v: { size: {} } }', '', ['v'], {}],
    ],
  ],
  [
    'leaves a joiner without its right side beside an empty member',
    [
      ['{ a: { eq: 1 }, b: {} }', '(#a = :a_eq) AND ', ['a', 'b'], { ':a_eq': { N: 1 } }],
      [
        '{ and: [{ a: { eq: 1 } }, {}] }',
        '((#a = :and_0_a_eq) AND )',
        ['a'],
        { ':and_0_a_eq': { N: 1 } },
      ],
      ['{ not: {} }', '(NOT )', [], {}],
    ],
  ],
  ['makes (null) of an empty in', [['{ v: { in: [] } }', '(null)', ['v'], {}]]],
];

describe('util.transform.toDynamoDBFilterExpression', () => {
  it.each(recordings)('%s', (_what, recorded) => {
    for (const [filter, expression, names, expressionValues] of recorded) {
      const expressionNames = Object.fromEntries(names.map((name) => [`#${name}`, name]));
      const text = valueOf(`util.transform.toDynamoDBFilterExpression(${filter})`);
      expect(JSON.parse(text as string), filter).toStrictEqual({
        expression,
        expressionNames,
        expressionValues,
      });
      expect(valueOf(`util.transform.toDynamoDBConditionExpression(${filter})`)).toBe(text);
    }
  });

  it.each([
    ['_null', 'NULL'],
    ['string', 'S'],
    ['stringSet', 'SS'],
    ['number', 'N'],
    ['numberSet', 'NS'],
    ['binary', 'B'],
    ['binarySet', 'BS'],
    ['boolean', 'BOOL'],
    ['list', 'L'],
    ['map', 'M'],
  ])('names the attribute type %s by its code %s', (name, code) => {
    const text = valueOf(
      `util.transform.toDynamoDBFilterExpression({ v: { attributeType: "${name}" } })`,
    );
    expect(JSON.parse(text as string)).toStrictEqual({
      expression: '(attribute_type(#v,:v_attributeType))',
      expressionNames: { '#v': 'v' },
      expressionValues: { ':v_attributeType': { S: code } },
    });
  });

  it.each([
    '',
    'null',
    '[]',
    '"string"',
    '{ v: { foo: 1 } }',
    '{ v: "x" }',
    '{ a: { b: { eq: 1 } } }',
    '{ and: { a: { eq: 1 } } }',
    '{ and: null }',
    '{ and: [{ a: { eq: 1 } }, null] }',
    '{ not: [{ a: { eq: 1 } }] }',
    '{ v: { between: [1] } }',
    '{ v: { between: "x" } }',
    '{ v: { in: "x" } }',
    '{ v: { attributeExists: "yes" } }',
    '{ v: { attributeType: "S" } }',
    '{ v: { attributeType: "bogus" } }',
    '{ v: { size: 3 } }',
  ])('returns null for a filter without an expression: %s', (filter) => {
    expect(valueOf(`util.transform.toDynamoDBFilterExpression(${filter})`)).toBeNull();
    expect(valueOf(`util.transform.toDynamoDBConditionExpression(${filter})`)).toBeNull();
  });

  it('rejects several fields under not as unsupported', () => {
    const filter = '{ not: { a: { eq: 1 }, b: { eq: 2 } } }';
    expect(faultOf(`util.transform.toDynamoDBFilterExpression(${filter});`)).toMatch(
      /^not supported by this host/u,
    );
  });
});

describe('util.transform.toSubscriptionFilter', () => {
  const filters = (...conditions: [string, string, unknown][]) => ({
    filters: conditions.map(([fieldName, operator, value]) => ({ fieldName, operator, value })),
  });

  it.each([
    ['{ a: { eq: 1 } }', [filters(['a', 'eq', 1])]],
    ['{ a: { eq: 1 }, b: { eq: 2 } }', [filters(['a', 'eq', 1], ['b', 'eq', 2])]],
    ['{ z: { eq: 0 }, and: [{ a: { eq: 1 } }] }', [filters(['z', 'eq', 0], ['a', 'eq', 1])]],
    ['{ "loc.addr.country": { eq: "USA" } }', [filters(['loc.addr.country', 'eq', 'USA'])]],
    ['{ a: { eq: 1, ne: 2 } }', [filters(['a', 'eq', 1]), filters(['a', 'ne', 2])]],
    [
      '{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }',
      [filters(['a', 'eq', 1]), filters(['b', 'eq', 2])],
    ],
    [
      '{ and: [{ a: { eq: 1 } }, { or: [{ b: { eq: 2 } }, { c: { eq: 3 } }] }] }',
      [filters(['a', 'eq', 1], ['b', 'eq', 2]), filters(['a', 'eq', 1], ['c', 'eq', 3])],
    ],
    [
      '{ a: { in: [1, 2] }, b: { notIn: ["x"] } }',
      [filters(['a', 'in', [1, 2]], ['b', 'notIn', ['x']])],
    ],
    ['{ a: { bogus: 1 } }', [filters(['a', 'bogus', 1])]],
    ['{ not: { a: { eq: 1 } } }', [filters(['not', 'a', { eq: 1 }])]],
    ['{}', []],
    ['{ a: {} }', []],
    ['{ and: [] }', []],
    ['{ a: { eq: 1 }, and: [{ b: { eq: 2 } }] }, ["b"]', [filters(['a', 'eq', 1])]],
    [
      '{ a: { eq: 1 } }, [], { r1: { gte: 250 }, r2: { eq: "p" } }',
      [filters(['a', 'eq', 1], ['r1', 'gte', 250]), filters(['a', 'eq', 1], ['r2', 'eq', 'p'])],
    ],
    ['{}, [], { r1: { eq: 1 } }', [filters(['r1', 'eq', 1])]],
  ])('%s', (given, filterGroup) => {
    expect(valueOf(`util.transform.toSubscriptionFilter(${given})`)).toStrictEqual({ filterGroup });
  });

  it.each(['', 'null', '[]', `'{"a":{"eq":1}}'`])(
    'returns null for anything but a filter: %s',
    (given) => {
      expect(valueOf(`util.transform.toSubscriptionFilter(${given})`)).toBeNull();
    },
  );
});

describe('util.transform.toElasticsearchQueryDSL', () => {
  it('gives the query of the developer guide', () => {
    const query =
      '{ upvotes: { ne: 15, range: [10, 20] }, title: { eq: "hihihi", wildcard: "h*i" } }';
    const text = valueOf(`util.transform.toElasticsearchQueryDSL(${query})`);
    expect(JSON.parse(text as string)).toStrictEqual({
      bool: {
        must: [
          {
            bool: {
              must: [
                { bool: { must_not: { term: { upvotes: 15 } } } },
                { range: { upvotes: { gte: 10, lte: 20 } } },
              ],
            },
          },
          { bool: { must: [{ term: { title: 'hihihi' } }, { wildcard: { title: 'h*i' } }] } },
        ],
      },
    });
  });

  it('rejects operators that the guide does not show as unsupported', () => {
    const operators = ['match', 'prefix', 'exists', 'contains', 'in', 'lt', 'le', 'gt', 'ge', 'or'];
    for (const operator of operators) {
      const query = `{ a: { ${operator}: "x", eq: "y" }, b: { eq: 1, ne: 2 } }`;
      expect(faultOf(`util.transform.toElasticsearchQueryDSL(${query});`)).toBe(
        `not supported by this host (unknown AppSync behaviour): toElasticsearchQueryDSL with the operator ${operator}`,
      );
    }
    for (const group of ['and', 'or', 'not']) {
      const query = `{ ${group}: { eq: 1, ne: 2 }, b: { eq: 1, ne: 2 } }`;
      expect(faultOf(`util.transform.toElasticsearchQueryDSL(${query});`)).toBe(
        `not supported by this host (unknown AppSync behaviour): toElasticsearchQueryDSL with ${group}`,
      );
    }
  });

  it('rejects a single operator, a single field and anything but a query as unsupported', () => {
    for (const query of [
      '{ a: { eq: 1 }, b: { eq: 1, ne: 2 } }',
      '{ a: { eq: 1, ne: 2 } }',
      '{}',
      '',
    ]) {
      expect(faultOf(`util.transform.toElasticsearchQueryDSL(${query});`), query).toMatch(
        /^not supported by this host \(unknown AppSync behaviour\): /u,
      );
    }
  });
});
