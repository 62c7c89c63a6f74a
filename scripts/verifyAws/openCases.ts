/**
 * Cases without a public recording: the local runtime follows the developer guide or an assumption.
 * `npm run verify:aws` compares them with AppSync.
 */
import type { Case } from './cases.js';

const expressions: readonly string[] = [
  // @aws-appsync/utils/dynamodb
  'ddb.get({ key: { id: "a" }, consistentRead: true, projection: ["id", "name"] })',
  'ddb.put({ key: { id: "a" }, item: { n: 1 }, condition: { id: { attributeExists: false } } })',
  'ddb.remove({ key: { id: "a" }, condition: { version: { eq: 1 } } })',
  'ddb.update({ key: { id: "a" }, update: { x: 1, y: "two" } })',
  'ddb.update({ key: { id: "a" }, update: { x: ddb.operations.remove() } })',
  'ddb.update({ key: { id: "a" }, update: { x: ddb.operations.add(1), y: ddb.operations.remove(), z: 3 } })',
  'ddb.update({ key: { id: "a" }, update: { nested: { x: 1 } } })',
  'ddb.update({ key: { id: "a" }, update: { x: 1 }, condition: { x: { lt: 1 } } })',
  'ddb.operations.remove()',
  'ddb.operations.updateListItem("a", 1)',
  'ddb.query({ query: { id: { eq: "a" } }, limit: 10, scanIndexForward: false })',
  'ddb.query({ query: { id: { eq: "a" }, at: { between: [1, 2] } }, index: "byTime", filter: { n: { gt: 3 } } })',
  'ddb.scan({ limit: 10, filter: { or: [{ a: { eq: 1 } }, { b: { contains: "c" } }] } })',
  'ddb.batchGet({ tables: { t: { keys: [{ id: "a" }, { id: "b" }], consistentRead: true } } })',
  'ddb.batchPut({ tables: { t: [{ id: "a", n: 1 }] } })',
  'ddb.batchDelete({ tables: { t: [{ id: "a" }] } })',
  'ddb.transactGet({ items: [{ table: "t", key: { id: "a" } }] })',
  'ddb.transactWrite({ items: [{ putItem: { table: "t", key: { id: "a" }, item: { n: 1 } } }, { deleteItem: { table: "t", key: { id: "b" } } }] })',
  'ddb.transactWrite({ items: [{ updateItem: { table: "t", key: { id: "a" }, update: { n: 1 } } }, { conditionCheck: { table: "t", key: { id: "b" }, condition: { n: { eq: 1 } } } }] })',
  // util.dynamodb and util.transform
  'util.dynamodb.toDynamoDB([1, "a", null, true, { b: [] }])',
  'util.dynamodb.toDynamoDB("")',
  'util.dynamodb.toDynamoDB(1.5e21)',
  'util.dynamodb.toMapValues({ a: undefined, b: null })',
  'util.transform.toDynamoDBFilterExpression({ a: { between: [1, 2] }, b: { beginsWith: "c" }, not: { d: { eq: 1 } } })',
  'util.transform.toDynamoDBFilterExpression({ a: { in: ["x", "y"] } })',
  'util.transform.toDynamoDBConditionExpression({ or: [{ a: { eq: 1 } }, { and: [{ b: { ne: 2 } }, { c: { le: 3 } }] }] })',
  'util.transform.toElasticsearchQueryDSL({ upvotes: { ne: 15, range: [10, 20] }, title: { eq: "hihihi", wildcard: "h*i" } })',
  'util.transform.toSubscriptionFilter({ a: { in: ["x", "y"] }, b: { beginsWith: "c" } })',
  // util
  'util.urlEncode("a b&c=d/é")',
  'util.urlDecode("a+b%26c")',
  'util.base64Encode("grüße")',
  'util.base64Decode("Z3LDvMOfZQ==")',
  'util.escapeJavaScript("it\'s </script> \\n é")',
  'util.matches("a*b", "aaaaab")',
  'util.matches("b", "abc")',
  'util.authType()',
  'util.str.normalize("e\\u0301", "nfc")',
  'util.math.roundNum(-1.5)',
  'util.math.minVal(2, 1)',
  'util.time.epochMilliSecondsToFormatted(1517943695758, "EEE, d MMM yyyy h:mm a", "Europe/Paris")',
  'util.time.parseISO8601ToEpochMilliSeconds("2018-02-01")',
  'util.xml.toMap("<a b=\\"1\\"><c>2</c><c>3</c></a>")',
  'util.xml.toJsonString("<a><b>1</b></a>")',
  'util.http.copyHeaders({ "x-a": "1", "authorization": "2", "content-length": "3" })',
  // Language
  '"a.b".replace(".", "-")',
  '"a1b22".replaceAll("[0-9]+", "#")',
  '"aXb".replaceAll("(a)X(b)", "$2$1")',
  '"a,b;c".split(",")',
  '[3, 10, 2].sort()',
  '[[1, [2]], 3].flat()',
  '[1, 2, 3].findLast((n) => n < 3)',
  'JSON.stringify({ b: 1, a: [undefined, NaN] })',
  '({ a: undefined, b: NaN, c: [undefined] })',
  '0.1 + 0.2',
  'Object.entries({ b: 1, a: 2 })',
];

