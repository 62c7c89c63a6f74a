import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createWire } from '../../local/dynamodb/index.js';
import { dataSources } from '../../resolvers/manifest.js';
import { testDataSource } from '../support/dataSource.js';
import { testEngine, useDynamoDB } from '../support/dynamodb.js';

const dynamoDB = useDynamoDB();
const newKey = () => ({ pk: { S: randomUUID() }, sk: { S: 'item' } });

const put = () => ({ operation: 'PutItem', key: newKey(), attributeValues: {} });
const get = () => ({ operation: 'GetItem', key: newKey() });
const transaction = (...writes: object[]) => ({
  operation: 'TransactWriteItems',
  transactItems: writes.map((write) => ({ table: dynamoDB.tableName, ...write })),
});

describe('A role with few actions', () => {
  test('is denied every other action, in IAM’s words, before DynamoDB gets the request', async () => {
    const { execute, made } = testDataSource(dynamoDB, { actions: ['GetItem', 'Query'] });

    const { result, error } = await execute(put());

    expect(result).toBeNull();
    expect(error?.type).toBe('DynamoDB:DynamoDbException');
    expect(error?.message).toMatch(
      new RegExp(
        '^User: arn:aws:sts::\\d{12}:assumed-role/.+ is not authorized to perform: dynamodb:PutItem ' +
          `on resource: arn:aws:dynamodb:us-east-1:\\d{12}:table/${dynamoDB.tableName} ` +
          'because no identity-based policy allows the dynamodb:PutItem action ' +
          '\\(Service: DynamoDb, Status Code: 400, Request ID: \\w+\\)$',
      ),
    );
    expect(made()).toEqual([]);
    expect((await execute(get())).error).toBeUndefined();
  });

  test.each<[action: string, request: () => unknown]>([
    ['Scan', () => ({ operation: 'Scan' })],
    ['Query', () => ({ operation: 'Query', query: { expression: 'pk = sk' } })],
    ['DeleteItem', () => ({ operation: 'DeleteItem', key: newKey() })],
    [
      'UpdateItem',
      () => ({ operation: 'UpdateItem', key: newKey(), update: { expression: 'REMOVE a' } }),
    ],
    [
      'BatchGetItem',
      () => ({
        operation: 'BatchGetItem',
        tables: { [dynamoDB.tableName]: { keys: [newKey()] } },
      }),
    ],
    [
      'BatchWriteItem',
      () => ({ operation: 'BatchDeleteItem', tables: { [dynamoDB.tableName]: [newKey()] } }),
    ],
    [
      'ConditionCheckItem',
      () =>
        transaction({
          operation: 'ConditionCheck',
          key: newKey(),
          condition: { expression: 'attribute_exists(pk)' },
        }),
    ],
  ])('needs %s for its request', async (action, request) => {
    const allButThis = [
      ...['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan'],
      ...['BatchGetItem', 'BatchWriteItem', 'ConditionCheckItem'],
    ].filter((other) => other !== action);
    const { execute, made } = testDataSource(dynamoDB, { actions: allButThis });

    const { error } = await execute(request());

    expect(error?.message).toContain(`is not authorized to perform: dynamodb:${action} `);
    expect(made()).toEqual([]);
  });

  test('may use its actions on its own table only', async () => {
    const { execute, made } = testDataSource(dynamoDB, { actions: ['GetItem'] });
    const transactItems = [{ table: 'somebody-elses', key: newKey() }];

    const { error } = await execute({ operation: 'TransactGetItems', transactItems });

    expect(error?.message).toContain('table/somebody-elses because');
    expect(made()).toEqual([]);
  });

  test('cannot read back after a failed condition without GetItem', async () => {
    const { execute, made } = testDataSource(dynamoDB, { actions: ['UpdateItem'] });

    const { result, error } = await execute({
      operation: 'UpdateItem',
      key: newKey(),
      update: { expression: 'SET a = pk' },
      condition: { expression: 'attribute_exists(pk)' },
    });

    expect(error?.message).toContain('is not authorized to perform: dynamodb:GetItem ');
    expect(result).toBeNull();
    expect(made()).toEqual(['UpdateItem']);
  });
});

describe('The data source “sends” of the manifest', () => {
  const { actions, transactionOnly } = dataSources.sends;

  test('may write only inside a transaction', async () => {
    const { execute, made } = testDataSource(dynamoDB, { actions, transactionOnly });
    expect((await execute(transaction(put()))).error).toBeUndefined();

    const { error } = await execute(put());
    expect(error?.message).toContain('is not authorized to perform: dynamodb:PutItem ');
    expect(made()).toEqual(['TransactWriteItems']);
  });
});

describe('A DynamoDB that cannot be reached', () => {
  test('causes an error of the data source within seconds, and no request hangs', async () => {
    const gone = await testEngine().start({});
    const wire = createWire({ endpoint: gone.endpoint, region: 'us-east-1' });
    const { execute, made } = testDataSource(dynamoDB, { wire });
    await gone.stop();

    const { result, error } = await execute(get());
    await wire.close();

    expect(result).toBeNull();
    expect(error).toEqual({
      type: 'DynamoDB:SdkClientException',
      message: 'Unable to execute HTTP request: DynamoDB did not answer.',
    });
    expect(made()).toEqual(['GetItem']);
  });

  test('causes an error when it dies in the middle of a request, and is used again once it is back', async () => {
    const first = await testEngine().start({});
    const { endpoint } = first;
    const wire = createWire({ endpoint, region: 'us-east-1' });
    const { execute } = testDataSource(dynamoDB, { wire, tableName: 'none' });
    process.kill(first.pid, 'SIGSTOP');
    const stuck = execute(get());
    process.kill(first.pid, 'SIGKILL');
    await first.exited;

    expect((await stuck).error?.type).toBe('DynamoDB:SdkClientException');
    const second = await testEngine().start({ endpoint });
    expect((await execute(get())).error?.type).toBe('DynamoDB:ResourceNotFoundException');
    await wire.close();
    await second.stop();
  });
});
