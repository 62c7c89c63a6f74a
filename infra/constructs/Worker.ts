import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  EventSourceMapping,
  FilterCriteria,
  Function,
  RecursiveLoop,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { worker } from '../../resolvers/worker.js';
import type { AlarmTopic } from './AlarmTopic.js';
import type { DeletedAccounts } from './DeletedAccounts.js';
import type { LogGroups } from './LogGroups.js';
import { nodeFunction, writesLog } from './nodeFunction.js';
import { tableStatements } from './tableAccess.js';
import { workerAccess } from './workerAccess.js';

interface WorkerProps {
  /** Alarms and metrics are named after it. */
  readonly name: string;
  readonly rolePath: string;
  readonly table: ITableV2;
  readonly deletedAccounts: DeletedAccounts;
  readonly logGroups: LogGroups;
  /** Where the bundler has put it: `worker/index.mjs`. */
  readonly bundles: string;
}

/** The profile worker, what calls it, and where records go that it fails on. */
export class Worker extends Construct {
  readonly role: Role;
  readonly #function: Function;
  readonly #deadLetters: Queue;
  readonly #namespace: string;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const { name, rolePath, table, deletedAccounts, logGroups, bundles } = props;
    this.#namespace = name;
    // A dead letter says where a record is in the stream, and holds nothing of it.
    this.#deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const logGroup = logGroups.add('worker');
    this.role = new Role(this, 'Role', {
      path: rolePath,
      description: 'The profile worker',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    const policy = this.#addPolicy(props, logGroup);
    this.#function = new Function(this, 'Function', {
      ...nodeFunction(`${bundles}/worker`),
      environment: {
        TABLE_NAME: table.tableName,
        DELETED_ACCOUNTS_TABLE: deletedAccounts.table.tableName,
        DELETED_ACCOUNTS_DAYS: String(deletedAccounts.days),
        METRICS_NAMESPACE: name,
      },
      timeout: Duration.seconds(worker.timeoutSeconds),
      memorySize: 256,
      // It calls itself by way of the stream, and ends when the rows do.
      recursiveLoop: RecursiveLoop.ALLOW,
      role: this.role,
      logGroup,
    });
    this.#addCallers(streamOf(table), policy);
  }

  /** What the worker may do, but for accounts of the user pool. */
  #addPolicy({ table, deletedAccounts }: WorkerProps, logGroup: ILogGroup): ManagedPolicy {
    return new ManagedPolicy(this, 'Policy', {
      description: 'What the profile worker may do',
      roles: [this.role],
      statements: [
        ...tableStatements(table, workerAccess),
        ...tableStatements(deletedAccounts.table, [{ actions: ['PutItem'] }]),
        new PolicyStatement({
          // As in the DynamoDB developer guide, "IAM policy to allow an AWS Lambda function to access
          // DynamoDB stream records".
          actions: [
            'dynamodb:DescribeStream',
            'dynamodb:GetRecords',
            'dynamodb:GetShardIterator',
            'dynamodb:ListStreams',
          ],
          resources: [streamOf(table)],
        }),
        new PolicyStatement({
          actions: ['sqs:SendMessage'],
          resources: [this.#deadLetters.queueArn],
        }),
        writesLog(logGroup),
      ],
    });
  }

  /** What calls the worker: the table's stream, and a schedule. */
  #addCallers(eventSourceArn: string, policy: ManagedPolicy): void {
    const { queueArn } = this.#deadLetters;
    const mapping = new EventSourceMapping(this, 'Stream', {
      target: this.#function,
      eventSourceArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: worker.recordsOfACall,
      retryAttempts: worker.retries,
      filters: [FilterCriteria.filter(worker.filter)],
      // CDK's own destination would put a policy of its own beside the role's.
      onFailure: { bind: () => ({ destination: queueArn }) },
    });
    mapping.node.addDependency(policy);
    new Rule(this, 'Schedule', {
      description: 'Touches the work items that are due',
      schedule: Schedule.rate(Duration.minutes(worker.scheduleMinutes)),
      targets: [new LambdaFunction(this.#function)],
    });
  }

  /** Lets the worker delete accounts of the user pool, which is made after it. */
  mayDeleteAccounts(userPool: IUserPool): void {
    this.#function.addEnvironment('USER_POOL_ID', userPool.userPoolId);
    new ManagedPolicy(this, 'AccountsPolicy', {
      description: 'What the profile worker may do with accounts',
      roles: [this.role],
      statements: [
        new PolicyStatement({
          actions: [
            'cognito-idp:AdminDeleteUser',
            'cognito-idp:AdminDisableUser',
            'cognito-idp:ListUsers',
          ],
          resources: [userPool.userPoolArn],
        }),
      ],
    });
  }

  /** Adds the alarms. */
  watch(topic: AlarmTopic): void {
    topic.add('worker-age', {
      metric: this.#function.metric('IteratorAge', {
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      threshold: 10 * 60_000, // milliseconds
      meaning: 'The worker is ten minutes behind: a suspension is not yet in force everywhere.',
    });
    topic.add('worker-errors', {
      metric: this.#function.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
      meaning: 'The worker fails: a suspension may not be in force in existing conversations.',
    });
    topic.add('worker-dead-letters', {
      metric: this.#deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
      }),
      threshold: 1,
      meaning:
        'The worker failed on a record every time, and now the schedule tries its work item.',
    });
    topic.add('reports-waiting', {
      metric: new Metric({
        namespace: this.#namespace,
        metricName: worker.oldestReportMetric,
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(worker.scheduleMinutes),
      }),
      threshold: 24 * 60 * 60, // seconds
      meaning: 'A report has waited for a decision for longer than a day.',
    });
  }
}

function streamOf(table: ITableV2): string {
  if (table.tableStreamArn === undefined) throw new TypeError('The table has no stream');
  return table.tableStreamArn;
}
