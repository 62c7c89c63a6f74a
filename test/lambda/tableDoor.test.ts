import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Sha256 } from '@aws-crypto/sha256-js';
import * as sdk from '@aws-sdk/client-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readPolicy } from '../../local/iam/policy.js';
import type { Credentials } from '../../local/iam/signature.js';
import type { Speaker } from '../../local/lambda/speaker.js';
import { tableDoor } from '../../local/lambda/tableDoor.js';
import { silentLog } from '../../local/host/log.js';
import { sessionCredentials } from '../../local/template/credentials.js';
import { useDynamoDB } from '../support/dynamodb.js';
import { allItems } from '../support/tables.js';

const dynamoDB = useDynamoDB();
let mine: string;
let other: string;
beforeAll(async () => {
  mine = await dynamoDB.newTable();
  other = await dynamoDB.newTable();
});

const ARN = 'arn:aws:iam::000000000000:role/team/writer';
const SESSION = 'arn:aws:sts::000000000000:assumed-role/writer/notes';
const arnOf = (table: string) => `arn:aws:dynamodb:us-east-1:000000000000:table/${table}`;
/** A function whose role may do some actions on the table `mine` and its indexes. */
const speakerOf = (
  actions: readonly string[],
  Condition: object = {},
  more: object[] = [],
): Speaker => ({
  credentials: sessionCredentials(),
  session: SESSION,
  role: {
    arn: ARN,
    statements: readPolicy({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: actions.map((action) => `dynamodb:${action}`),
          Resource: [arnOf(mine), `${arnOf(mine)}/index/*`],
          Condition,
        },
        ...more,
      ],
    }),
  },
});

const apps: FastifyInstance[] = [];
const clients: { destroy(): void }[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});
afterAll(() => clients.forEach((client) => client.destroy()));

/** A door with its own address, and what it was told of denials. */
async function open(speakers: readonly Speaker[], endpoint = dynamoDB.endpoint) {
  const denied: string[] = [];
  const app = Fastify();
  const door = tableDoor({
    speakers,
    wire: dynamoDB.wire,
    endpoint,
    region: 'us-east-1',
    onDenied: (_, { question }) => denied.push(`${question.action} ${question.resource}`),
    log: silentLog(),
  });
  await app.register(door, { prefix: '/dynamodb' });
  apps.push(app);
  return { url: `${await app.listen({ host: '127.0.0.1', port: 0 })}/dynamodb`, denied };
}

/** The SDK as a function has it. */
function clientOf(url: string, credentials: Credentials): sdk.DynamoDBClient {
  const client = new sdk.DynamoDBClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: credentials as Required<Credentials>,
    maxAttempts: 1,
  });
  clients.push(client);
  return client;
}
async function clientFor(speaker: Speaker) {
  const { url, denied } = await open([speaker]);
  return { client: clientOf(url, speaker.credentials), denied, url };
}

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'a' } });
const everything = ['PutItem', 'GetItem', 'BatchGetItem', 'BatchWriteItem', 'Query', 'UpdateItem'];

/** Each with the table that it is about beside the allowed one. */
const requests: readonly [what: string, action: string, command: (table: string) => object][] = [
  ['puts an item', 'PutItem', (TableName) => new sdk.PutItemCommand({ TableName, Item: key('x') })],
  ['gets an item', 'GetItem', (TableName) => new sdk.GetItemCommand({ TableName, Key: key('x') })],
  [
    'names the table by its ARN',
    'GetItem',
    (table) => new sdk.GetItemCommand({ TableName: arnOf(table), Key: key('x') }),
  ],
  [
    'reads what a table is',
    'DescribeTable',
    (TableName) => new sdk.DescribeTableCommand({ TableName }),
  ],
  ['deletes a table', 'DeleteTable', (TableName) => new sdk.DeleteTableCommand({ TableName })],
  [
    'reads of both tables in a batch',
    'BatchGetItem',
    (table) =>
      new sdk.BatchGetItemCommand({
        RequestItems: { [mine]: { Keys: [key('x')] }, [table]: { Keys: [key('x')] } },
      }),
  ],
  [
    'writes to both tables in a batch',
    'BatchWriteItem',
    (table) =>
      new sdk.BatchWriteItemCommand({
        RequestItems: {
          [mine]: [{ PutRequest: { Item: key('batch') } }],
          [table]: [{ PutRequest: { Item: key('batch') } }],
        },
      }),
  ],
  [
    'writes to both tables in a transaction',
    'PutItem',
    (table) =>
      new sdk.TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: mine, Item: key('transaction') } },
          { Put: { TableName: table, Item: key('transaction') } },
        ],
      }),
  ],
  [
    'checks a condition of the other table in a transaction',
    'ConditionCheckItem',
    (table) =>
      new sdk.TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: mine, Item: key('transaction') } },
          {
            ConditionCheck: {
              TableName: table,
              Key: key('x'),
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
        ],
      }),
  ],
];
const send = (client: sdk.DynamoDBClient, command: object) =>
  client.send(command as sdk.GetItemCommand);

