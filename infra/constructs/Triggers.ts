import { Duration } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { TriggerName } from '../../resolvers/userPool.js';
import type { LogGroups } from './LogGroups.js';
import { nodeFunction, writesLog } from './nodeFunction.js';
import { type TableAccess, tableStatements } from './tableAccess.js';

const makesProfiles: TableAccess = {
  actions: ['PutItem'],
  transactionOnly: true,
  leadingKeys: ['USR#*', 'HDL#*'],
};

/** What each trigger's role allows on the table. */
const access: Record<TriggerName, readonly TableAccess[]> = {
  preSignUp: [{ actions: ['GetItem'], leadingKeys: ['HDL#*'] }],
  postConfirmation: [makesProfiles],
  preTokenGeneration: [{ actions: ['GetItem'], leadingKeys: ['USR#*'] }, makesProfiles],
};

interface TriggersProps {
  readonly rolePath: string;
  readonly table: ITableV2;
  readonly logGroups: LogGroups;
  /** The directory of the bundles: `<name>/index.mjs`. */
  readonly bundles: string;
}

/** The Lambda functions of Cognito's triggers, each with its own role and log group. */
export class Triggers extends Construct {
  readonly functions: Readonly<Record<TriggerName, Function>>;
  readonly roles: readonly Role[];

  constructor(scope: Construct, id: string, props: TriggersProps) {
    super(scope, id);
    const { rolePath, table, logGroups, bundles } = props;
    const roles: Role[] = [];
    const functionOf = (name: TriggerName): Function => {
      const logGroup = logGroups.add(name);
      const role = new Role(this, `${name}Role`, {
        path: rolePath,
        description: `Cognito trigger ${name}`,
        assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      });
      new ManagedPolicy(this, `${name}Policy`, {
        description: `What the Cognito trigger ${name} may do`,
        roles: [role],
        statements: [...tableStatements(table, access[name]), writesLog(logGroup)],
      });
      roles.push(role);
      return new Function(this, name, {
        ...nodeFunction(`${bundles}/${name}`),
        environment: { TABLE_NAME: table.tableName },
        // Cognito gives a trigger 5 seconds ("Customizing user pool workflows with Lambda triggers").
        timeout: Duration.seconds(5),
        memorySize: 256,
        role,
        logGroup,
      });
    };
    this.functions = {
      preSignUp: functionOf('preSignUp'),
      postConfirmation: functionOf('postConfirmation'),
      preTokenGeneration: functionOf('preTokenGeneration'),
    };
    this.roles = roles;
  }
}
