import type { RecordedRow } from './recordedCase.js';

const typedMap = {
  foo: { S: 'bar' },
  baz: { N: 1234 },
  beep: { L: [{ S: 'boop' }] },
};

/** `util.dynamodb` and the expressions of `util.transform`. */
export const utilRows: readonly RecordedRow[] = [
  { row: 1, source: 'A', expression: 'util.dynamodb.toDynamoDB("test")', output: { S: 'test' } },
  { row: 2, source: 'A', expression: 'util.dynamodb.toDynamoDB(12345)', output: { N: 12345 } },
  { row: 3, source: 'A', expression: 'util.dynamodb.toDynamoDB(true)', output: { BOOL: true } },
  { row: 4, source: 'A', expression: 'util.dynamodb.toString("test")', output: { S: 'test' } },
  {
    row: 5,
    source: 'A',
    expression: 'util.dynamodb.toStringSet(["foo", "bar", "baz"])',
    output: { SS: ['foo', 'bar', 'baz'] },
  },
  { row: 6, source: 'A', expression: 'util.dynamodb.toNumber(12345)', output: { N: 12345 } },
  {
    row: 7,
    source: 'A',
    expression: 'util.dynamodb.toNumberSet([1, 23, 4.56])',
    output: { NS: [1, 23, 4.56] },
  },
  { row: 8, source: 'A', expression: 'util.dynamodb.toBinary("foo")', output: { B: 'foo' } },
  {
    row: 9,
    source: 'A',
    expression: 'util.dynamodb.toBinarySet(["foo", "bar", "baz"])',
    output: { BS: ['foo', 'bar', 'baz'] },
  },
  { row: 10, source: 'A', expression: 'util.dynamodb.toBoolean(true)', output: { BOOL: true } },
  { row: 11, source: 'A', expression: 'util.dynamodb.toNull()', output: { NULL: null } },
  {
    row: 12,
    source: 'A',
    expression: 'util.dynamodb.toList(["foo", 123, { bar: "baz" }])',
    output: { L: [{ S: 'foo' }, { N: 123 }, { M: { bar: { S: 'baz' } } }] },
  },
  {
    row: 13,
    source: 'A',
    expression: 'util.dynamodb.toMap({ foo: "bar", baz: 1234, beep: ["boop"] })',
    output: { M: typedMap },
  },
  {
    row: 14,
    source: 'A',
    expression: 'util.dynamodb.toMapValues({ foo: "bar", baz: 1234, beep: ["boop"] })',
    output: typedMap,
  },
  {
    row: 15,
    source: 'A',
    expression: 'util.dynamodb.toS3Object("foo", "bar", "baz")',
    output: { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz"}}' },
  },
  {
    row: 16,
    source: 'A',
    expression: 'util.dynamodb.toS3Object("foo", "bar", "baz", "beep")',
    output: { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz","version":"beep"}}' },
  },
  {
    row: 17,
    source: 'A',
    expression: 'util.transform.toDynamoDBFilterExpression({ title: { contains: "Hello World" } })',
    output:
      '{"expression":"(contains(#title,:title_contains))","expressionNames":{"#title":"title"},"expressionValues":{":title_contains":{"S":"Hello World"}}}',
  },
  {
    row: 18,
    source: 'A',
    expression:
      'JSON.parse(util.transform.toDynamoDBConditionExpression({ id: { attributeExists: true }, version: { eq: 10 } }))',
    output: {
      expression: '(attribute_exists(#id)) AND (#version = :version_eq)',
      expressionNames: { '#id': 'id', '#version': 'version' },
      expressionValues: { ':version_eq': { N: 10 } },
    },
  },
];
