import type { RecordedRow } from './recordedCase.js';

const update = (expression: string, name: string, value: unknown) => ({
  operation: 'UpdateItem',
  key: { id: { S: 'test' } },
  update: {
    expression,
    expressionNames: { '#expName_1': name },
    expressionValues: { ':expValue_1': value },
  },
});
const oneToThree = { L: [{ N: 1 }, { N: 2 }, { N: 3 }] };
const updateOf = (attributes: string) =>
  `ddb.update({ key: { id: 'test' }, update: { ${attributes} } })`;
/** The module `@aws-appsync/utils/dynamodb`, called `ddb` in the expressions. */
export const dynamodbRows: readonly RecordedRow[] = [
  [19, 'ddb.get({ key: { id: "id" } })', { operation: 'GetItem', key: { id: { S: 'id' } } }],
  [
    20,
    'ddb.put({ key: { id: "abc" }, item: { value: 10 } })',
    {
      operation: 'PutItem',
      key: { id: { S: 'abc' } },
      attributeValues: { value: { N: 10 } },
    },
  ],
  [
    21,
    'ddb.remove({ key: { id: "test" } })',
    { operation: 'DeleteItem', key: { id: { S: 'test' } } },
  ],
  [
    22,
    'ddb.scan({ limit: 10, nextToken: "abc" })',
    { operation: 'Scan', limit: 10, nextToken: 'abc' },
  ],
  [
    23,
    updateOf('age: ddb.operations.add(10)'),
    update('SET #expName_1 = :expValue_1', 'age', { N: 10 }),
  ],
  [
    24,
    updateOf('values: ddb.operations.append([1, 2, 3])'),
    update('SET #expName_1 = list_append(#expName_1, :expValue_1)', 'values', oneToThree),
  ],
  [
    25,
    updateOf('values: ddb.operations.prepend([1, 2, 3])'),
    update('SET #expName_1 = list_append(:expValue_1, #expName_1)', 'values', oneToThree),
  ],
  [
    26,
    updateOf('age: ddb.operations.increment(10)'),
    update('SET #expName_1 = #expName_1 + :expValue_1', 'age', { N: 10 }),
  ],
  [
    26,
    updateOf('age: ddb.operations.decrement(10)'),
    update('SET #expName_1 = #expName_1 - :expValue_1', 'age', { N: 10 }),
  ],
  [
    27,
    updateOf('values: ddb.operations.replace({ a: 10 })'),
    update('SET #expName_1 = :expValue_1', 'values', { M: { a: { N: 10 } } }),
  ],
  [28, 'ddb.operations.add(10)', { type: 'OPERATION_ADD', value: 10 }],
  [29, 'ddb.operations.append([1, 2, 3])', { type: 'OPERATION_APPEND', items: [1, 2, 3] }],
  [30, 'ddb.operations.prepend([1, 2, 3])', { type: 'OPERATION_PREPEND', items: [1, 2, 3] }],
  [
    31,
    '[ddb.operations.increment(10), ddb.operations.decrement(10)]',
    [
      { type: 'OPERATION_INCREMENT', by: 10 },
      { type: 'OPERATION_DECREMENT', by: 10 },
    ],
  ],
  [32, 'ddb.operations.replace({ a: 10 })', { type: 'OPERATION_REPLACE', value: { a: 10 } }],
];
