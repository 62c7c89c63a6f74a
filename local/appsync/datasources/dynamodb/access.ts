import { DynamoDBError, type Wire } from '../../../dynamodb/wire/index.js';
import { type AccessRequest, decide, keysOf, type Statement } from '../../../iam/policy.js';
import { getOrMake } from '../../getOrMake.js';
import { accessDenied } from './failure.js';
import { accessRequestOf, tableKeys, tableNameOf } from './iamQuestions.js';
import { tableRequestsOf, type TableRequest } from './iamRequests.js';

/** The role of a data source. */
export interface DataSourceRole {
  /** What it may do. */
  readonly statements: readonly Statement[];
  /** Its ARN; the account is the one of the tables. */
  readonly arn: string;
}

/** A request that a role may not make. */
export interface Denial {
  /** IAM's name, with the service. */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  /** The kind of policy that denies it; left out: none allows it. */
  readonly explicit?: 'identity' | 'resource' | undefined;
}

interface CheckParts {
  readonly wire: Wire;
  readonly region: string;
}

/** A question that IAM answers with no. */
interface Denied {
  readonly question: AccessRequest;
  readonly explicit?: 'identity' | 'resource' | undefined;
}

/**
 * @returns finds what of a request to DynamoDB a role may not do, as it is sent; undefined where it
 * may do all of it. Rejects with an `UnreadableStatement`, or when DynamoDB does not answer.
 */
export function createCheck(
  { statements, arn }: DataSourceRole,
  { wire, region }: CheckParts,
): (operation: string, input: unknown, sourceIp?: string) => Promise<Denied | undefined> {
  const principal = { arn, account: arn.split(':')[4] ?? '', region };
  const needsKeys = keysOf(statements).some((key) => key.toLowerCase() === 'dynamodb:leadingkeys');
  const ofStatements = withoutTableKeys(statements);
  const partitionKeyOf = createPartitionKeys(wire);
  const leadingKeys = async (request: TableRequest): Promise<readonly string[] | undefined> => {
    if (!needsKeys || request.tableName === undefined || request.isStatement) return undefined;
    const name = await partitionKeyOf(request);
    return name === undefined ? undefined : request.valuesOf(name);
  };
  return async (operation, input, sourceIp) => {
    for (const request of tableRequestsOf(operation, input)) {
      const asked = { ...principal, sourceIp };
      const question = accessRequestOf(request, asked, await leadingKeys(request));
      const decision = decide(request.isStatement ? ofStatements : statements, question);
      if (!decision.allowed) return { question, explicit: decision.explicit };
    }
    return undefined;
  };
}

/**
 * What policies mean for a statement of PartiQL, of whose attributes and keys the host knows nothing:
 * what allows under a condition on them does not, and what denies under one does.
 */
function withoutTableKeys(statements: readonly Statement[]): Statement[] {
  const names = tableKeys.filter((key) => key !== 'dynamodb:EnclosingOperation');
  const isAbout = (one: Statement): boolean =>
    keysOf([one]).some((key) => names.some((name) => name.toLowerCase() === key.toLowerCase()));
  return statements.flatMap((one) => {
    if (!isAbout(one)) return [one];
    return one.effect === 'Deny' ? [{ ...one, conditions: {} }] : [];
  });
}

/** @returns throws IAM's error for a request that the role may not make, before DynamoDB gets it */
export function createAuthorize(
  role: DataSourceRole,
  {
    onDenied,
    ...parts
  }: CheckParts & { readonly onDenied?: ((denial: Denial) => void) | undefined },
): (operation: string, input: unknown) => Promise<void> {
  const check = createCheck(role, parts);
  return async (operation, input) => {
    const denied = await check(operation, input);
    if (!denied) return;
    const { question, explicit } = denied;
    onDenied?.({ action: question.action, resource: question.resource, explicit });
    throw accessDenied(question, explicit);
  };
}

/** Of a table, which has no name here, and its indexes. */
type Keys = Readonly<Record<string, string | undefined>>;

/**
 * The name of a table's or an index's partition key; undefined where there is none of that name, which
 * DynamoDB will say of the request. The tables say it themselves, once: their keys do not change. Rejects
 * when DynamoDB does not answer: what cannot be judged is not sent.
 */
function createPartitionKeys(wire: Wire) {
  const known = new Map<string, Promise<Keys>>();
  const read = async (TableName: string): Promise<Keys> => {
    const { Table } = await wire.send('DescribeTable', { TableName });
    const indexes = [
      ...(Table?.GlobalSecondaryIndexes ?? []),
      ...(Table?.LocalSecondaryIndexes ?? []),
      { IndexName: '', KeySchema: Table?.KeySchema },
    ];
    return Object.fromEntries(
      indexes.map(({ IndexName = '', KeySchema = [] }) => [
        IndexName,
        KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName,
      ]),
    );
  };
  return async (request: TableRequest): Promise<string | undefined> => {
    const { indexName = '' } = request;
    const tableName = tableNameOf(request.tableName ?? '');
    try {
      return (await getOrMake(known, tableName, () => read(tableName)))[indexName];
    } catch (error) {
      known.delete(tableName);
      if (error instanceof DynamoDBError && error.name === 'ResourceNotFoundException')
        return undefined;
      throw error;
    }
  };
}

const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'];

/**
 * A role with the actions of a manifest on one table and its indexes.
 * @param actions without `dynamodb:`
 * @param transactionOnly writes only inside a TransactWriteItems (`dynamodb:EnclosingOperation`)
 */
export function roleOfActions(
  actions: readonly string[],
  {
    transactionOnly = false,
    tableName,
    region,
  }: {
    readonly transactionOnly?: boolean | undefined;
    readonly tableName: string;
    readonly region: string;
  },
): DataSourceRole {
  const account = '000000000000';
  const table = `arn:aws:dynamodb:${region}:${account}:table/${tableName}`;
  const allow = (some: readonly string[], conditions: Statement['conditions'] = {}): Statement => ({
    effect: 'Allow',
    actions: some.map((action) => `dynamodb:${action}`),
    resources: [table, `${table}/index/*`],
    conditions,
  });
  const isLimited = (action: string): boolean => transactionOnly && writes.includes(action);
  return {
    arn: `arn:aws:iam::${account}:role/local`,
    statements: [
      allow(actions.filter((action) => !isLimited(action))),
      allow(actions.filter(isLimited), {
        'ForAnyValue:StringEquals': { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] },
      }),
    ],
  };
}
