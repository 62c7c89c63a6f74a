import type { RecordedRow } from './recordedCase.js';

const typedMap = {
  foo: { S: 'bar' },
  baz: { N: 1234 },
  beep: { L: [{ S: 'boop' }] },
};

/** `util.dynamodb` and the expressions of `util.transform`. */
export const utilRows: readonly RecordedRow[] = [
  [1, 'util.dynamodb.toDynamoDB("test")', { S: 'test' }],
  [2, 'util.dynamodb.toDynamoDB(12345)', { N: 12345 }],
  [3, 'util.dynamodb.toDynamoDB(true)', { BOOL: true }],
  [4, 'util.dynamodb.toString("test")', { S: 'test' }],
  [5, 'util.dynamodb.toStringSet(["foo", "bar", "baz"])', { SS: ['foo', 'bar', 'baz'] }],
  [6, 'util.dynamodb.toNumber(12345)', { N: 12345 }],
  [7, 'util.dynamodb.toNumberSet([1, 23, 4.56])', { NS: [1, 23, 4.56] }],
  [8, 'util.dynamodb.toBinary("foo")', { B: 'foo' }],
  [9, 'util.dynamodb.toBinarySet(["foo", "bar", "baz"])', { BS: ['foo', 'bar', 'baz'] }],
  [10, 'util.dynamodb.toBoolean(true)', { BOOL: true }],
  [11, 'util.dynamodb.toNull()', { NULL: null }],
  [
    12,
    'util.dynamodb.toList(["foo", 123, { bar: "baz" }])',
    { L: [{ S: 'foo' }, { N: 123 }, { M: { bar: { S: 'baz' } } }] },
  ],
  [13, 'util.dynamodb.toMap({ foo: "bar", baz: 1234, beep: ["boop"] })', { M: typedMap }],
  [14, 'util.dynamodb.toMapValues({ foo: "bar", baz: 1234, beep: ["boop"] })', typedMap],
  [
    15,
    'util.dynamodb.toS3Object("foo", "bar", "baz")',
    { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz"}}' },
  ],
  [
    16,
    'util.dynamodb.toS3Object("foo", "bar", "baz", "beep")',
    { S: '{"s3":{"key":"foo","bucket":"bar","region":"baz","version":"beep"}}' },
  ],
  [
    17,
    'util.transform.toDynamoDBFilterExpression({ title: { contains: "Hello World" } })',
    '{"expression":"(contains(#title,:title_contains))","expressionNames":{"#title":"title"},"expressionValues":{":title_contains":{"S":"Hello World"}}}',
  ],
  [
    18,
    'JSON.parse(util.transform.toDynamoDBConditionExpression({ id: { attributeExists: true }, version: { eq: 10 } }))',
    {
      expression: '(attribute_exists(#id)) AND (#version = :version_eq)',
      expressionNames: { '#id': 'id', '#version': 'version' },
      expressionValues: { ':version_eq': { N: 10 } },
    },
  ],
];
