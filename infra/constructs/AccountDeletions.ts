import { Duration } from 'aws-cdk-lib';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { accountDeletions } from '../../resolvers/accountDeletions.js';
import type { AlarmTopic } from './AlarmTopic.js';
import type { LogGroups } from './LogGroups.js';
import { nodeFunction, writesLog } from './nodeFunction.js';
import { type TableAccess, tableStatements } from './tableAccess.js';

/** What `deleteAccount` writes: the mark on a profile, and the work item. */
const access: readonly TableAccess[] = [
  {
    actions: ['UpdateItem'],
    transactionOnly: true,
    leadingKeys: ['USR#*'],
    attributes: ['pk', 'sk', 'deletedAt', 'erases'],
  },
  { actions: ['UpdateItem'], transactionOnly: true, leadingKeys: ['WRK#*'] },
];

interface AccountDeletionsProps {
  readonly rolePath: string;
  readonly table: ITableV2;
  readonly logGroups: LogGroups;
  /** Where the bundler has put it: `accountDeleted/index.mjs`. */
  readonly bundles: string;
}

/** The function for accounts that are deleted in the user pool alone, and what calls it. */
export class AccountDeletions extends Construct {
  readonly role: Role;
  readonly #function: Function;
  readonly #deadLetters: Queue;

  constructor(scope: Construct, id: string, props: AccountDeletionsProps) {
    super(scope, id);
    const { rolePath, table, logGroups, bundles } = props;
    // An event holds ids alone: CloudTrail hides names and tokens.
    this.#deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const logGroup = logGroups.add('accountDeleted');
    this.role = new Role(this, 'Role', {
      path: rolePath,
      description: 'Accounts that are deleted in the user pool alone',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    new ManagedPolicy(this, 'Policy', {
      description: 'What the function for accounts that are deleted in the user pool may do',
      roles: [this.role],
      statements: [
        ...tableStatements(table, access),
        new PolicyStatement({
          actions: ['sqs:SendMessage'],
          resources: [this.#deadLetters.queueArn],
        }),
        writesLog(logGroup),
      ],
    });
    const { queueArn } = this.#deadLetters;
    this.#function = new Function(this, 'Function', {
      ...nodeFunction(`${bundles}/accountDeleted`),
      environment: { TABLE_NAME: table.tableName },
      timeout: Duration.seconds(accountDeletions.timeoutSeconds),
      memorySize: 256,
      retryAttempts: accountDeletions.retries,
      // CDK's own destination would put a policy of its own beside the role's.
      onFailure: { bind: () => ({ destination: queueArn }) },
      role: this.role,
      logGroup,
    });
    new Rule(this, 'Rule', {
      description: 'Accounts that are deleted in a user pool, as CloudTrail logs them',
      eventPattern: accountDeletionPattern(),
      targets: [new LambdaFunction(this.#function, { deadLetterQueue: this.#deadLetters })],
    });
  }

  /** Lets the function look into the user pool, which is made after it. */
  mayFindAccounts(userPool: IUserPool): void {
    this.#function.addEnvironment('USER_POOL_ID', userPool.userPoolId);
    new ManagedPolicy(this, 'AccountsPolicy', {
      description: 'Whether an account is in the user pool',
      roles: [this.role],
      statements: [
        new PolicyStatement({
          actions: ['cognito-idp:ListUsers'],
          resources: [userPool.userPoolArn],
        }),
      ],
    });
  }

  /** Adds the alarm. */
  watch(topic: AlarmTopic): void {
    topic.add('account-deletions-dead-letters', {
      metric: this.#deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
      }),
      threshold: 1,
      meaning: 'An account was deleted in the user pool, and what it leaves in the table stays.',
    });
  }
}

/** The pattern as CDK takes it. */
function accountDeletionPattern() {
  const { source, 'detail-type': detailType, detail } = accountDeletions.pattern;
  return { source: [...source], detailType: [...detailType], detail };
}
