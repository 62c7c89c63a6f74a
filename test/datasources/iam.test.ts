import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWire, type Wire } from '../../local/dynamodb/index.js';
import { type AccessRequest, decide, readPolicy, type Statement } from '../../local/iam/policy.js';
import { cases } from '../support/cases.js';
import { testDataSource } from '../support/dataSource.js';
import { testEngine, useDynamoDB } from '../support/dynamodb.js';
import { intercept } from '../support/intercept.js';

const dynamoDB = useDynamoDB();
const INDEX = 'messageGroupsByFolder';
let other: string;
beforeAll(async () => {
  other = await dynamoDB.newTable();
});

const arnOf = (table: string) => `arn:aws:dynamodb:us-east-1:000000000000:table/${table}`;
const ROLE = 'arn:aws:iam::000000000000:role/notes';
/** Everything on both tables and their indexes, under a condition. */
const allow = (Condition: object = {}, more: object = {}): Statement[] =>
  readPolicy({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'dynamodb:*',
      Resource: [dynamoDB.tableName, other].flatMap((one) => [arnOf(one), `${arnOf(one)}/index/*`]),
      Condition,
      ...more,
    },
  });

/** A data source with a role, and each request that it sent: the wire itself tells. */
function withRole(statements: readonly Statement[], endpoint = dynamoDB.endpoint) {
  const wire = createWire({ endpoint, region: dynamoDB.region });
  const sent: string[] = [];
  intercept(wire, ({ operation }, next) => {
    sent.push(operation);
    return next();
  });
  wires.push(wire);
  const { execute } = testDataSource(dynamoDB, { wire, role: { arn: ROLE, statements } });
  return { execute, sent };
}
const wires: Wire[] = [];
afterAll(() => Promise.all(wires.map((wire) => wire.close())));

/** Resolves with the action and the resource of IAM's refusal; undefined where the request went through. */
async function refusal(statements: readonly Statement[], request: unknown) {
  const { execute, sent } = withRole(statements);
  const { error } = await execute(request);
  const [, action, resource] =
    / is not authorized to perform: (\S+) on resource: (\S+) /.exec(error?.message ?? '') ?? [];
  if (action === undefined) {
    expect(error, JSON.stringify(request)).toBeUndefined();
    return undefined;
  }
  expect(error?.type).toBe('DynamoDB:DynamoDbException');
  expect(sent.filter((name) => name !== 'DescribeTable')).toEqual([]);
  return { action, resource };
}

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: randomUUID() } });
const here = (write: object) => ({ table: dynamoDB.tableName, ...write });
const update = { expression: 'SET a = :a', expressionValues: { ':a': { N: '1' } } };
const absent = { expression: 'attribute_not_exists(pk)' };
const byKey = (expression: string, pk: string, names?: object) => ({
  operation: 'Query',
  query: { expression, expressionNames: names, expressionValues: { ':p': { S: pk } } },
});

