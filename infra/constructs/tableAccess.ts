import { Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { TableAction } from '../../resolvers/manifest.js';
import { table as tableNames } from '../../resolvers/table.js';

/** Every action that reads or changes items (service authorization reference, DynamoDB). */
export const dataActions = [
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:ExportTableToPointInTime',
  'dynamodb:GetItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLSelect',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:UpdateItem',
] as const;

/**
 * Denies actions to every principal but these roles, whatever its own policies allow. The table and its index
 * are `*`: in a table's own policy CloudFormation cannot name the table.
 */
export const deniedToAllBut = (
  roles: readonly IRole[],
  sid: string,
  actions: readonly string[],
): PolicyStatement =>
  new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: [...actions],
    resources: ['*'],
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles.map((role) => role.roleArn) } },
  });

/** What one statement allows. A part that is left out sets no limit. */
export interface TableAccess {
  readonly actions: readonly TableAction[];
  /** Only as part of a TransactWriteItems (DynamoDB developer guide, "Using IAM with transactions"). */
  readonly transactionOnly?: boolean;
  /** Only items with such partition keys. */
  readonly leadingKeys?: readonly string[];
  /** Only requests that name no other attribute, beside the keys. */
  readonly attributes?: readonly string[];
}

/** What is allowed only as part of a TransactWriteItems. */
export const inTransaction = (
  actions: readonly TableAction[],
  leadingKeys: readonly string[],
  attributes?: readonly string[],
): TableAccess => ({ actions, transactionOnly: true, leadingKeys, attributes });

/**
 * The statements of a role that uses the table: the table's ARN and, for Query, the index's; never a
 * wildcard action. The `ForAllValues` conditions are DynamoDB's own ("Using IAM policy conditions for
 * fine-grained access control"). Not documented: whether DynamoDB sets `dynamodb:LeadingKeys` for the
 * parts of a transaction. Where it does not, the condition is true for every key, and only
 * `dynamodb:EnclosingOperation` still limits.
 */
export function tableStatements(table: ITable, access: readonly TableAccess[]): PolicyStatement[] {
  const stack = Stack.of(table);
  const statements = access.map(({ actions, transactionOnly, leadingKeys, attributes }) => {
    const statement = new PolicyStatement({
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: actions.includes('Query')
        ? [table.tableArn, `${table.tableArn}/index/${tableNames.index.name}`]
        : [table.tableArn],
    });
    if (transactionOnly) {
      statement.addCondition('ForAnyValue:StringEquals', {
        'dynamodb:EnclosingOperation': ['TransactWriteItems'],
      });
    }
    if (leadingKeys) {
      statement.addCondition('ForAllValues:StringLike', {
        'dynamodb:LeadingKeys': [...leadingKeys],
      });
    }
    if (attributes) {
      statement.addCondition('ForAllValues:StringEquals', {
        'dynamodb:Attributes': [tableNames.partitionKey, tableNames.sortKey, ...attributes],
      });
    }
    return statement;
  });
  if (!table.encryptionKey) return statements;

  // DynamoDB decrypts with the caller's permission ("DynamoDB encryption at rest: usage notes").
  const writes = access.some(({ actions }) =>
    actions.some((action) => ['PutItem', 'UpdateItem', 'DeleteItem'].includes(action)),
  );
  const keyUse = new PolicyStatement({
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      ...(writes
        ? ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo']
        : []),
    ],
    resources: [table.encryptionKey.keyArn],
    conditions: {
      StringEquals: { 'kms:ViaService': `dynamodb.${stack.region}.amazonaws.com` },
    },
  });
  return [...statements, keyUse];
}
