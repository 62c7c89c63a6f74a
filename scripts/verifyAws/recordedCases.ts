/**
 * What AWS is known to answer, row by row: the tests hold the local runtime to it, and
 * `npm run verify:aws` asks AppSync again.
 */
import type { Case } from './cases.js';

/**
 * A: recorded against AWS's EvaluateCode by localstack/appsync-utils. D: AppSync developer guide,
 * on the page of the function.
 */
export interface RecordedCase extends Case {
  readonly row: number;
  readonly source: 'A' | 'D';
  /** What the evaluation gives; or the message of the error in which it ends. */
  readonly answer: { readonly value: unknown } | { readonly error: string };
}

interface Row {
  readonly row: number;
  readonly source: 'A' | 'D';
  readonly expression: string;
  readonly output: unknown;
}

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
const typedMap = {
  foo: { S: 'bar' },
  baz: { N: 1234 },
  beep: { L: [{ S: 'boop' }] },
};

const rows: readonly Row[] = [
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
  {
    row: 37,
    source: 'D',
    expression: 'util.time.epochMilliSecondsToSeconds(1517943695758)',
    output: 1517943695,
  },
  {
    row: 38,
    source: 'D',
    expression: 'util.time.epochMilliSecondsToISO8601(1517943695758)',
    output: '2018-02-06T19:01:35.758Z',
  },
  {
    row: 39,
    source: 'D',
    expression: 'util.time.epochMilliSecondsToFormatted(1517943695758, "yyyy-MM-dd HH:mm:ssZ")',
    output: '2018-02-06 19:01:35+0000',
  },
  {
    row: 39,
    source: 'D',
    expression:
      'util.time.epochMilliSecondsToFormatted(1517943695758, "yyyy-MM-dd HH:mm:ssZ", "+08:00")',
    output: '2018-02-07 03:01:35+0800',
  },
  {
    row: 40,
    source: 'D',
    expression: 'util.time.parseISO8601ToEpochMilliSeconds("2018-02-01T17:21:05.180+08:00")',
    output: 1517476865180,
  },
  {
    row: 41,
    source: 'D',
    expression:
      'util.time.parseFormattedToEpochMilliSeconds("2018-02-02 01:19:22+0800", "yyyy-MM-dd HH:mm:ssZ")',
    output: 1517505562000,
  },
  {
    row: 41,
    source: 'D',
    expression:
      'util.time.parseFormattedToEpochMilliSeconds("2018-02-02 01:19:22", "yyyy-MM-dd HH:mm:ss", "+08:00")',
    output: 1517505562000,
  },
  { row: 43, source: 'D', expression: 'JSON.parse("not json")', output: '' },
  {
    row: 47,
    source: 'D',
    expression:
      'util.transform.toSubscriptionFilter({ group: { eq: "X" }, status: { eq: "pending" } })',
    output: {
      filterGroup: [
        {
          filters: [
            { fieldName: 'group', operator: 'eq', value: 'X' },
            { fieldName: 'status', operator: 'eq', value: 'pending' },
          ],
        },
      ],
    },
  },
];

const filter =
  '{ percentageUp: { lte: 50, gte: 20 }, and: [{ title: { ne: "Book1" } }, { downvotes: { gt: 2000 } }], or: [{ author: { eq: "Admin" } }, { isPublished: { eq: false } }] }';
const ignored = '["percentageUp", "author"]';
const rules = '{ upvotes: { gte: 250 }, author: { eq: "Person1" } }';
const condition = (fieldName: string, operator: string, value: unknown) => ({
  fieldName,
  operator,
  value,
});
const title = condition('title', 'ne', 'Book1');
const downvotes = condition('downvotes', 'gt', 2000);
const admin = condition('author', 'eq', 'Admin');
const isPublished = condition('isPublished', 'eq', false);
const most = condition('percentageUp', 'lte', 50);
const least = condition('percentageUp', 'gte', 20);

const otherCases: readonly RecordedCase[] = [
  {
    row: 33,
    source: 'A',
    title: 'a request that is written by hand passes unchanged',
    body: `return {
      operation: 'Query',
      index: 'nameIndex',
      select: 'ALL_ATTRIBUTES',
      query: {
        expression: '#name = :name',
        expressionNames: { '#name': 'name' },
        expressionValues: { ':name': util.dynamodb.toDynamoDB(ctx.arguments.filter.line) },
      },
      filter: {
        expression: '#shift = :shift',
        expressionNames: { '#shift': 'shift' },
        expressionValues: { ':shift': util.dynamodb.toDynamoDB(ctx.arguments.filter.shift) },
      },
    };`,
    context: { arguments: { filter: { line: 'test', shift: 10 } } },
    answer: {
      value: {
        operation: 'Query',
        index: 'nameIndex',
        select: 'ALL_ATTRIBUTES',
        query: {
          expression: '#name = :name',
          expressionNames: { '#name': 'name' },
          expressionValues: { ':name': { S: 'test' } },
        },
        filter: {
          expression: '#shift = :shift',
          expressionNames: { '#shift': 'shift' },
          expressionValues: { ':shift': { N: 10 } },
        },
      },
    },
  },
  {
    row: 34,
    source: 'A',
    title: 'the message of util.error has no place in the code',
    body: 'util.error("foo");',
    answer: { error: 'foo' },
  },
  {
    row: 35,
    source: 'A',
    title: 'util.unauthorized says Unauthorized',
    body: 'util.unauthorized();',
    answer: { error: 'Unauthorized' },
  },
  {
    row: 36,
    source: 'A',
    title: 'ctx.args is {} also where the context has no arguments',
    body: 'return ctx.args;',
    context: { arguments: undefined },
    answer: { value: {} },
  },
  {
    row: 44,
    source: 'D',
    title: 'two operators of one field and the members of or multiply out',
    body: `return util.transform.toSubscriptionFilter(${filter});`,
    answer: {
      value: {
        filterGroup: [
          { filters: [most, title, downvotes, admin] },
          { filters: [most, title, downvotes, isPublished] },
          { filters: [least, title, downvotes, admin] },
          { filters: [least, title, downvotes, isPublished] },
        ],
      },
    },
  },
  {
    row: 45,
    source: 'D',
    title: 'ignored fields are left out wherever they stand',
    body: `return util.transform.toSubscriptionFilter(${filter}, ${ignored});`,
    answer: { value: { filterGroup: [{ filters: [title, downvotes, isPublished] }] } },
  },
  {
    row: 46,
    source: 'D',
    title: 'of the rules at least one holds in every group, ignored or not',
    body: `return util.transform.toSubscriptionFilter(${filter}, ${ignored}, ${rules});`,
    answer: {
      value: {
        filterGroup: [
          { filters: [title, downvotes, isPublished, condition('upvotes', 'gte', 250)] },
          { filters: [title, downvotes, isPublished, condition('author', 'eq', 'Person1')] },
        ],
      },
    },
  },
];

export const recordedCases: readonly RecordedCase[] = [
  ...rows.map(({ row, source, expression, output }) => ({
    row,
    source,
    title: expression,
    body: `return (${expression});`,
    answer: { value: output },
  })),
  ...otherCases,
];