/** Each operation on items of these partitions, and IAM's name of it. */
const operations: readonly [name: string, action: string, of: (...pks: string[]) => unknown][] = [
  ['GetItem', 'GetItem', (pk) => ({ operation: 'GetItem', key: key(pk!) })],
  ['PutItem', 'PutItem', (pk) => ({ operation: 'PutItem', key: key(pk!), attributeValues: {} })],
  ['UpdateItem', 'UpdateItem', (pk) => ({ operation: 'UpdateItem', key: key(pk!), update })],
  ['DeleteItem', 'DeleteItem', (pk) => ({ operation: 'DeleteItem', key: key(pk!) })],
  ['Query', 'Query', (pk) => byKey('pk = :p', pk!)],
  ['Query, a placeholder for the key', 'Query', (pk) => byKey('#1=:p', pk!, { '#1': 'pk' })],
  ['Query, the value first', 'Query', (pk) => byKey('(:p = pk)', pk!)],
  ['Query, its sort key first', 'Query', (pk) => byKey('sk > :p AND (pk = :p)', pk!)],
  ['BatchGetItem', 'BatchGetItem', (...pks) => batch('BatchGetItem', ...pks)],
  ['BatchPutItem', 'BatchWriteItem', (...pks) => batch('BatchPutItem', ...pks)],
  ['BatchDeleteItem', 'BatchWriteItem', (...pks) => batch('BatchDeleteItem', ...pks)],
  [
    'TransactGetItems',
    'GetItem',
    (...pks) => ({
      operation: 'TransactGetItems',
      transactItems: pks.map((pk) => here({ key: key(pk) })),
    }),
  ],
  ['a put of a transaction', 'PutItem', write({ operation: 'PutItem', attributeValues: {} })],
  ['an update of a transaction', 'UpdateItem', write({ operation: 'UpdateItem', update })],
  ['a delete of a transaction', 'DeleteItem', write({ operation: 'DeleteItem' })],
  [
    'a check of a transaction',
    'ConditionCheckItem',
    write({ operation: 'ConditionCheck', condition: absent }),
  ],
];
function write(one: object) {
  return (...pks: string[]) => ({
    operation: 'TransactWriteItems',
    transactItems: pks.map((pk) => here({ ...one, key: key(pk) })),
  });
}
/** The last of several keys goes to the other table. */
function batch(operation: string, ...pks: string[]) {
  const keys = pks.map(key);
  const items = operation === 'BatchGetItem' ? { keys } : keys;
  const [last, ...more] = keys.reverse();
  if (more.length === 0) return { operation, tables: { [dynamoDB.tableName]: items } };
  const at = (some: object[]) => (operation === 'BatchGetItem' ? { keys: some } : some);
  return { operation, tables: { [dynamoDB.tableName]: at(more), [other]: at([last!]) } };
}

describe('A role that may use some partitions (dynamodb:LeadingKeys)', () => {
  const mine = () => allow({ 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['mine-*'] } });

  test.each(operations)('%s: its own yes, others no', async (_, action, of) => {
    expect(await refusal(mine(), of('mine-1'))).toBeUndefined();
    expect(await refusal(mine(), of('theirs'))).toEqual({
      action: `dynamodb:${action}`,
      resource: arnOf(dynamoDB.tableName),
    });
  });

  test.each(operations.filter(([, , of]) => of.length === 0))(
    '%s: one of others among its own is denied',
    async (name, action, of) => {
      expect(await refusal(mine(), of('mine-1', 'mine-2'))).toBeUndefined();
      expect(await refusal(mine(), of('mine-1', 'theirs'))).toEqual({
        action: `dynamodb:${action}`,
        resource: arnOf(name.startsWith('Batch') ? other : dynamoDB.tableName),
      });
    },
  );

  test('of an index, its own partition key counts', async () => {
    const query = (folder: string) => ({
      ...byKey('folder = :p AND begins_with(lastMessageUuid, :p)', folder),
      index: INDEX,
    });
    expect(await refusal(mine(), query('mine-1'))).toBeUndefined();
    expect(await refusal(mine(), query('theirs'))).toEqual({
      action: 'dynamodb:Query',
      resource: `${arnOf(dynamoDB.tableName)}/index/${INDEX}`,
    });
  });

  test('may scan under ForAllValues, as there is no key to look at, and not under ForAnyValue', async () => {
    const scan = { operation: 'Scan', limit: 1 };
    expect(await refusal(mine(), scan)).toBeUndefined();
    const any = allow({ 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['mine-*'] } });
    expect(await refusal(any, scan)).toMatchObject({ action: 'dynamodb:Scan' });
  });

  test('sends nothing when the tables’ keys cannot be asked for', async () => {
    const gone = await testEngine().start({});
    await gone.stop();
    const { execute, sent } = withRole(mine(), gone.endpoint);
    const { error } = await execute({ operation: 'GetItem', key: key('theirs') });
    expect(error?.type).toBe('DynamoDB:SdkClientException');
    expect(sent).toEqual(['DescribeTable']);
  });
});

