import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import type { ServedApi } from '../../local/public.js';
import { startManifestApi } from '../../local/manifest/start.js';
import { dynamoDBEndpoint, uniqueTableName } from '../support/dynamodb.js';
import { passwords, signIn, Visitor } from './useLibrary.js';

/*
 * AWS's own samples, deployed as they are, hold forms that the developer guide does not list. Each
 * API here is built as one of them is, in words of its own; the link says which one.
 */

const KEY = 'da2-samples';
const modes = {
  key: { authenticationType: 'API_KEY', apiKeys: [{ id: KEY }] },
  users: {
    authenticationType: 'AMAZON_COGNITO_USER_POOLS',
    users: [
      { username: 'lena', password: passwords.lena, groups: ['Admin'] },
      { username: 'rosa', password: passwords.rosa, groups: ['Guest'] },
    ],
  },
};

interface Sample {
  readonly schema: string;
  readonly authentication: readonly object[];
  /** The keys of its one table, which is the data source `table`; left out: it has none. */
  readonly keys?: { readonly partitionKey: object; readonly sortKey?: object };
  /** Unit resolvers: the data source and the code of each field. */
  readonly resolvers: Readonly<Record<string, readonly [dataSource: string, code: string]>>;
}

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

/** Starts an API by its manifest, as `npm run host` does, and stops it after the test. */
async function start(sample: Sample): Promise<{ api: ServedApi; logged: string[] }> {
  const directory = await mkdtemp(join(tmpdir(), 'sample-'));
  running.push(() => rm(directory, { recursive: true }));
  const tableName = uniqueTableName();
  const manifest = {
    authentication: sample.authentication,
    tables: sample.keys ? { [tableName]: sample.keys } : {},
    dataSources: {
      none: { type: 'NONE' },
      ...(sample.keys && { table: { type: 'AMAZON_DYNAMODB', tableName } }),
    },
    resolvers: Object.fromEntries(
      Object.entries(sample.resolvers).map(([field, [dataSource]]) => [
        field,
        { kind: 'UNIT', dataSource, code: `${field}.js` },
      ]),
    ),
  };
  const files = {
    'api.graphql': sample.schema,
    'api.json': JSON.stringify(manifest),
    ...Object.fromEntries(
      Object.entries(sample.resolvers).map(([field, [, code]]) => [`${field}.js`, code]),
    ),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(directory, name), text);
  const logged: string[] = [];
  const write = (line: string): void => {
    logged.push((JSON.parse(line) as { msg: string }).msg.replaceAll(`${directory}/`, ''));
  };
  const api = await startManifestApi({
    schema: join(directory, 'api.graphql'),
    manifest: join(directory, 'api.json'),
    dynamodbEndpoint: dynamoDBEndpoint(),
    log: pino({ level: 'info' }, { write }),
  });
  running.push(() => api.stop());
  return { api, logged };
}

const put = `import { util } from '@aws-appsync/utils';
export function request(ctx) {
  const { id = util.autoId(), ...item } = ctx.args.input;
  return {
    operation: 'PutItem',
    key: util.dynamodb.toMapValues({ id }),
    attributeValues: util.dynamodb.toMapValues(item),
  };
}
export function response(ctx) { return ctx.result; }`;
const scan = `export function request() { return { operation: 'Scan', limit: 100 }; }
export function response(ctx) { return ctx.result.items; }`;
const echo = `export function request(ctx) { return { payload: ctx.args.input }; }
export function response(ctx) { return ctx.result; }`;