describe('A function that sends to DynamoDB', () => {
  it('may do what its role allows, and the tables are those of the host', async () => {
    const { client } = await clientFor(speakerOf(everything));
    await client.send(
      new sdk.PutItemCommand({ TableName: mine, Item: { ...key('ü'), text: { S: '“é” 😀' } } }),
    );
    const { Item } = await client.send(new sdk.GetItemCommand({ TableName: mine, Key: key('ü') }));
    expect(Item?.text).toEqual({ S: '“é” 😀' });
    expect(await allItems(dynamoDB.client, mine)).toContainEqual(Item);
  });

  it.each(requests)(
    'and %s of another table gets IAM’s error, and nothing is done',
    async (_, action, command) => {
      const { client, denied } = await clientFor(speakerOf(everything));
      await expect(send(client, command(other))).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message:
          `User: ${SESSION} is not authorized to perform: dynamodb:${action} on resource: ` +
          `${arnOf(other)} because no identity-based policy allows the dynamodb:${action} action`,
        $metadata: { httpStatusCode: 400 },
      });
      expect(denied).toEqual([`dynamodb:${action} ${arnOf(other)}`]);
      expect(await allItems(dynamoDB.client, other)).toEqual([]);
      const written = JSON.stringify(await allItems(dynamoDB.client, mine));
      expect(written).not.toMatch(/batch|transaction/);
    },
  );

  it('gets the names of no tables without a grant for all', async () => {
    const { client } = await clientFor(speakerOf(['ListTables']));
    await expect(client.send(new sdk.ListTablesCommand({}))).rejects.toThrow(
      'is not authorized to perform: dynamodb:ListTables on resource: * because',
    );
  });

  it('gets an error that says that a policy denies it', async () => {
    const deny = { Effect: 'Deny', Action: 'dynamodb:PutItem', Resource: '*' };
    const { client } = await clientFor(speakerOf(everything, {}, [deny]));
    const put = new sdk.PutItemCommand({ TableName: mine, Item: key('x') });
    await expect(client.send(put)).rejects.toThrow(
      'with an explicit deny in an identity-based policy',
    );
  });

  it('may do everything where its role is not known', async () => {
    const { client } = await clientFor({ ...speakerOf(['None']), role: undefined });
    const { Table } = await client.send(new sdk.DescribeTableCommand({ TableName: other }));
    expect(Table?.TableName).toBe(other);
  });

  it('gets DynamoDB’s own errors as they are', async () => {
    const { client } = await clientFor(speakerOf(everything));
    const put = new sdk.PutItemCommand({
      TableName: mine,
      Item: key('again'),
      ConditionExpression: 'attribute_exists(pk)',
    });
    await expect(client.send(put)).rejects.toBeInstanceOf(sdk.ConditionalCheckFailedException);
  });

  it('gets an error, and no address, where DynamoDB does not answer', async () => {
    const gone: Server = createServer();
    gone.listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const endpoint = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    gone.close();
    await once(gone, 'close');
    const speaker = speakerOf(everything);
    const { url } = await open([speaker], endpoint);
    const get = new sdk.GetItemCommand({ TableName: mine, Key: key('x') });
    await expect(clientOf(url, speaker.credentials).send(get)).rejects.toMatchObject({
      name: 'InternalServerError',
      message: 'DynamoDB does not answer',
    });
  });
});

