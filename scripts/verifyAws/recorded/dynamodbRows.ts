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
  {
    row: 19,
    source: 'A',
    expression: 'ddb.get({ key: { id: "id" } })',
    output: { operation: 'GetItem', key: { id: { S: 'id' } } },
  },
  {
    row: 20,
    source: 'A',
    expression: 'ddb.put({ key: { id: "abc" }, item: { value: 10 } })',
    output: {
      operation: 'PutItem',
      key: { id: { S: 'abc' } },
      attributeValues: { value: { N: 10 } },
    },
  },
  {
    row: 21,
    source: 'A',
    expression: 'ddb.remove({ key: { id: "test" } })',
    output: { operation: 'DeleteItem', key: { id: { S: 'test' } } },
  },
  {
    row: 22,
    source: 'A',
    expression: 'ddb.scan({ limit: 10, nextToken: "abc" })',
    output: { operation: 'Scan', limit: 10, nextToken: 'abc' },
  },
  {
    row: 23,
    source: 'A',
    expression: updateOf('age: ddb.operations.add(10)'),
    output: update('SET #expName_1 = :expValue_1', 'age', { N: 10 }),
  },
  {
    row: 24,
    source: 'A',
    expression: updateOf('values: ddb.operations.append([1, 2, 3])'),
    output: update('SET #expName_1 = list_append(#expName_1, :expValue_1)', 'values', oneToThree),
  },
  {
    row: 25,
    source: 'A',
    expression: updateOf('values: ddb.operations.prepend([1, 2, 3])'),
    output: update('SET #expName_1 = list_append(:expValue_1, #expName_1)', 'values', oneToThree),
  },
  {
    row: 26,
    source: 'A',
    expression: updateOf('age: ddb.operations.increment(10)'),
    output: update('SET #expName_1 = #expName_1 + :expValue_1', 'age', { N: 10 }),
  },
  {
    row: 26,
    source: 'A',
    expression: updateOf('age: ddb.operations.decrement(10)'),
    output: update('SET #expName_1 = #expName_1 - :expValue_1', 'age', { N: 10 }),
  },
  {
    row: 27,
    source: 'A',
    expression: updateOf('values: ddb.operations.replace({ a: 10 })'),
    output: update('SET #expName_1 = :expValue_1', 'values', { M: { a: { N: 10 } } }),
  },
  {
    row: 28,
    source: 'A',
    expression: 'ddb.operations.add(10)',
    output: { type: 'OPERATION_ADD', value: 10 },
  },
  {
    row: 29,
    source: 'A',
    expression: 'ddb.operations.append([1, 2, 3])',
    output: { type: 'OPERATION_APPEND', items: [1, 2, 3] },
  },
  {
    row: 30,
    source: 'A',
    expression: 'ddb.operations.prepend([1, 2, 3])',
    output: { type: 'OPERATION_PREPEND', items: [1, 2, 3] },
  },
  {
    row: 31,
    source: 'A',
    expression: '[ddb.operations.increment(10), ddb.operations.decrement(10)]',
    output: [
      { type: 'OPERATION_INCREMENT', by: 10 },
      { type: 'OPERATION_DECREMENT', by: 10 },
    ],
  },
  {
    row: 32,
    source: 'A',
    expression: 'ddb.operations.replace({ a: 10 })',
    output: { type: 'OPERATION_REPLACE', value: { a: 10 } },
  },
];
