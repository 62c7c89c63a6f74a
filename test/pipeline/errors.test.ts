import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ExecutionTimeout } from '../../local/appsync/deadline.js';
import { createResolveField } from '../../local/appsync/pipeline/index.js';
import { loadCode } from '../../local/appsync/runtime/load.js';
import type { DataSource } from '../../local/appsync/types.js';
import { testDataSource } from '../support/dataSource.js';
import { useDynamoDB } from '../support/dynamodb.js';
import { code, testContext, testResolver } from '../support/resolver.js';

const dynamoDB = useDynamoDB();

const ok = `
export function request(ctx) { return {}; }
export function response(ctx) { return 'ok'; }`;

const failing = (handler: 'request' | 'response', statement: string) => `
export function request(ctx) { ${handler === 'request' ? statement : ''} return {}; }
export function response(ctx) { ${handler === 'response' ? statement : ''} return 'ok'; }`;

const raise = `util.error('no', 'Refused', { a: 1 }, { b: 2 });`;
const raised = { message: 'no', errorType: 'Refused', data: { a: 1 }, errorInfo: { b: 2 } };

test.each<[where: string, resolver: string, stages: string[]]>([
  ['the resolver’s request', failing('request', raise), [ok]],
  ['a function’s request', ok, [ok, failing('request', raise), ok]],
  ['a function’s response', ok, [failing('response', raise), ok]],
  ['the resolver’s response', failing('response', raise), [ok]],
])('util.error in %s ends the pipeline', async (_, resolver, stages) => {
  expect(await testResolver({ resolver, stages })()).toMatchObject({
    value: null,
    failed: true,
    errors: [raised],
  });
});

test('nothing runs after an error', async () => {
  const { execute, made } = testDataSource(dynamoDB);
  const read = `
    export function request(ctx) {
      return { operation: 'GetItem', key: util.dynamodb.toMapValues({ pk: 'a', sk: 'b' }) };
    }
    export function response(ctx) { ${raise} }`;

  const answer = await testResolver({ stages: [read, read], dataSource: { execute } })();

  expect(answer.errors).toEqual([raised]);
  expect(made()).toEqual(['GetItem']);
});

test('util.unauthorized names field and type', async () => {
  const answer = await testResolver({ stages: [failing('request', `util.unauthorized();`)] })();

  expect(answer).toMatchObject({
    failed: true,
    errors: [
      {
        message: 'Not Authorized to access test on type Query',
        errorType: 'Unauthorized',
        data: null,
        errorInfo: null,
      },
    ],
  });
});

test('appended errors accompany the value, in order', async () => {
  const answer = await testResolver({
    stages: [
      failing('request', `util.appendError('one', 'A');`),
      failing('response', `util.appendError('two', 'B', { d: 1 });`),
    ],
  })();

  expect(answer).toMatchObject({ value: 'ok', failed: false });
  expect(answer.errors).toEqual([
    { message: 'one', errorType: 'A', data: null, errorInfo: null },
    { message: 'two', errorType: 'B', data: { d: 1 }, errorInfo: null },
  ]);
});

test('appended errors come before the one that ends the pipeline', async () => {
  const answer = await testResolver({
    stages: [failing('request', `util.appendError('one', 'A'); ${raise}`)],
  })();

  expect(answer).toMatchObject({ value: null, failed: true });
  expect(answer.errors.map(({ message }) => message)).toEqual(['one', 'no']);
});

test('an exception in the code has errorType Code and reveals nothing of the host', async () => {
  const answer = await testResolver({
    stages: [failing('request', `const nothing = null; ctx.stash.a = nothing.a;`)],
  })();

  expect(answer).toMatchObject({ value: null, failed: true, errors: [{ errorType: 'Code' }] });
  expect(JSON.stringify(answer.errors)).not.toMatch(/node_modules|\/work|\.ts\b| {4}at /);
});

test('a request that the data source cannot interpret has errorType MappingTemplate', async () => {
  const { execute } = testDataSource(dynamoDB);
  const appending = failing('response', `util.appendError('ran', 'A');`);
  const answer = await testResolver({
    resolver: appending,
    stages: [appending],
    dataSource: { execute },
  })();

  expect(answer).toMatchObject({
    value: null,
    failed: true,
    errors: [
      { errorType: 'MappingTemplate', message: "Value for field '$[operation]' not found." },
    ],
  });
});

const put = (response: string) => `
export function request(ctx) {
  return {
    operation: 'PutItem',
    key: util.dynamodb.toMapValues({ pk: ctx.args.pk, sk: 'item' }),
    attributeValues: util.dynamodb.toMapValues({ n: ctx.args.n }),
    condition: { expression: 'attribute_not_exists(pk)' },
  };
}
export function response(ctx) { ${response} }`;