const info = {
  fieldName: 'field',
  parentTypeName: 'Query',
  variables: { v: 1 },
  selectionSetList: ['id'],
  selectionSetGraphQL: '{ id }',
};

const bodies: readonly Case[] = [
  { title: 'a handler that returns nothing', body: '' },
  { title: 'an early return with a value', body: 'runtime.earlyReturn({ a: 1 });' },
  { title: 'an early return with null', body: 'runtime.earlyReturn(null);' },
  {
    title: 'an early return that skips to the end',
    body: "runtime.earlyReturn({ a: 1 }, { skipTo: 'END' });",
  },
  {
    title: 'an appended error before a value',
    body: "util.appendError('first', 'First', { a: 1 }, { b: 2 });\nutil.appendError('second');\nreturn 3;",
  },
  {
    title: 'util.error with type, data and info',
    body: "util.error('message', 'Type', { a: 1 }, { b: 2 });",
  },
  {
    title: 'an appended error before an error',
    body: "util.appendError('first');\nutil.error('second');",
  },
  {
    title: 'what is put into the stash',
    body: 'ctx.stash.after = [2];\nreturn ctx.stash;',
    context: { stash: { before: 1 } },
  },
  { title: 'an undeclared name', body: 'return undeclared;' },
  { title: 'a member of undefined', body: 'const a = ctx.args.b;\nreturn a.c;' },
  {
    title: 'a call of a value that is not a function',
    body: 'return ctx.args.b();',
    context: { arguments: { b: 1 } },
  },
  {
    title: 'a loop past the limit',
    body: 'const many = [];\nfor (const a of ctx.args.all) {\nfor (const b of ctx.args.all) {\nmany.push(b);\n}\n}\nreturn many.length;',
    context: { arguments: { all: Array.from({ length: 40 }, (_, index) => index) } },
  },
  { title: 'a method that is not supported', body: 'return "abc".includes("b");' },
  { title: 'a global that is not supported', body: 'return new Date();' },
  { title: 'a regular expression', body: 'return /a/;' },
  { title: 'an increment', body: 'let a = 1;\na++;\nreturn a;' },
  {
    title: 'JSON.stringify(ctx.info)',
    body: 'return JSON.stringify(ctx.info);',
    context: { info },
  },
  {
    title: 'every part of the context',
    body: 'return [ctx.args, ctx.source, ctx.identity, ctx.prev, ctx.request, ctx.info];',
    context: {
      arguments: { id: 'a' },
      source: { b: 1 },
      identity: { sub: 's', username: 'u', claims: { c: 1 } },
      prev: { result: [1] },
      request: { headers: { 'x-a': '1' } },
      info,
    },
  },
];

export const openCases: readonly Case[] = [
  ...expressions.map((expression) => ({ title: expression, body: `return (${expression});` })),
  ...bodies,
];
