import type { RecordedCase } from './recordedCase.js';

/** Whole request handlers: what they return, and the errors in which they end. */
export const handlerCases: readonly RecordedCase[] = [
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
];
