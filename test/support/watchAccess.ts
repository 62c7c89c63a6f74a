import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Stack } from 'aws-cdk-lib';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { type TableAccess, tableStatements } from '../../infra/constructs/tableAccess.js';
import { createCheck } from '../../local/appsync/datasources/dynamodb/access.js';
import { createWire } from '../../local/dynamodb/index.js';
import { readPolicy } from '../../local/iam/policy.js';
import { intercept } from './intercept.js';

const region = 'us-east-1';
const account = '0'.repeat(12);

/**
 * Adds to `denied` what IAM would refuse of a client's requests, if its role had the statements that
 * CDK makes of this access to tables. The requests are carried out.
 */
export function watchAccess(
  client: DynamoDBClient,
  access: Readonly<Record<string, readonly TableAccess[]>>,
  denied: string[],
): void {
  const stack = new Stack();
  const statements = Object.entries(access).flatMap(([name, ofTable]) => {
    const arn = `arn:aws:dynamodb:${region}:${account}:table/${name}`;
    return tableStatements(Table.fromTableArn(stack, name, arn), ofTable);
  });
  const policy = {
    Statement: statements.map((statement) => statement.toStatementJson() as object),
  };
  let check: ReturnType<typeof createCheck> | undefined;
  intercept(client, async ({ operation, input }, next) => {
    check ??= createCheck(
      { statements: readPolicy(policy), arn: `arn:aws:iam::${account}:role/watched` },
      { wire: createWire({ endpoint: await endpointOf(client), region }), region },
    );
    const no = await check(operation, input);
    if (no) denied.push(`${no.question.action}: ${JSON.stringify(no.question.context)}`);
    return next();
  });
}

async function endpointOf({ config }: DynamoDBClient): Promise<string> {
  const { protocol, hostname, port } = await config.endpoint!();
  return `${protocol}//${hostname}:${port}`;
}
