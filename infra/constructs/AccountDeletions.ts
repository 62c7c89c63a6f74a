import { Duration } from 'aws-cdk-lib';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { accountDeletions } from '../../resolvers/accountDeletions.js';
import type { AlarmTopic } from './AlarmTopic.js';
import {
  addNodeFunction,
  allowAccounts,
  type NodeFunction,
  type TableFunctionProps,
} from './nodeFunction.js';
import { inTransaction, type TableAccess, tableStatements } from './tableAccess.js';

/** What `deleteAccount` writes: the mark on a profile, and the work item. */
const access: readonly TableAccess[] = [
  inTransaction(['UpdateItem'], ['USR#*'], ['deletedAt', 'erases']),
  inTransaction(['UpdateItem'], ['WRK#*']),
];

/** The function for accounts that are deleted in the user pool alone, and what calls it. */
export class AccountDeletions extends Construct {
  readonly role: IRole;
  readonly #function: NodeFunction;
  readonly #deadLetters: Queue;

  constructor(scope: Construct, id: string, props: TableFunctionProps) {
    super(scope, id);
    const { rolePath, table, logGroups, bundles } = props;
    // An event holds ids alone: CloudTrail hides names and tokens.
    this.#deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const { queueArn } = this.#deadLetters;
    this.#function = addNodeFunction(this, {
      bundle: `${bundles}/accountDeleted`,
      logGroup: logGroups.add('accountDeleted'),
      rolePath,
      who: 'Accounts that are deleted in the user pool alone',
      may: 'What the function for accounts that are deleted in the user pool may do',
      statements: [
        ...tableStatements(table, access),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queueArn] }),
      ],
      environment: { TABLE_NAME: table.tableName },
      timeout: Duration.seconds(accountDeletions.timeoutSeconds),
      retryAttempts: accountDeletions.retries,
      // CDK's own destination would put a policy of its own beside the role's.
      onFailure: { bind: () => ({ destination: queueArn }) },
    });
    this.role = this.#function.role;
    new Rule(this, 'Rule', {
      description: 'Accounts that are deleted in a user pool, as CloudTrail logs them',
      eventPattern: accountDeletionPattern(),
      targets: [new LambdaFunction(this.#function.lambda, { deadLetterQueue: this.#deadLetters })],
    });
  }

  /** Lets the function look into the user pool, which is made after it. */
  mayFindAccounts(userPool: IUserPool): void {
    allowAccounts(this, this.#function, userPool, {
      may: 'Whether an account is in the user pool',
      actions: ['cognito-idp:ListUsers'],
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
