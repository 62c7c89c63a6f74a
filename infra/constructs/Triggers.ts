import { Duration } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { TriggerName } from '../../resolvers/userPool.js';
import { addNodeFunction, type TableFunctionProps } from './nodeFunction.js';
import { inTransaction, type TableAccess, tableStatements } from './tableAccess.js';

const makesProfiles = inTransaction(['PutItem'], ['USR#*', 'HDL#*']);

/** What each trigger's role allows on the table. */
const access: Record<TriggerName, readonly TableAccess[]> = {
  preSignUp: [{ actions: ['GetItem'], leadingKeys: ['HDL#*'] }],
  postConfirmation: [makesProfiles],
  preTokenGeneration: [{ actions: ['GetItem'], leadingKeys: ['USR#*'] }, makesProfiles],
};

/** The Lambda functions of Cognito's triggers, each with its own role and log group. */
export class Triggers extends Construct {
  readonly functions: Readonly<Record<TriggerName, Function>>;
  readonly roles: readonly IRole[];

  constructor(scope: Construct, id: string, props: TableFunctionProps) {
    super(scope, id);
    const { rolePath, table, logGroups, bundles } = props;
    const roles: IRole[] = [];
    const functionOf = (name: TriggerName): Function => {
      const { lambda, role } = addNodeFunction(
        this,
        {
          bundle: `${bundles}/${name}`,
          logGroup: logGroups.add(name),
          rolePath,
          who: `Cognito trigger ${name}`,
          may: `What the Cognito trigger ${name} may do`,
          statements: tableStatements(table, access[name]),
          environment: { TABLE_NAME: table.tableName },
          // Cognito gives a trigger 5 seconds ("Customizing user pool workflows with Lambda triggers").
          timeout: Duration.seconds(5),
        },
        name,
      );
      roles.push(role);
      return lambda;
    };
    this.functions = {
      preSignUp: functionOf('preSignUp'),
      postConfirmation: functionOf('postConfirmation'),
      preTokenGeneration: functionOf('preTokenGeneration'),
    };
    this.roles = roles;
  }
}