describe('A role that may use some attributes (dynamodb:Attributes)', () => {
  const some = () =>
    allow({
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'a', 'b', 'SET', 'name'] },
    });
  const numbers = key('numbers');
  beforeAll(async () => {
    const { execute } = testDataSource(dynamoDB);
    const attributeValues = { a: { N: '1' }, b: { N: '2' } };
    await execute({ operation: 'PutItem', key: numbers, attributeValues });
  });
  const updating = (
    expression: string,
    expressionNames?: Record<string, string>,
    updated: object = key('one'),
  ) => ({
    operation: 'UpdateItem',
    key: updated,
    update: {
      expression,
      expressionNames,
      ...(expression.includes(':v') && { expressionValues: { ':v': { N: '1' } } }),
    },
  });
  const onlyIf = (expression: string, expressionValues?: object, expressionNames?: object) => ({
    operation: 'DeleteItem',
    key: key('one'),
    condition: { expression, expressionValues, expressionNames },
  });
  const reading = (expression: string, expressionNames?: Record<string, string>) => ({
    operation: 'GetItem',
    key: key('one'),
    projection: { expression, expressionNames },
  });
  const filtering = (expression: string) => ({
    ...byKey('pk = :p', 'one'),
    filter: {
      expression,
      expressionValues: Object.fromEntries(
        [':x', ':y'].filter((one) => expression.includes(one)).map((one) => [one, { N: '1' }]),
      ),
    },
  });

  test.each<[what: string, yes: () => unknown, no: () => unknown]>([
    [
      'of an item',
      () => ({ operation: 'PutItem', key: key('one'), attributeValues: { a: { N: '1' } } }),
      () => ({ operation: 'PutItem', key: key('one'), attributeValues: { secret: { N: '1' } } }),
    ],
    ['an update sets', () => updating('SET a = :v'), () => updating('SET secret = :v')],
    ['in small letters', () => updating('set a = :v'), () => updating('set secret = :v')],
    [
      'by a placeholder that is called as a word of the language',
      () => updating('SET #set = :v', { '#set': 'a' }),
      () => updating('SET #set = :v', { '#set': 'secret' }),
    ],
    [
      'called as a word of the language, by a placeholder',
      () => updating('SET #x = :v', { '#x': 'SET' }),
      () => updating('SET #x = :v', { '#x': 'REMOVE' }),
    ],
    [
      'by a placeholder that begins with a digit',
      () => updating('REMOVE #0', { '#0': 'a' }),
      () => updating('REMOVE #0', { '#0': 'secret' }),
    ],
    ['that is removed', () => updating('REMOVE a, b'), () => updating('REMOVE a, secret')],
    ['that is added to', () => updating('ADD a :v'), () => updating('ADD secret :v')],
    [
      'that is subtracted from, without blanks',
      () => updating('SET a = b-:v', undefined, numbers),
      () => updating('SET a = b-secret'),
    ],
    [
      'that another one is set to where there is none',
      () => updating('SET a = if_not_exists(b, :v)'),
      () => updating('SET a = if_not_exists(secret, :v)'),
    ],
    [
      'that a condition looks at',
      () => onlyIf('attribute_not_exists(a) AND NOT attribute_exists(b)'),
      () => onlyIf('attribute_not_exists(a) AND NOT attribute_exists(secret)'),
    ],
    [
      'whose size counts',
      () => onlyIf('NOT size(#1) > :n', { ':n': { N: '9' } }, { '#1': 'name' }),
      () => onlyIf('NOT size(#1) > :n', { ':n': { N: '9' } }, { '#1': 'secret' }),
    ],
    ['that are read', () => reading('a, b'), () => reading('a, secret')],
    [
      'that are read by placeholders',
      () => reading('#a,#b', { '#a': 'a', '#b': 'b' }),
      () => reading('#a,#b', { '#a': 'a', '#b': 'secret' }),
    ],
    [
      'whose part is read: the one at the top counts',
      () => reading('a.secret, b[0].#s', { '#s': 'secret' }),
      () => reading('secret.a, b[0].#s', { '#s': 'a' }),
    ],
    ['of a filter', () => filtering('a = :x OR b < :y'), () => filtering('a = :x OR secret < :y')],
    [
      'in a range',
      () => filtering('a BETWEEN :x AND :y'),
      () => filtering('secret between :x and :y'),
    ],
    ['in a list', () => filtering('a IN (:x, :y)'), () => filtering('secret in(:x, :y)')],
    [
      'of a key condition',
      () => ({ ...byKey('folder = :p', 'one'), index: INDEX, filter: undefined }),
      () => ({ ...byKey('pk = :p', 'one') }),
    ],
  ])('%s', async (what, yes, no) => {
    const role =
      what === 'of a key condition'
        ? allow({ 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['folder'] } })
        : some();
    expect(await refusal(role, yes())).toBeUndefined();
    expect(await refusal(role, no())).toMatchObject({ resource: arnOf(dynamoDB.tableName) });
  });

  test('every item of a batch counts', async () => {
    const items = (...names: string[]) => ({
      operation: 'BatchPutItem',
      tables: {
        [dynamoDB.tableName]: names.map((name) => ({ ...key('one'), [name]: { N: '1' } })),
      },
    });
    expect(await refusal(some(), items('a', 'b'))).toBeUndefined();
    expect(await refusal(some(), items('a', 'secret'))).toMatchObject({
      action: 'dynamodb:BatchWriteItem',
    });
  });
});