describe("a sample of AWS's own starts and answers", () => {
  // github.com/aws-samples/amazon-transcribe-live-meeting-assistant, lma-ai-stack/source/appsync/subscription.js
  it('that writes objects and lists into texts, asks lists with includes and logs with console.debug', async () => {
    const { api, logged } = await start({
      authentication: [modes.users],
      schema: `type Query { calls: [Call] }
type Mutation { openCall(input: CallInput!): Call }
type Subscription { onOpenCall: Call @aws_subscribe(mutations: ["openCall"]) }
type Call { id: ID! owner: String sharedWith: String }
input CallInput { id: ID! owner: String sharedWith: String }`,
      resolvers: {
        'Mutation.openCall': ['none', echo],
        'Subscription.onOpenCall': [
          'none',
          `export function request() { return { payload: null }; }
export function response(ctx) {
  const { selectionSetList, variables } = ctx.info;
  console.debug(\`who: \${ctx.identity.username}, list: \${selectionSetList}, variables: \${variables}\`);
  console.debug(\`\${ctx}\`);
  if (!selectionSetList.includes('owner') || !selectionSetList.includes('sharedWith')) {
    util.unauthorized();
  }
  if (!ctx.identity.groups.includes('Admin')) {
    const { username } = ctx.identity;
    const mine = { or: [{ owner: { eq: username } }, { sharedWith: { contains: username } }] };
    extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter(mine));
  }
  return null;
}`,
        ],
      },
    });
    const rosa = await signIn(api, 'rosa');
    const socket = await rosa.listen();
    const id = await socket.subscribe({
      query: 'subscription { onOpenCall { id owner sharedWith } }',
    });
    const refused = socket.start({ query: 'subscription { onOpenCall { id } }' });
    expect((await socket.next('error', refused)).payload).toMatchObject({
      errors: [{ errorType: 'Unauthorized' }],
    });
    expect(logged).toContain('who: rosa, list: id,owner,sharedWith, variables: [object Object]');
    expect(logged).toContain('[object Object]');

    const open = `mutation ($input: CallInput!) { openCall(input: $input) { id owner sharedWith } }`;
    const calls = [
      { id: '1', owner: 'lena', sharedWith: 'theo' },
      { id: '2', owner: 'lena', sharedWith: 'theo,rosa' },
      { id: '3', owner: 'rosa', sharedWith: null },
    ];
    for (const input of calls) expect(await rosa.get(open, { input })).toEqual({ openCall: input });
    for (const onOpenCall of calls.slice(1)) {
      expect((await socket.next('data', id)).payload).toEqual({ data: { onOpenCall } });
    }
    await socket.settled();
    expect(socket.unread).toEqual([]);
    await socket.close();
  });

  // github.com/aws-samples/appsync-bedrock-sample-with-ai-agent, cdk-infrastructure/lib/agent-api/schema.graphql
  it('that has authorization directives on its inputs', async () => {
    const { api } = await start({
      authentication: [modes.users, modes.key],
      schema: `type Talk @aws_iam @aws_cognito_user_pools { id: ID! agent: ID! }
input NewTalk @aws_cognito_user_pools { agent: ID! }
type Query @aws_cognito_user_pools { talks: [Talk]! }
type Mutation { addTalk(input: NewTalk): Talk! @aws_cognito_user_pools }`,
      keys: { partitionKey: { name: 'id' } },
      resolvers: { 'Mutation.addTalk': ['table', put], 'Query.talks': ['table', scan] },
    });
    const lena = await signIn(api, 'lena');
    const add = 'mutation ($input: NewTalk) { addTalk(input: $input) { agent } }';
    expect(await lena.get(add, { input: { agent: 'a' } })).toEqual({ addTalk: { agent: 'a' } });
    expect(await lena.get('{ talks { agent } }')).toEqual({ talks: [{ agent: 'a' }] });
    const { data, errors } = await new Visitor(api.url, { apiKey: KEY }).ask('{ talks { agent } }');
    expect([data, errors]).toMatchObject([null, [{ errorType: 'Unauthorized' }]]);
  });

  // The same repository, cdk-infrastructure/lib/example-action-apis/schema.graphql
  it('that has misspelt directives: it warns of each, and of the type that only they would open', async () => {
    const { api, logged } = await start({
      authentication: [modes.users, modes.key],
      schema: `type Car @aws_iam @aws_api_key { id: ID! model: String! }
type Buyer @aws_iam @aws_api_ke @aws_cognito_user_poolsy { id: ID! }
input NewCar { model: String! }
type Query @aws_api_key { cars: [Car!]! buyers: [Buyer] }
type Mutation @aws_api_key { addCar(input: NewCar!): Car! }`,
      keys: { partitionKey: { name: 'id' } },
      resolvers: {
        'Mutation.addCar': ['table', put],
        'Query.cars': ['table', scan],
        'Query.buyers': ['table', scan],
      },
    });
    expect(logged).toContain(
      'api.graphql:2:21: AppSync does not know the directive @aws_api_ke and ignores it.',
    );
    expect(logged.filter((line) => line.includes('@aws_cognito_user_poolsy'))).toHaveLength(1);
    expect(logged.filter((line) => line.includes('Buyer.id'))).toHaveLength(1);
    const visitor = new Visitor(api.url, { apiKey: KEY });
    await visitor.get('mutation { addCar(input: { model: "m" }) { id } }');
    const { data, errors } = await visitor.ask('{ cars { model } buyers { id } }');
    expect(data).toEqual({ cars: [{ model: 'm' }], buyers: [null] });
    expect(errors).toMatchObject([{ errorType: 'Unauthorized', path: ['buyers', 0, 'id'] }]);
  });

  // github.com/aws-samples/aws-appsync-resolver-samples, samples/dynamodb/general/updateItem.js
  it('that updates with what it is given, null and an omitted variable too', async () => {
    const { api, logged } = await start({
      authentication: [modes.key],
      schema: `type Task { id: ID! title: String note: String }
input TaskInput { id: ID! title: String note: String }
type Query { tasks: [Task] }
type Mutation { addTask(input: TaskInput!): Task changeTask(id: ID!, title: String, note: String): Task }`,
      keys: { partitionKey: { name: 'id' } },
      resolvers: {
        'Mutation.addTask': ['table', put],
        'Mutation.changeTask': [
          'table',
          `import { util } from '@aws-appsync/utils';
import { update } from '@aws-appsync/utils/dynamodb';
export function request(ctx) {
  const { id, ...changes } = ctx.args;
  return update({ key: { id }, update: changes, condition: { id: { attributeExists: true } } });
}
export function response(ctx) {
  return ctx.error ? util.error(ctx.error.message, ctx.error.type) : ctx.result;
}`,
        ],
        'Query.tasks': ['table', scan],
      },
    });
    const visitor = new Visitor(api.url, { apiKey: KEY });
    await visitor.get('mutation { addTask(input: { id: "1", title: "a", note: "n" }) { id } }');
    const change = `mutation ($id: ID!, $title: String, $note: String) {
      changeTask(id: $id, title: $title, note: $note) { title note }
    }`;
    expect(await visitor.get(change, { id: '1', title: 'b', note: null })).toEqual({
      changeTask: { title: 'b', note: null },
    });
    expect(await visitor.get(change, { id: '1', note: 'm' })).toEqual({
      changeTask: { title: null, note: 'm' },
    });
    expect(await visitor.get('{ tasks { id title note } }')).toEqual({
      tasks: [{ id: '1', title: null, note: 'm' }],
    });
    expect(logged.filter((line) => line.includes('ddb.update with a null value'))).toHaveLength(1);
    expect((await visitor.ask(change, { id: '2' })).errors).toMatchObject([
      { errorType: 'DynamoDB:ConditionalCheckFailedException' },
    ]);
  });

  // The same repository, samples/dynamodb/queries/all-items-today.js
  it("that cuts the day out of a time with substring, for today's items", async () => {
    const { api } = await start({
      authentication: [modes.key],
      schema: `type Visit { place: ID! at: AWSDateTime! }
type Query { today(place: ID!): [Visit] }
type Mutation { visit(place: ID!, at: AWSDateTime): Visit }`,
      keys: { partitionKey: { name: 'place' }, sortKey: { name: 'at' } },
      resolvers: {
        'Mutation.visit': [
          'table',
          `import { util } from '@aws-appsync/utils';
import { put } from '@aws-appsync/utils/dynamodb';
export function request(ctx) {
  const at = ctx.args.at ?? util.time.nowISO8601();
  return put({ key: { place: ctx.args.place, at }, item: {} });
}
export function response(ctx) { return ctx.result; }`,
        ],
        'Query.today': [
          'table',
          `import { util } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
export function request(ctx) {
  const today = util.time.nowISO8601().substring(0, 10);
  return query({ query: { place: { eq: ctx.args.place }, at: { beginsWith: today } } });
}
export function response(ctx) { return ctx.result.items; }`,
        ],
      },
    });
    const visitor = new Visitor(api.url, { apiKey: KEY });
    const visit = 'mutation ($at: AWSDateTime) { visit(place: "p", at: $at) { at } }';
    await visitor.get(visit, { at: '2024-02-29T12:00:00.000Z' });
    const { visit: made } = await visitor.get(visit);
    expect(await visitor.get('{ today(place: "p") { at } }')).toEqual({ today: [made] });
  });
});