test('an error of the data source becomes ctx.error, together with ctx.result', async () => {
  const { execute } = testDataSource(dynamoDB);
  const pk = randomUUID();
  const resolve = testResolver({
    stages: [put(`return [ctx.error?.type ?? null, ctx.result.n];`)],
    dataSource: { execute },
  });

  expect((await resolve({ arguments: { pk, n: 1 } })).value).toEqual([null, 1]);
  expect(await resolve({ arguments: { pk, n: 2 } })).toMatchObject({
    value: ['DynamoDB:ConditionalCheckFailedException', 1],
    failed: false,
    errors: [],
  });
});

test('an error of the data source is ignored when the response handler does not check it', async () => {
  const { execute } = testDataSource(dynamoDB);
  const pk = randomUUID();
  const resolve = testResolver({
    stages: [put(`return 'done';`)],
    dataSource: { execute },
  });

  await resolve({ arguments: { pk, n: 1 } });
  expect(await resolve({ arguments: { pk, n: 2 } })).toMatchObject({ value: 'done', errors: [] });
});

test('the next function does not see ctx.error of the one before', async () => {
  const { execute } = testDataSource(dynamoDB, { tableName: 'not-there' });
  const read = `
    export function request(ctx) {
      ctx.stash.seen = [...(ctx.stash.seen ?? []), ctx.error?.type ?? null];
      return { operation: 'GetItem', key: util.dynamodb.toMapValues({ pk: 'a' }) };
    }
    export function response(ctx) { return ctx.stash.seen; }`;

  const answer = await testResolver({ stages: [read, read], dataSource: { execute } })();

  expect(answer.value).toEqual([null, null]);
});

const silent: DataSource = { execute: () => new Promise(() => undefined) };

test('a data source that does not answer in time causes ExecutionTimeout', async () => {
  let expire = () => undefined as void;
  const passed = new Promise<never>((_, reject) => {
    expire = () => reject(new ExecutionTimeout());
  });
  const resolve = testResolver({
    stages: [failing('request', `util.appendError('before', 'A');`)],
    dataSource: silent,
    startDeadline: () => ({ passed, isOver: false, clear: () => undefined }),
  });

  const answer = resolve();
  expire();

  expect(await answer).toMatchObject({
    value: null,
    failed: true,
    errors: [
      { message: 'before' },
      { errorType: 'ExecutionTimeout', message: 'Execution timed out.' },
    ],
  });
});

test('an unexpected error is reported to the host in full and hidden from the client', async () => {
  const reported: unknown[] = [];
  const secret = new Error('the password is 12345');
  const answer = await testResolver({
    stages: [ok],
    dataSource: { execute: () => Promise.reject(secret) },
    onInternalFailure: (error, field) => reported.push(error, field),
  })();

  expect(reported).toEqual([secret, 'Query.test']);
  expect(answer).toMatchObject({ failed: true, errors: [{ errorType: 'InternalFailure' }] });
  expect(JSON.stringify(answer)).not.toContain('12345');
});

test('all faults of an API’s code are reported at once, each with field, function and file', () => {
  const create = () =>
    createResolveField({
      dataSources: { source: silent },
      functions: {
        good: { dataSource: 'source', code: code('good.js', ok) },
        broken: { dataSource: 'source', code: code('broken.js', 'export function request( {') },
        lost: { dataSource: 'nowhere', code: code('lost.js', ok) },
      },
      resolvers: {
        'Query.missing': { kind: 'PIPELINE', code: code('a.js', ok), functions: ['absent'] },
        'Query.long': {
          kind: 'PIPELINE',
          code: code('b.js', ok),
          functions: Array.from({ length: 11 }, () => 'good'),
        },
        'Query.ten': {
          kind: 'PIPELINE',
          code: code('b.js', ok),
          functions: Array.from({ length: 10 }, () => 'good'),
        },
        'Query.unit': { kind: 'UNIT', code: code('c.js', 'while (true) {}'), dataSource: 'none' },
      },
      environment: {},
      loadCode,
    });

  let message = '';
  try {
    create();
  } catch (error) {
    message = String(error);
  }
  expect(message).toMatch(/Function broken \(broken\.js\): /);
  expect(message).toMatch(/Function lost: there is no data source 'nowhere'/);
  expect(message).toMatch(/Resolver Query\.missing: there is no function 'absent'/);
  expect(message).toMatch(
    /Resolver Query\.long: A resolver can only be composed of 10 functions\./,
  );
  expect(message).not.toContain('Query.ten');
  expect(message).toMatch(/Resolver Query\.unit \(c\.js\): /);
  expect(message).toMatch(/Resolver Query\.unit: there is no data source 'none'/);
});

test('resolving a field that has no resolver rejects', async () => {
  const resolveField = createResolveField({
    dataSources: {},
    functions: {},
    resolvers: {},
    environment: {},
    loadCode,
  });

  await expect(resolveField('Query.test', testContext(), 'API Key Authorization')).rejects.toThrow(
    'Query.test',
  );
});