describe('A role that has to ask for less (dynamodb:Select, dynamodb:ReturnValues)', () => {
  const projection = { expression: 'a' };
  const select = (value: string) => allow({ StringEquals: { 'dynamodb:Select': value } });
  const returns = (value: string) => allow({ StringEquals: { 'dynamodb:ReturnValues': value } });

  test('a read without a projection selects all attributes', async () => {
    const [few, all] = [select('SPECIFIC_ATTRIBUTES'), select('ALL_ATTRIBUTES')];
    for (const read of [
      { operation: 'GetItem', key: key('one') },
      byKey('pk = :p', 'one'),
      { operation: 'Scan', limit: 1 },
    ]) {
      expect(await refusal(few, read)).toBeDefined();
      expect(await refusal(few, { ...read, projection })).toBeUndefined();
      expect(await refusal(all, read)).toBeUndefined();
      expect(await refusal(all, { ...read, projection })).toBeDefined();
    }
    expect(await refusal(few, batch('BatchGetItem', 'one'))).toBeDefined();
    expect(await refusal(all, batch('BatchGetItem', 'one'))).toBeUndefined();
  });

  test('a query’s own select counts', async () => {
    const query = { ...byKey('folder = :p', 'one'), index: INDEX };
    const projected = select('ALL_PROJECTED_ATTRIBUTES');
    expect(await refusal(projected, query)).toBeDefined();
    const asked = { ...query, select: 'ALL_PROJECTED_ATTRIBUTES' };
    expect(await refusal(projected, asked)).toBeUndefined();
  });

  test('AppSync asks for the whole item after an update, before a delete, and for nothing of a put', async () => {
    const writes = {
      ALL_NEW: { operation: 'UpdateItem', key: key('one'), update },
      ALL_OLD: { operation: 'DeleteItem', key: key('one') },
      NONE: { operation: 'PutItem', key: key('one'), attributeValues: {} },
    };
    for (const [value, request] of Object.entries(writes)) {
      for (const allowed of Object.keys(writes)) {
        const denied = await refusal(returns(allowed), request);
        expect(denied === undefined, `${value} where ${allowed} is allowed`).toBe(
          value === allowed,
        );
      }
    }
  });
});

