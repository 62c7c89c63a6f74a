import { describe, expect, it } from 'vitest';
import { faultOf, valueOf } from './support.js';

/**
 * Complements rows 19 to 32 of the facts. Source: declarations of @aws-appsync/utils 2.1.1 and
 * developer guide, built-in-modules-js. The texts of expressions are the host's own.
 */

const condition = {
  expression: '(attribute_not_exists(#id))',
  expressionNames: { '#id': 'id' },
  expressionValues: {},
};
const guard = '{ id: { attributeExists: false } }';

describe('@aws-appsync/utils/dynamodb', () => {
  it.each([
    [
      'ddb.get({ key: { id: 1 }, consistentRead: true, projection: ["a", "b.c"] })',
      {
        operation: 'GetItem',
        key: { id: { N: 1 } },
        consistentRead: true,
        projection: {
          expression: '#a, #b.#c',
          expressionNames: { '#a': 'a', '#b': 'b', '#c': 'c' },
        },
      },
    ],
    [
      `ddb.put({ key: { id: "a" }, item: {}, condition: ${guard}, _version: 2 })`,
      {
        operation: 'PutItem',
        key: { id: { S: 'a' } },
        attributeValues: {},
        condition,
        _version: 2,
      },
    ],
    [
      `ddb.remove({ key: { id: "a" }, condition: ${guard} })`,
      { operation: 'DeleteItem', key: { id: { S: 'a' } }, condition },
    ],
    [
      'ddb.query({ query: { id: { eq: "a" }, at: { between: [1, 2] } }, index: "i", limit: 5, nextToken: null, scanIndexForward: false, filter: { n: { gt: 1 } } })',
      {
        operation: 'Query',
        query: {
          expression: '(#id = :id_eq) AND (#at BETWEEN :at_between_start AND :at_between_end)',
          expressionNames: { '#id': 'id', '#at': 'at' },
          expressionValues: {
            ':id_eq': { S: 'a' },
            ':at_between_start': { N: 1 },
            ':at_between_end': { N: 2 },
          },
        },
        index: 'i',
        limit: 5,
        scanIndexForward: false,
        filter: {
          expression: '(#n > :n_gt)',
          expressionNames: { '#n': 'n' },
          expressionValues: { ':n_gt': { N: 1 } },
        },
      },
    ],
    [
      'ddb.scan({ totalSegments: 2, segment: 1 })',
      { operation: 'Scan', totalSegments: 2, segment: 1 },
    ],
    [
      'ddb.sync({ basePartitionKey: "k", deltaIndexName: "d", limit: 10, nextToken: "t", lastSync: 1, filter: { id: { attributeExists: false } } })',
      {
        operation: 'Sync',
        basePartitionKey: 'k',
        deltaIndexName: 'd',
        limit: 10,
        nextToken: 't',
        lastSync: 1,
        filter: condition,
      },
    ],
    [
      '[ddb.toStringSet(["a"]), ddb.toNumberSet([1]), ddb.toBinarySet(["YQ=="])]',
      [{ SS: ['a'] }, { NS: [1] }, { BS: ['YQ=='] }],
    ],
  ])('%s', (expression, request) => {
    expect(valueOf(expression)).toStrictEqual(request);
  });

  it('takes plain values by table for batchGet, batchPut and batchDelete', () => {
    const requests: [expression: string, request: object][] = [
      [
        'ddb.batchGet({ tables: { t: { keys: [{ id: "a" }], consistentRead: true } } })',
        {
          operation: 'BatchGetItem',
          tables: { t: { keys: [{ id: { S: 'a' } }], consistentRead: true } },
        },
      ],
      [
        'ddb.batchPut({ tables: { t: [{ id: "a", n: [1] }] } })',
        { operation: 'BatchPutItem', tables: { t: [{ id: { S: 'a' }, n: { L: [{ N: 1 }] } }] } },
      ],
      [
        'ddb.batchDelete({ tables: { t: [{ id: "a" }] } })',
        { operation: 'BatchDeleteItem', tables: { t: [{ id: { S: 'a' } }] } },
      ],
    ];
    for (const [expression, request] of requests) {
      expect(valueOf(expression), expression).toStrictEqual(request);
    }
  });

  it('takes plain values for transactGet and transactWrite', () => {
    const requests: [expression: string, request: object][] = [
      [
        'ddb.transactGet({ items: [{ table: "t", key: { id: "a" }, projection: ["n"] }] })',
        {
          operation: 'TransactGetItems',
          transactItems: [
            {
              table: 't',
              key: { id: { S: 'a' } },
              projection: { expression: '#n', expressionNames: { '#n': 'n' } },
            },
          ],
        },
      ],
      [
        `ddb.transactWrite({ items: [
        { putItem: { table: 't', key: { id: 'a' }, item: { n: 1 }, condition: ${guard} } },
        { updateItem: { table: 't', key: { id: 'b' }, update: { n: 2 } } },
        { deleteItem: { table: 't', key: { id: 'c' } } },
        { conditionCheck: { table: 't', key: { id: 'd' }, condition: ${guard} } },
      ] })`,
        {
          operation: 'TransactWriteItems',
          transactItems: [
            {
              table: 't',
              operation: 'PutItem',
              key: { id: { S: 'a' } },
              attributeValues: { n: { N: 1 } },
              condition,
            },
            {
              table: 't',
              operation: 'UpdateItem',
              key: { id: { S: 'b' } },
              update: {
                expression: 'SET #expName_1 = :expValue_1',
                expressionNames: { '#expName_1': 'n' },
                expressionValues: { ':expValue_1': { N: 2 } },
              },
            },
            { table: 't', operation: 'DeleteItem', key: { id: { S: 'c' } } },
            { table: 't', operation: 'ConditionCheck', key: { id: { S: 'd' } }, condition },
          ],
        },
      ],
    ];
    for (const [expression, request] of requests) {
      expect(valueOf(expression), expression).toStrictEqual(request);
    }
  });

  it('updates several attributes, nested ones, list items, and removes, in one expression', () => {
    const update =
      '{ a: 1, b: ddb.operations.remove(), c: { d: ddb.operations.increment(2), e: "f" }, g: [1], h: ddb.operations.updateListItem("i", 3) }';
    expect(valueOf(`ddb.update({ key: { id: "a" }, update: ${update} }).update`)).toStrictEqual({
      expression:
        'SET #expName_1 = :expValue_1, #expName_3.#expName_4 = #expName_3.#expName_4 + :expValue_2, #expName_3.#expName_5 = :expValue_3, #expName_6 = :expValue_4, #expName_7[3] = :expValue_5 REMOVE #expName_2',
      expressionNames: {
        '#expName_1': 'a',
        '#expName_2': 'b',
        '#expName_3': 'c',
        '#expName_4': 'd',
        '#expName_5': 'e',
        '#expName_6': 'g',
        '#expName_7': 'h',
      },
      expressionValues: {
        ':expValue_1': { N: 1 },
        ':expValue_2': { N: 2 },
        ':expValue_3': { S: 'f' },
        ':expValue_4': { L: [{ N: 1 }] },
        ':expValue_5': { S: 'i' },
      },
    });
  });

  it('rejects a missing option', () => {
    const key = 'key: { id: 1 }';
    for (const expression of [
      ...['get', 'put', 'update', 'remove', 'query', 'batchGet', 'batchPut', 'batchDelete'].flatMap(
        (name) => [`ddb.${name}()`, `ddb.${name}({})`],
      ),
      ...['ddb.transactGet({})', 'ddb.transactWrite({})', `ddb.put({ ${key} })`],
      ...[
        'ddb.put({ item: { a: 1 } })',
        `ddb.update({ ${key} })`,
        'ddb.update({ update: { a: 1 } })',
      ],
      ...['ddb.batchGet({ tables: { t: {} } })', 'ddb.transactGet({ items: [{ table: "t" }] })'],
      'ddb.transactWrite({ items: [{ putItem: { table: "t", key: { id: 1 } } }] })',
      'ddb.transactWrite({ items: [{ updateItem: { table: "t", key: { id: 1 } } }] })',
      'ddb.transactWrite({ items: [{ deleteItem: { table: "t" } }] })',
      'ddb.transactWrite({ items: [{ conditionCheck: { table: "t" } }] })',
    ]) {
      expect(faultOf(`${expression};`), expression).toMatch(
        /^not supported by this host \(unknown AppSync behaviour\): /u,
      );
    }
  });

  it.each([
    'ddb.update({ key: { id: 1 }, update: {} })',
    'ddb.update({ key: { id: 1 }, update: { a: undefined } })',
    'ddb.query({ query: { id: "a" } })',
  ])('rejects as unsupported: %s', (expression) => {
    expect(faultOf(`${expression};`)).toMatch(
      /^not supported by this host \(unknown AppSync behaviour\): /u,
    );
  });

  it('writes NULL for a null value of an update, with one warning for all', () => {
    const warnings: string[] = [];
    const logger = {
      log: () => {},
      warn: (message: string) => void warnings.push(message),
      error: () => {},
    };
    const update = 'ddb.update({ key: { id: 1 }, update: { a: null, b: null } })';
    const request = {
      operation: 'UpdateItem',
      key: { id: { N: 1 } },
      update: {
        expression: 'SET #expName_1 = :expValue_1, #expName_2 = :expValue_2',
        expressionNames: { '#expName_1': 'a', '#expName_2': 'b' },
        expressionValues: { ':expValue_1': { NULL: null }, ':expValue_2': { NULL: null } },
      },
    };
    for (const time of [1, 2]) expect(valueOf(update, { logger }), `${time}`).toEqual(request);
    expect(warnings).toEqual([
      'ddb.update with a null value writes NULL here; what AppSync writes is not known.',
    ]);
  });

  it('names an unknown operation of transactWrite', () => {
    const items = '[{ updateItems: { table: "t", key: { id: 1 } } }]';
    expect(faultOf(`ddb.transactWrite({ items: ${items} });`)).toBe(
      'transactWrite has no operation updateItems',
    );
  });
});
