import { randomBytes, randomUUID } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { eachDataSource, readApiCode } from '../local/messaging/apiCode.js';
import {
  createDynamoDBDataSource,
  createNoneDataSource,
} from '../local/appsync/datasources/index.js';
import { createResolveField } from '../local/appsync/pipeline/index.js';
import { loadCode } from '../local/appsync/runtime/load.js';
import type {
  DataSource,
  DataSourceAnswer,
  ResolveField,
  ResolverContext,
} from '../local/appsync/types.js';
import {
  chooseEngine,
  connect,
  createTable,
  createWire,
  type Wire,
} from '../local/dynamodb/index.js';
import { bundleDirectories } from '../lib/bundle.js';
import { folderKey } from '../resolvers/lib/folders.js';
import { messageGroupPartition, profileKey } from '../resolvers/lib/keys.js';
import { table } from '../resolvers/table.js';
import type { Benchmark, BenchmarkContext, Row } from './lib/benchmark.js';
import { median, ms, timed } from './lib/statistics.js';

const BOUND = 0.2; // ms
const TABLE_NAME = 'evaluation';
const SELECTION = [
  'uuid',
  'messageGroupUuid',
  'userUuid',
  'displayName',
  'handle',
  'recipientUuid',
  'message',
  'createdAt',
];

const [ada, bert] = [randomUUID(), randomUUID()];
const groupUuid = [ada, bert].sort().join('_');

const contextOf = (field: string, args: Record<string, unknown>): ResolverContext => ({
  arguments: args,
  identity: {
    sub: ada,
    issuer: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Benchmark',
    username: 'ada',
    claims: { sub: ada, handle: 'ada', display_name: 'Ada' },
    sourceIp: ['127.0.0.1'],
    groups: null,
    defaultAuthStrategy: 'ALLOW',
  },
  source: null,
  stash: {},
  request: { headers: { host: '127.0.0.1', 'content-type': 'application/json' }, domainName: null },
  info: {
    fieldName: field.split('.')[1]!,
    parentTypeName: field.split('.')[0]!,
    variables: args,
    selectionSetList: SELECTION,
    selectionSetGraphQL: `{ ${SELECTION.join(' ')} }`,
  },
  env: { TABLE_NAME },
});

/** Records the first answer of DynamoDB and gives it at once from then on. */
const remembering = (source: DataSource): DataSource => {
  const answers = new Map<string, Promise<DataSourceAnswer>>();
  return {
    execute: (request, { resolver, functionName }) => {
      const key = `${resolver} ${functionName}`;
      const answer = answers.get(key) ?? source.execute(request, { resolver, functionName });
      answers.set(key, answer);
      return answer;
    },
  };
};

const openTable = async (context: BenchmarkContext): Promise<Wire> => {
  const local = await chooseEngine().engine.start({});
  context.cleanUp(() => local.stop());
  const place = { endpoint: local.endpoint, region: 'us-east-1' };
  const client = connect(place);
  context.cleanUp(() => client.destroy());
  const wire = createWire(place);
  context.cleanUp(() => wire.close());
  await createTable(client, TABLE_NAME, table);
  const row = { sk: groupUuid, lastMessageUuid: '0'.repeat(26), lastMessage: '', unreadCount: 0 };
  for (const item of [
    { ...profileKey(ada), uuid: ada, handle: 'ada', displayName: 'Ada' },
    ...[ada, bert].map((user) => {
      const folder = folderKey(user, 'INBOX');
      return { ...row, pk: messageGroupPartition(user), folder, home: folder };
    }),
  ]) {
    const Item = Object.fromEntries(
      Object.entries(item).map(([name, value]) => [
        name,
        typeof value === 'number' ? { N: String(value) } : { S: value },
      ]),
    );
    await client.send(new PutItemCommand({ TableName: TABLE_NAME, Item }));
  }
  return wire;
};

/** The API's resolvers on the table, and how many handlers ran. */
const openResolvers = async (
  wire: Wire,
  wrap: (source: DataSource) => DataSource,
): Promise<{ resolve: ResolveField; handlers(): number }> => {
  let handlers = 0;
  const tokenKey = randomBytes(32);
  const resolve = createResolveField({
    ...(await readApiCode(bundleDirectories.resolvers)),
    dataSources: eachDataSource((_, source) =>
      wrap(
        source.type === 'NONE'
          ? createNoneDataSource()
          : createDynamoDBDataSource({ wire, tableName: TABLE_NAME, tokenKey, ...source }),
      ),
    ),
    environment: { TABLE_NAME },
    loadCode: (code) => {
      const loaded = loadCode(code);
      return {
        evaluate: (...call) => {
          handlers += 1;
          return loaded.evaluate(...call);
        },
      };
    },
  });
  return { resolve, handlers: () => handlers };
};

const cases: readonly [string, string, Record<string, unknown>][] = [
  ['me', 'Query.me', {}],
  ['messageGroups', 'Query.messageGroups', { limit: 20 }],
  ['messages, 20 of them', 'Query.messages', { messageGroupUuid: groupUuid, limit: 20 }],
  [
    'createMessage',
    'Mutation.createMessage',
    { input: { message: 'Hi', messageGroupUuid: groupUuid } },
  ],
  ['onCreateMessage', 'Subscription.onCreateMessage', {}],
];

/** The time of whole pipelines without their data sources: DynamoDB's answers are replayed. */
export const evaluation: Benchmark = {
  name: 'evaluation',
  title: 'Evaluating resolvers, above the data source',
  note: "In this process, with DynamoDB's recorded answers given at once. A handler is one request or response function of APPSYNC_JS; one function's evaluation is two of them.",
  async run(context) {
    const rounds = context.quick ? 200 : 2000;
    const wire = await openTable(context);
    const real = await openResolvers(wire, (source) => source);
    for (let sent = 0; sent < 20; sent += 1) await ask(real.resolve, ...cases[3]!);
    const { resolve, handlers } = await openResolvers(wire, remembering);

    const rows: Row[] = [];
    for (const [name, field, args] of cases) {
      context.progress(name);
      const samples: number[] = [];
      let before = 0;
      for (let round = -rounds / 4; round < rounds; round += 1) {
        if (round === 0) before = handlers();
        const time = await timed(() => ask(resolve, name, field, args));
        if (round >= 0) samples.push(time); // earlier rounds warm up
      }
      const each = (handlers() - before) / rounds;
      const perFunction = (median(samples) / each) * 2;
      rows.push({
        measure: `${name} (${each} handlers), p50`,
        value: ms(median(samples)),
        beside: `${ms(perFunction)} a function`,
        wanted: { bound: `≤ ${BOUND} ms a function`, kept: perFunction <= BOUND },
      });
    }
    return rows;
  },
};

const ask = async (
  resolve: ResolveField,
  _name: string,
  field: string,
  args: Record<string, unknown>,
): Promise<void> => {
  const { errors } = await resolve(field, contextOf(field, args), 'User Pool Authorization');
  if (errors.length > 0) throw new Error(`${field}: ${errors[0]!.message}`);
};
