import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function,
  type FunctionOptions,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { LogGroups } from './LogGroups.js';

/** What the constructs need whose functions use the table. */
export interface TableFunctionProps {
  readonly rolePath: string;
  readonly table: ITableV2;
  readonly logGroups: LogGroups;
  /** The directory of the bundles: `<name>/index.mjs`. */
  readonly bundles: string;
}

interface NodeFunctionProps extends FunctionOptions {
  /** The folder of its bundle. */
  readonly bundle: string;
  readonly logGroup: ILogGroup;
  readonly rolePath?: string;
  /** Who it is: describes the role. */
  readonly who: string;
  /** Describes the policy. */
  readonly may: string;
  /** What it may do, beside writing its log. */
  readonly statements: readonly PolicyStatement[];
}

/** A function, with the role that it runs with and the role's policy. */
export interface NodeFunction {
  readonly lambda: Function;
  readonly role: Role;
  readonly policy: ManagedPolicy;
}

/**
 * Makes a function with a role and a policy of its own.
 * @param name where a construct makes several
 */
export function addNodeFunction(
  scope: Construct,
  { bundle, rolePath, who, may, statements, ...options }: NodeFunctionProps,
  name = '',
): NodeFunction {
  const role = new Role(scope, `${name}Role`, {
    path: rolePath,
    description: who,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
  });
  const policy = new ManagedPolicy(scope, `${name}Policy`, {
    description: may,
    roles: [role],
    statements: [
      ...statements,
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [options.logGroup.logGroupArn],
      }),
    ],
  });
  const lambda = new Function(scope, name || 'Function', {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(bundle),
    memorySize: 256,
    ...options,
    role,
  });
  return { lambda, role, policy };
}

/** Lets a function use the accounts of the user pool, which is made after it. */
export function allowAccounts(
  scope: Construct,
  { lambda, role }: NodeFunction,
  userPool: IUserPool,
  what: { readonly may: string; readonly actions: string[] },
): void {
  lambda.addEnvironment('USER_POOL_ID', userPool.userPoolId);
  new ManagedPolicy(scope, 'AccountsPolicy', {
    description: what.may,
    roles: [role],
    statements: [new PolicyStatement({ actions: what.actions, resources: [userPool.userPoolArn] })],
  });
}
