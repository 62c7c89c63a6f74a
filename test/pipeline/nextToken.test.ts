import { randomUUID } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { testDataSource } from '../support/dataSource.js';
import { useDynamoDB } from '../support/dynamodb.js';
import { testResolver } from '../support/resolver.js';

const dynamoDB = useDynamoDB();
const pk = randomUUID();

beforeAll(async () => {
  for (const sk of ['a', 'b']) {
    const Item = { pk: { S: pk }, sk: { S: sk } };
    await dynamoDB.client.send(new PutItemCommand({ TableName: dynamoDB.tableName, Item }));
  }
});

/** Reads a page of one item. */
const page = (nextToken: string, response: string) => `
export function request(ctx) {
  return {
    operation: 'Query',
    query: { expression: 'pk = :pk', expressionValues: { ':pk': { S: '${pk}' } } },
    limit: 1,
    nextToken: ${nextToken},
  };
}
export function response(ctx) { ${response} }`;

test('a nextToken is valid for the function that returned it, also in another request', async () => {
  const { execute } = testDataSource(dynamoDB);
  const resolve = testResolver({
    stages: [page('ctx.args.nextToken', 'return ctx.result;')],
    dataSource: { execute },
  });

  const first = await resolve({ arguments: { nextToken: null } });
  const { nextToken } = first.value as { nextToken: string };
  const second = await resolve({ arguments: { nextToken } });

  expect(first.value).toMatchObject({ items: [{ sk: 'a' }] });
  expect(second.value).toMatchObject({ items: [{ sk: 'b' }] });
});

test('a nextToken of one function is refused in another', async () => {
  const { execute } = testDataSource(dynamoDB);
  const answer = await testResolver({
    stages: [
      page('null', 'return ctx.result.nextToken;'),
      page('ctx.prev.result', 'return [ctx.result, ctx.error?.type];'),
    ],
    dataSource: { execute },
  })();

  expect(answer.value).toEqual([null, 'DynamoDB:UserIllegalArgumentException']);
});
