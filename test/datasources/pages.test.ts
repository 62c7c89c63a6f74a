import { randomBytes, randomUUID } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTokenSeal } from '../../local/appsync/datasources/dynamodb/nextToken.js';
import { table } from '../../resolvers/table.js';
import { testDataSource } from '../support/dataSource.js';
import { useDynamoDB } from '../support/dynamodb.js';

const dynamoDB = useDynamoDB();
const pk = randomUUID();
const letters = [...'abcdefg'];

beforeAll(async () => {
  for (const [index, sk] of letters.entries()) {
    const Item = {
      pk: { S: pk },
      sk: { S: sk },
      n: { N: String(index) },
      folder: { S: pk },
      lastMessageUuid: { S: `z${9 - index}` },
    };
    await dynamoDB.client.send(new PutItemCommand({ TableName: dynamoDB.tableName, Item }));
  }
});

const partition = {
  expression: '#pk = :pk',
  expressionNames: { '#pk': 'pk' },
  expressionValues: { ':pk': { S: pk } },
};
const query = { operation: 'Query', query: partition };

interface Page {
  items: { sk: string; n: number }[];
  nextToken: string | null;
  scannedCount: number;
}

const scope = { resolver: 'Query.messages', functionName: 'listMessages' };

const source = () => {
  const { execute, ...rest } = testDataSource(dynamoDB);
  const page = async (request: unknown, where = scope) =>
    (await execute(request, where)).result as Page;
  return { execute, page, ...rest };
};

const keysOf = ({ items }: Page) => items.map(({ sk }) => sk);

describe('Query', () => {
  test('returns the items in order, a count, and null as nextToken at the end', async () => {
    const { page } = source();
    const all = await page(query);

    expect(keysOf(all)).toEqual(letters);
    expect(all).toMatchObject({ nextToken: null, scannedCount: 7 });
    expect(keysOf(await page({ ...query, scanIndexForward: false }))).toEqual(letters.toReversed());
  });

  test('reaches every item exactly once by nextToken', async () => {
    const { page } = source();
    const seen: string[] = [];
    let nextToken: string | null = null;
    do {
      const current: Page = await page({ ...query, limit: 3, nextToken });
      seen.push(...keysOf(current));
      nextToken = current.nextToken;
    } while (nextToken !== null);

    expect(seen).toEqual(letters);
  });

  test('filters after the limit is applied', async () => {
    const { page } = source();
    const filter = { expression: 'n > :n', expressionValues: { ':n': { N: 4 } } };
    const filtered = await page({ ...query, filter, limit: 6 });

    expect(keysOf(filtered)).toEqual(['f']);
    expect(filtered.scannedCount).toBe(6);
    expect(filtered.nextToken).toEqual(expect.any(String));
  });

  test('reads an index and projects', async () => {
    const { page, execute } = source();
    const byFolder = {
      operation: 'Query',
      index: table.index.name,
      query: { ...partition, expressionNames: { '#pk': table.index.partitionKey } },
    };
    const projection = { expression: 'sk, n' };

    expect(keysOf(await page(byFolder))).toEqual(letters.toReversed());
    const projected = await page({ ...query, projection, select: 'SPECIFIC_ATTRIBUTES', limit: 1 });
    expect(projected.items).toEqual([{ sk: 'a', n: 0 }]);
    const consistent = await execute({ ...byFolder, consistentRead: true });
    expect(consistent.error?.type).toBe('DynamoDB:DynamoDbException');
  });

  test.each([0, -1])('lets DynamoDB refuse the limit %d', async (limit) => {
    const { execute } = source();
    expect((await execute({ ...query, limit })).error?.type).toBe('DynamoDB:DynamoDbException');
  });
});

describe('Scan', () => {
  test('reads the table page by page', async () => {
    const { page } = source();
    const first = await page({ operation: 'Scan', limit: 5 });
    const second = await page({ operation: 'Scan', limit: 5, nextToken: first.nextToken });

    expect(first.items).toHaveLength(5);
    expect([first.scannedCount, second.scannedCount]).toEqual([5, 2]);
    expect([...keysOf(first), ...keysOf(second)].sort()).toEqual(letters);
    expect(second.nextToken).toBeNull();
  });

  test('reads one segment of several', async () => {
    const { page } = source();
    const segments = await Promise.all(
      [0, 1, 2].map((segment) => page({ operation: 'Scan', totalSegments: 3, segment })),
    );
    expect(segments.flatMap(keysOf).sort()).toEqual(letters);
  });
});

describe('nextToken', () => {
  const refused = {
    result: null,
    error: {
      type: 'DynamoDB:UserIllegalArgumentException',
      message:
        'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
    },
  };

  const token = async () => (await source().page({ ...query, limit: 2 })).nextToken ?? '';

  test('reveals nothing of the key in it', async () => {
    const bytes = Buffer.from(await token(), 'base64url').toString('latin1');
    expect(bytes).not.toContain(pk);
    expect(bytes).not.toContain('"S"');
  });

  test.each([
    ['another resolver', { ...scope, resolver: 'Query.messagesAfter' }],
    ['another function', { ...scope, functionName: 'listMessagesAfter' }],
    ['no function', { resolver: scope.resolver }],
  ])('is refused in %s', async (_, elsewhere) => {
    const { execute, made } = source();
    const nextToken = await token();

    expect(await execute({ ...query, nextToken }, elsewhere)).toEqual(refused);
    expect(made()).toEqual([]);
  });

  test('is refused after a change of any character', async () => {
    const { execute, made } = source();
    const good = await token();
    const bad = [...good].map((character, index) => {
      const other = character === 'A' ? 'B' : 'A';
      return good.slice(0, index) + other + good.slice(index + 1);
    });

    for (const nextToken of [
      ...bad,
      '',
      good.slice(0, -4),
      `${good}AAAA`,
      `${good}=`,
      ` ${good}`,
    ]) {
      expect(await execute({ ...query, nextToken }, scope)).toEqual(refused);
    }
    expect(made()).toEqual([]);
    expect((await execute({ ...query, nextToken: good }, scope)).error).toBeUndefined();
  });

  test('can hold every key, with any attribute names', () => {
    const { seal, open } = createTokenSeal(randomBytes(32));
    const key = { B: { S: 'text' }, S: { B: 'AP8=' }, N: { N: '7' } };
    expect(open(seal(key, scope), scope)).toEqual(key);
  });

  test('of another host is refused', async () => {
    const other = testDataSource(dynamoDB, { tokenKey: randomBytes(32) });
    expect(await other.execute({ ...query, nextToken: await token() }, scope)).toEqual(refused);
  });

  test('of one partition returns nothing of another', async () => {
    const { execute } = source();
    const elsewhere = { ...partition, expressionValues: { ':pk': { S: randomUUID() } } };

    const { result, error } = await execute(
      { ...query, query: elsewhere, nextToken: await token() },
      scope,
    );

    expect(error?.type).toBe('DynamoDB:DynamoDbException');
    expect(result).toBeNull();
  });
});