describe('What a condition asks of', () => {
  const keys = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['me'] } };
  const only = {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'open'] },
    StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
  };
  const EQ = 'EQ' as const;

  it.each<
    [what: string, condition: object, command: (name: string) => object, good: string, bad: string]
  >([
    ['keys', keys, (pk) => new sdk.GetItemCommand({ TableName: mine, Key: key(pk) }), 'me', 'you'],
    [
      'keys of a legacy query',
      keys,
      (pk) =>
        new sdk.QueryCommand({
          TableName: mine,
          KeyConditions: { pk: { ComparisonOperator: EQ, AttributeValueList: [{ S: pk }] } },
        }),
      'me',
      'you',
    ],
    [
      'attributes of a batch',
      only,
      (name) =>
        new sdk.BatchGetItemCommand({
          RequestItems: {
            [mine]: {
              Keys: [key('me')],
              ProjectionExpression: '#a',
              ExpressionAttributeNames: { '#a': name },
            },
          },
        }),
      'open',
      'secret',
    ],
    [
      'attributes of a legacy read',
      only,
      (name) =>
        new sdk.GetItemCommand({ TableName: mine, Key: key('me'), AttributesToGet: [name] }),
      'open',
      'secret',
    ],
  ])('%s is asked of a function, too', async (_, condition, command, good, bad) => {
    const { client } = await clientFor(speakerOf(everything, condition));
    await expect(send(client, command(good))).resolves.toBeDefined();
    await expect(send(client, command(bad))).rejects.toThrow(/is not authorized to perform/);
  });
});

describe('A statement of PartiQL', () => {
  const select = (table: string) => `SELECT * FROM "${table}" WHERE pk = 'x'`;
  const ql = ['PartiQLSelect', 'PartiQLInsert'];
  const execute = (Statement: string) => new sdk.ExecuteStatementCommand({ Statement });

  it.each<[action: string, statement: (table: string) => string]>([
    ['PartiQLSelect', select],
    ['PartiQLSelect', (table) => `select 'FROM' from "${table}"."byDate" where pk = ' FROM "x"'`],
    ['PartiQLInsert', (table) => `INSERT INTO "${table}" VALUE {'pk': 'x', 'sk': 'a'}`],
    ['PartiQLUpdate', (table) => `UPDATE "${table}" SET a = 1 WHERE pk = 'x' AND sk = 'a'`],
    ['PartiQLDelete', (table) => `DELETE FROM "${table}" WHERE pk = 'x' AND sk = 'a'`],
  ])('needs dynamodb:%s', async (action, statement) => {
    const { client } = await clientFor(
      speakerOf(['GetItem', 'Query', 'Scan', 'PutItem', 'UpdateItem', 'DeleteItem']),
    );
    await expect(client.send(execute(statement(mine)))).rejects.toThrow(
      new RegExp(`perform: dynamodb:${action} on resource: ${arnOf(mine)}`),
    );
  });

  it('that its role allows is carried out, and one on another table is not', async () => {
    const { client, denied } = await clientFor(speakerOf(ql));
    await client.send(execute(`INSERT INTO "${mine}" VALUE {'pk': 'ql', 'sk': 'a'}`));
    expect(await allItems(dynamoDB.client, mine)).toContainEqual(key('ql'));
    await expect(client.send(execute(select(other)))).rejects.toThrow(/is not authorized/);
    expect(denied).toEqual([`dynamodb:PartiQLSelect ${arnOf(other)}`]);
  });

  it('on another table denies the batch or the transaction that it is in', async () => {
    const { client } = await clientFor(speakerOf(ql));
    const statements = [{ Statement: select(mine) }, { Statement: select(other) }];
    await expect(
      client.send(new sdk.BatchExecuteStatementCommand({ Statements: statements })),
    ).rejects.toThrow(/is not authorized/);
    await expect(
      client.send(new sdk.ExecuteTransactionCommand({ TransactStatements: statements })),
    ).rejects.toThrow(/is not authorized/);
  });

  it.each([
    (a: string, b: string) => `SELECT * FROM "${a}", "${b}"`,
    (a: string, b: string) => `SELECT * FROM "${a}" WHERE pk IN (SELECT pk FROM "${b}")`,
    (a: string, b: string) => `SELECT * -- FROM "${a}"\n FROM "${b}"`,
    (a: string, b: string) => `SELECT /* FROM "${a}" */ * FROM "${b}"`,
    (a: string, b: string) => `SELECT * FROM "${a}"; SELECT * FROM "${b}"`,
    (a: string, b: string) => `INSERT INTO "${a}" SELECT * FROM "${b}"`,
    (a: string) => `SELECT * FROM "${a}" WHERE pk = 'x`,
    (a: string) => `DROP TABLE "${a}"`,
    (a: string, b: string) => `SELECT * FROM "${a}"; UPDATE "${b}" SET c = 1`,
    (a: string, b: string) => `SELECT * /* ' */ FROM "${b}" /* ' FROM "${a}" */`,
    (a: string, b: string) => `SELECT * -- '\n FROM "${b}" -- ' FROM "${a}"`,
    () => '',
  ])('that cannot be judged is refused: %s', async (statement) => {
    const { client } = await clientFor(speakerOf(['*']));
    await expect(client.send(execute(statement(mine, other) || ' '))).rejects.toMatchObject({
      name: 'ValidationException',
      message: "Statement wasn't well formed, can't be processed",
    });
  });

  it('is not allowed under a condition on keys, of which it says nothing that is read', async () => {
    const Condition = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['x'] } };
    const { client } = await clientFor(speakerOf(ql, Condition));
    await expect(client.send(execute(select(mine)))).rejects.toThrow(/is not authorized/);
    const deny = { Effect: 'Deny', Action: 'dynamodb:*', Resource: '*', Condition };
    const denied = await clientFor(speakerOf(ql, {}, [deny]));
    await expect(denied.client.send(execute(select(mine)))).rejects.toThrow(/explicit deny/);
  });
});