describe('A role that is limited to an operation (dynamodb:EnclosingOperation)', () => {
  test('may write inside that one only', async () => {
    const only = allow({ StringEquals: { 'dynamodb:EnclosingOperation': 'TransactWriteItems' } });
    const put = { operation: 'PutItem', key: key('one'), attributeValues: {} };
    expect(await refusal(only, put)).toMatchObject({ action: 'dynamodb:PutItem' });
    const transactItems = [here(put)];
    expect(await refusal(only, { operation: 'TransactWriteItems', transactItems })).toBeUndefined();
    const reads = { operation: 'TransactGetItems', transactItems: [here({ key: key('one') })] };
    expect(await refusal(only, reads)).toMatchObject({ action: 'dynamodb:GetItem' });
  });
});

describe('The resource of a request', () => {
  const table = () => arnOf(dynamoDB.tableName);

  test('is the index that is asked, and then not the table', async () => {
    const ofIndex = { ...byKey('folder = :p', 'one'), index: INDEX };
    const indexArn = `${table()}/index/${INDEX}`;
    expect(await refusal(allow({}, { Resource: table() }), ofIndex)).toEqual({
      action: 'dynamodb:Query',
      resource: indexArn,
    });
    const onlyIndex = allow({}, { Resource: indexArn });
    expect(await refusal(onlyIndex, ofIndex)).toBeUndefined();
    expect(await refusal(onlyIndex, byKey('pk = :p', 'one'))).toMatchObject({ resource: table() });
  });

  test('is each table of a batch or a transaction', async () => {
    const one = allow({}, { Resource: table() });
    expect(await refusal(one, batch('BatchPutItem', 'a', 'b'))).toMatchObject({
      resource: arnOf(other),
    });
    const transactItems = [here({ key: key('a') }), { table: other, key: key('b') }];
    expect(await refusal(one, { operation: 'TransactGetItems', transactItems })).toEqual({
      action: 'dynamodb:GetItem',
      resource: arnOf(other),
    });
  });

  test('of another name, region or account is another table', async () => {
    for (const Resource of [
      `${table()}s`,
      table().replace('us-east-1', 'eu-west-1'),
      table().replace('000000000000', '111111111111'),
    ]) {
      expect(await refusal(allow({}, { Resource }), batch('BatchGetItem', 'a'))).toBeDefined();
    }
  });
});

describe('What IAM’s error says', () => {
  const get = () => ({ operation: 'GetItem', key: key('one') });
  const message = async (statements: Statement[]) =>
    (await withRole(statements).execute(get())).error?.message;
  const start = () =>
    'User: arn:aws:sts::000000000000:assumed-role/notes/APPSYNC_ASSUME_ROLE is not authorized to ' +
    `perform: dynamodb:GetItem on resource: ${arnOf(dynamoDB.tableName)}`;

  test('that no policy allows it', async () => {
    expect(await message([])).toContain(
      `${start()} because no identity-based policy allows the dynamodb:GetItem action (Service: `,
    );
  });

  test('which kind of policy denies it', async () => {
    expect(await message([...allow(), ...allow({}, { Effect: 'Deny' })])).toContain(
      `${start()} with an explicit deny in an identity-based policy (Service: `,
    );
    const ofTable = readPolicy(
      { Statement: { Effect: 'Deny', Principal: '*', Action: 'dynamodb:*' } },
      arnOf(dynamoDB.tableName),
    );
    expect(await message([...allow(), ...ofTable])).toContain(
      `${start()} with an explicit deny in a resource-based policy (Service: `,
    );
  });
});

