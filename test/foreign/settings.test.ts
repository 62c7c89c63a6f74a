import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ServedApi } from '../../local/public.js';
import { startManifestApi } from '../../local/manifest/start.js';
import { Visitor } from './useLibrary.js';
import { dynamoDBEndpoint } from '../support/dynamodb.js';

const KEY = 'da2-settings';
const tableName = `test-${randomUUID()}`;
const code = (request: string) => `import { util } from '@aws-appsync/utils';
export function request(ctx) { return ${request}; }
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result;
}`;
const key = "util.dynamodb.toMapValues({ bus: ctx.args.bus ?? 'b', stop: 1 })";
const resolvers: Record<string, readonly [dataSource: string, request: string]> = {
  'Query.stage': ['none', '{ payload: ctx.env.STAGE }'],
  'Query.stop': ['reads', `{ operation: 'GetItem', key: ${key} }`],
  'Query.byName': [
    'reads',
    `{ operation: 'Query', index: 'byName', query: {
       expression: 'bus = :bus and begins_with(title, :t)',
       expressionValues: util.dynamodb.toMapValues({ ':bus': ctx.args.bus, ':t': 'M' }) } }`,
  ],
  'Mutation.add': [
    'writes',
    `{ operation: 'PutItem', key: ${key}, attributeValues: util.dynamodb.toMapValues({ title: ctx.args.title, hidden: 1 }) }`,
  ],
  'Mutation.addByReader': [
    'reads',
    `{ operation: 'PutItem', key: ${key}, attributeValues: util.dynamodb.toMapValues({ title: 'x' }) }`,
  ],
  'Mutation.addAlone': [
    'transactions',
    `{ operation: 'PutItem', key: ${key}, attributeValues: util.dynamodb.toMapValues({ title: 'x' }) }`,
  ],
};
const manifest = {
  authentication: [{ authenticationType: 'API_KEY', apiKeys: [{ id: KEY }] }],
  tables: {
    [tableName]: {
      partitionKey: { name: 'bus' },
      sortKey: { name: 'stop', type: 'N' },
      localSecondaryIndexes: [
        {
          indexName: 'byName',
          sortKey: { name: 'title' },
          projectionType: 'INCLUDE',
          nonKeyAttributes: ['shown'],
        },
      ],
      timeToLiveAttribute: 'gone',
    },
  },
  dataSources: {
    none: { type: 'NONE' },
    reads: { type: 'AMAZON_DYNAMODB', tableName, actions: ['GetItem', 'Query'] },
    writes: { type: 'AMAZON_DYNAMODB', tableName },
    transactions: {
      type: 'AMAZON_DYNAMODB',
      tableName,
      actions: ['PutItem'],
      transactionOnly: true,
    },
  },
  resolvers: Object.fromEntries(
    Object.entries(resolvers).map(([field, [dataSource]]) => [
      field,
      { kind: 'UNIT', dataSource, code: `${field}.js` },
    ]),
  ),
  environment: { STAGE: 'test' },
  introspectionConfig: 'DISABLED',
  resolverCountLimit: 2,
};
const schema = `type Query { stage: String stop(bus: String): Stop byName(bus: String): Stops }
type Mutation { add(bus: String, title: String): Stop addByReader: Stop addAlone: Stop }
type Stop { bus: String stop: Int title: String hidden: Int }
type Stops { items: [Stop] }`;

let directory: string;
let api: ServedApi;
let visitor: Visitor;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'any-api-'));
  const files = Object.entries({
    'api.graphql': schema,
    'api.json': JSON.stringify(manifest),
    ...Object.fromEntries(
      Object.entries(resolvers).map(([field, [, request]]) => [`${field}.js`, code(request)]),
    ),
  });
  for (const [name, text] of files) await writeFile(join(directory, name), text);
  api = await startManifestApi({
    schema: join(directory, 'api.graphql'),
    manifest: join(directory, 'api.json'),
    dynamodbEndpoint: dynamoDBEndpoint(),
  });
  visitor = new Visitor(api.url, { apiKey: KEY });
});
afterAll(async () => {
  await api?.stop();
  await rm(directory, { recursive: true });
});

describe('what a manifest sets', () => {
  it('reaches the code as ctx.env', async () => {
    expect(await visitor.get('{ stage }')).toEqual({ stage: 'test' });
  });

  it('switches introspection off', async () => {
    const { data, errors } = await visitor.ask('{ __schema { queryType { name } } }');
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
  });

  it('limits how many resolvers one request runs', async () => {
    const { data, errors } = await visitor.ask('{ a: stage b: stage c: stage }');
    expect(Object.values(data!).filter((value) => value === 'test')).toHaveLength(2);
    expect(errors).toMatchObject([{ errorType: 'ResolverExecutionLimitReached' }]);
  });

  it('holds a data source to its actions', async () => {
    for (const field of ['addByReader', 'addAlone']) {
      const { errors } = await visitor.ask(`mutation { ${field} { bus } }`);
      expect(errors![0]!.message, field).toMatch(/not authorized to perform: dynamodb:PutItem/);
    }
    expect(await visitor.get('{ stop { bus } }')).toEqual({ stop: null });
  });

  it('makes number keys and local indexes, which hold what they project', async () => {
    const bus = randomUUID();
    await visitor.get(`mutation { add(bus: "${bus}", title: "Main street") { bus } }`);
    expect(await visitor.get(`{ stop(bus: "${bus}") { stop title hidden } }`)).toEqual({
      stop: { stop: 1, title: 'Main street', hidden: 1 },
    });
    expect(await visitor.get(`{ byName(bus: "${bus}") { items { stop title hidden } } }`)).toEqual({
      byName: { items: [{ stop: 1, title: 'Main street', hidden: null }] },
    });
  });

  it('leaves no Cognito where there is no user pool', async () => {
    expect((await fetch(`${api.url}/cognito`, { method: 'POST' })).status).toBe(404);
    expect(api.config.amplify.Auth).toBeUndefined();
  });
});