/** A request that is signed by hand. */
async function signed(
  url: string,
  credentials: Credentials,
  {
    body = '{}',
    target = 'DynamoDB_20120810.GetItem',
    service = 'dynamodb',
    at = new Date(),
    unsigned = [] as readonly string[],
  } = {},
) {
  const { host, pathname, hostname } = new URL(url);
  const signer = new SignatureV4({
    credentials: credentials as Required<Credentials>,
    region: 'us-east-1',
    service,
    sha256: Sha256,
  });
  const { headers } = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname,
      path: pathname,
      headers: { host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target },
      body,
    },
    { signingDate: at, unsignableHeaders: new Set(unsigned) },
  );
  return { headers, body };
}
async function post(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
) {
  const response = await fetch(url, { method: 'POST', headers, body });
  const answer = (await response.json()) as { __type: string; Message: string };
  expect(JSON.stringify(answer)).not.toMatch(/at .*\.ts|node_modules/);
  return { status: response.status, type: answer.__type?.split('#')[1], message: answer.Message };
}

describe('A request that another has made', () => {
  const mayGet = () => JSON.stringify({ TableName: mine, Key: key('x') });

  it('is refused without a signature, with one of an unknown key, and without the session token', async () => {
    const speaker = speakerOf(everything);
    const { url } = await open([speaker]);
    const unknown = 'UnrecognizedClientException';
    const good = await signed(url, speaker.credentials, { body: mayGet() });
    expect((await fetch(url, { method: 'POST', ...good })).status).toBe(200);
    const others: Record<string, string>[] = [
      { 'x-amz-target': 'DynamoDB_20120810.GetItem' },
      { ...good.headers, authorization: 'AWS4-HMAC-SHA256 Credential=local' },
      { ...good.headers, 'x-amz-security-token': 'another' },
    ];
    for (const headers of others) {
      expect(await post(url, { headers, body: mayGet() })).toMatchObject({
        status: 400,
        type: unknown,
      });
    }
    const { sessionToken: _, ...without } = speaker.credentials;
    const local = { accessKeyId: 'local', secretAccessKey: 'local' };
    for (const credentials of [sessionCredentials(), without, local]) {
      const request = await signed(url, credentials, { body: mayGet() });
      expect(await post(url, request)).toMatchObject({ status: 400, type: unknown });
    }
  });

  it('is refused with the key of one function and the secret of another', async () => {
    const [one, two] = [speakerOf(everything), speakerOf(['None'])];
    const { url } = await open([one, two]);
    const { secretAccessKey } = two.credentials;
    const request = await signed(url, { ...one.credentials, secretAccessKey }, { body: mayGet() });
    expect(await post(url, request)).toMatchObject({ type: 'InvalidSignatureException' });
  });

  it('is refused with another body, another action, another service or another time than was signed', async () => {
    const speaker = speakerOf(everything);
    const { url } = await open([speaker]);
    const sign = (more: object = {}) =>
      signed(url, speaker.credentials, { body: mayGet(), ...more });
    const good = await sign();
    const target = { 'x-amz-target': 'DynamoDB_20120810.PutItem' };
    const loose = await sign({ unsigned: ['x-amz-target'] });
    for (const request of [
      { ...good, body: JSON.stringify({ TableName: mine, Key: key('other') }) },
      { ...good, headers: { ...good.headers, ...target } },
      loose,
      { ...loose, headers: { ...loose.headers, ...target } },
      { ...good, headers: { ...good.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
      await sign({ service: 'appsync' }),
      await sign({ at: new Date(Date.now() - 3_600_000) }),
    ]) {
      expect(await post(url, request)).toMatchObject({
        status: 400,
        type: 'InvalidSignatureException',
      });
    }
  });
});

describe('A body that means two things', () => {
  it.each<[what: string, body: () => string, target?: string]>([
    [
      'names two tables',
      () => `{"TableName":"${mine}","TableName":"${other}","Key":${JSON.stringify(key('x'))}}`,
    ],
    [
      'has the members of another action',
      () =>
        JSON.stringify({
          TableName: other,
          Key: key('x'),
          RequestItems: { [mine]: { Keys: [] } },
          TransactItems: [],
        }),
    ],
    [
      'has the name of another table where its action has an ARN',
      () => JSON.stringify({ TableName: mine, ResourceArn: arnOf(other), Tags: [] }),
      'TagResource',
    ],
  ])('is judged by what DynamoDB gets: one that %s', async (_, body, action = 'GetItem') => {
    const speaker = speakerOf([...everything, 'TagResource']);
    const { url } = await open([speaker]);
    const target = `DynamoDB_20120810.${action}`;
    const request = await signed(url, speaker.credentials, { body: body(), target });
    expect(await post(url, request)).toMatchObject({ type: 'AccessDeniedException' });
  });

  it('is sent as it was judged', async () => {
    const speaker = speakerOf(everything);
    const { url } = await open([speaker]);
    await dynamoDB.client.send(new sdk.PutItemCommand({ TableName: mine, Item: key('twice') }));
    const body = `{"TableName":"${other}","TableName":"${mine}","Key":${JSON.stringify(key('twice'))}}`;
    const response = await fetch(url, {
      method: 'POST',
      ...(await signed(url, speaker.credentials, { body })),
    });
    expect(await response.json()).toEqual({ Item: key('twice') });
  });

  it('is refused where it is not what the operation takes', async () => {
    const speaker = speakerOf(['*']);
    const { url } = await open([speaker]);
    for (const [body, target] of [
      ['{', 'DynamoDB_20120810.GetItem'],
      ['[]', 'DynamoDB_20120810.GetItem'],
      ['{"RequestItems":7}', 'DynamoDB_20120810.BatchWriteItem'],
      ['{}', 'DynamoDB_20120810.TransactWriteItems'],
      [`{"TableName":"${mine}","FilterExpression":7}`, 'DynamoDB_20120810.Scan'],
      ['{}', 'DynamoDBStreams_20120810.ListStreams'],
    ] as const) {
      const answer = await post(url, await signed(url, speaker.credentials, { body, target }));
      expect(answer.type, body).toMatch(
        /^(Serialization|Validation|UnknownOperation|AccessDenied)Exception$/,
      );
    }
  });
});