describe('Whatever the policy and the request', () => {
  const table = () => arnOf(dynamoDB.tableName);
  interface Asked {
    readonly request: unknown;
    readonly questions: readonly (Pick<AccessRequest, 'action' | 'resource'> & { more: object })[];
  }
  const reads = { 'dynamodb:Select': ['ALL_ATTRIBUTES'] };
  /** Requests on an item of a partition, with what IAM is asked of each, said once more by hand. */
  const requests: readonly ((pk: string) => Asked)[] = [
    (pk) => one('GetItem', { operation: 'GetItem', key: key(pk) }, pk, reads),
    (pk) =>
      one('PutItem', { operation: 'PutItem', key: key(pk), attributeValues: {} }, pk, {
        'dynamodb:ReturnValues': ['NONE'],
      }),
    (pk) =>
      one('DeleteItem', { operation: 'DeleteItem', key: key(pk) }, pk, {
        'dynamodb:ReturnValues': ['ALL_OLD'],
      }),
    (pk) =>
      one('UpdateItem', { operation: 'UpdateItem', key: key(pk), update }, pk, {
        'dynamodb:Attributes': ['pk', 'sk', 'a'],
        'dynamodb:ReturnValues': ['ALL_NEW'],
      }),
    (pk) => one('Query', byKey('pk = :p', pk), pk, { ...reads, 'dynamodb:Attributes': ['pk'] }),
    (pk) => ({
      request: batch('BatchPutItem', pk, 'mine'),
      questions: [
        question('BatchWriteItem', [pk]),
        question('BatchWriteItem', ['mine'], {}, other),
      ],
    }),
    (pk) => ({
      request: {
        operation: 'TransactGetItems',
        transactItems: [here({ key: key('mine') }), here({ key: key(pk) })],
      },
      questions: ['mine', pk].map((one) =>
        question('GetItem', [one], {
          ...reads,
          'dynamodb:EnclosingOperation': ['TransactGetItems'],
        }),
      ),
    }),
  ];
  function question(action: string, keys: string[], more: object = {}, name = dynamoDB.tableName) {
    return {
      action: `dynamodb:${action}`,
      resource: arnOf(name),
      more: {
        'dynamodb:Attributes': ['pk', 'sk'],
        'dynamodb:LeadingKeys': keys,
        'aws:PrincipalArn': [ROLE],
        ...more,
      },
    };
  }
  function one(action: string, request: unknown, pk: string, more: object): Asked {
    return { request, questions: [question(action, [pk], more)] };
  }

  const conditions = fc.constantFrom<object>(
    {},
    {},
    { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['mine'] } },
    { 'ForAnyValue:StringNotEquals': { 'dynamodb:LeadingKeys': ['mine'] } },
    { 'ForAllValues:StringLike': { 'dynamodb:Attributes': ['?k'] } },
    { StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' } },
    { StringNotEquals: { 'dynamodb:ReturnValues': ['ALL_OLD', 'ALL_NEW'] } },
    { Null: { 'dynamodb:EnclosingOperation': 'false' } },
    { ArnLike: { 'aws:PrincipalArn': ROLE.replace('notes', 'n*') } },
  );
  const statements = fc.array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      Action: fc.subarray(
        ['dynamodb:*', 'dynamodb:*Item', 'dynamodb:Get*', 'dynamodb:Q?ery', 'dynamodb:PUTITEM'],
        { minLength: 1 },
      ),
      table: fc.constantFrom('one', 'both'),
      Condition: conditions,
    }),
    { maxLength: 4 },
  );

  test('a request is sent exactly when IAM allows all that it asks', async () => {
    let denied = 0;
    await fc.assert(
      fc.asyncProperty(
        statements,
        fc.constantFrom(...requests),
        fc.constantFrom('mine', 'theirs'),
        async (policy, make, pk) => {
          const Statement = policy.map(({ table: tables, ...rest }) => ({
            ...rest,
            Resource: tables === 'one' ? table() : `${arnOf('*')}`,
          }));
          const role = readPolicy({ Version: '2012-10-17', Statement });
          const { request, questions } = make(pk);
          const no = questions.find(
            ({ more, ...asked }) => !decide(role, { ...asked, context: { ...more } }).allowed,
          );
          denied += no ? 1 : 0;
          expect(await refusal(role, request)).toEqual(
            no && { action: no.action, resource: no.resource },
          );
        },
      ),
      { numRuns: cases(50, 1_000) },
    );
    expect(denied).toBeGreaterThan(5); // both outcomes are tried
  });
});
