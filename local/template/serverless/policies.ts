import { z } from 'zod';
import type { Resource } from '../stacks.js';

/** `Policies` of a SAM function: one, or a list. */
export const policies = z.preprocess(
  (value) => (value === undefined ? [] : [value].flat()),
  z.array(z.union([z.string(), z.record(z.string(), z.unknown())])),
);
type Policy = z.output<typeof policies>[number];

const onTable = ['', '/index/*'];
const dynamodb: Readonly<Record<string, { readonly actions: string[]; readonly on: string[] }>> = {
  DynamoDBCrudPolicy: {
    actions: [
      ...['GetItem', 'DeleteItem', 'PutItem', 'Scan', 'Query', 'UpdateItem', 'BatchWriteItem'],
      ...['BatchGetItem', 'DescribeTable', 'ConditionCheckItem'],
    ],
    on: onTable,
  },
  DynamoDBReadPolicy: {
    actions: ['GetItem', 'Scan', 'Query', 'BatchGetItem', 'DescribeTable'],
    on: onTable,
  },
  DynamoDBWritePolicy: { actions: ['PutItem', 'UpdateItem', 'BatchWriteItem'], on: onTable },
  DynamoDBStreamReadPolicy: {
    actions: ['DescribeStream', 'GetRecords', 'GetShardIterator'],
    on: ['/stream/*'],
  },
};

/**
 * The role that SAM makes for a function (SAM developer guide, "AWS SAM policy templates" and
 * `AWS::Serverless::Function`): policies by name or ARN, documents, and SAM's own templates. Of those, the
 * ones about services that the host does not serve grant nothing here.
 */
export function roleOf(
  given: readonly Policy[],
  readsStream: boolean,
): Pick<Resource, 'Type' | 'Properties'> {
  const always = ['AWSLambdaBasicExecutionRole'];
  if (readsStream) always.push('AWSLambdaDynamoDBExecutionRole');
  const managed: unknown[] = always.map((name) => `arn:aws:iam::aws:policy/service-role/${name}`);
  const documents: unknown[] = [];
  for (const one of given) {
    const [name = ''] = typeof one === 'string' ? [] : Object.keys(one);
    if (typeof one === 'string') {
      managed.push(one.startsWith('arn:') ? one : `arn:aws:iam::aws:policy/${one}`);
    } else if ('Statement' in one) documents.push(one);
    else if (Object.hasOwn(dynamodb, name)) documents.push(documentOf(name, one[name]));
    else if (/^(Ref|Fn::)/.test(name)) managed.push(one);
    else if (/^(DynamoDB|Cognito)/.test(name)) managed.push(`the policy template ${name}`);
  }
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      ManagedPolicyArns: managed,
      Policies: documents.map((PolicyDocument) => ({ PolicyDocument })),
    },
  };
}

/** One of SAM's templates, with the table that it is about. */
function documentOf(name: string, parameters: unknown) {
  const { actions, on } = dynamodb[name]!;
  const { TableName } = (parameters ?? {}) as { TableName?: unknown };
  const table = 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Table}';
  return {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: actions.map((action) => `dynamodb:${action}`),
      Resource: on.map((end) => ({ 'Fn::Sub': [table + end, { Table: TableName }] })),
    },
  };
}
