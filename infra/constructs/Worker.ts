import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  EventSourceMapping,
  FilterCriteria,
  RecursiveLoop,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { worker } from '../../resolvers/worker.js';
import type { AlarmTopic } from './AlarmTopic.js';
import type { DeletedAccounts } from './DeletedAccounts.js';
import {
  addNodeFunction,
  allowAccounts,
  type NodeFunction,
  type TableFunctionProps,
} from './nodeFunction.js';
import { tableStatements } from './tableAccess.js';
import { workerAccess } from './workerAccess.js';

interface WorkerProps extends TableFunctionProps {
  /** Alarms and metrics are named after it. */
  readonly name: string;
  readonly deletedAccounts: DeletedAccounts;
}

/** The profile worker, what calls it, and where records go that it fails on. */
export class Worker extends Construct {
  readonly role: IRole;
  readonly #function: NodeFunction;
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
    this.#function = addNodeFunction(this, {
      bundle: `${bundles}/worker`,
      logGroup: logGroups.add('worker'),
      rolePath,
      who: 'The profile worker',
      may: 'What the profile worker may do',
      statements: this.#statements(props),
      environment: {
        TABLE_NAME: table.tableName,
        DELETED_ACCOUNTS_TABLE: deletedAccounts.table.tableName,
        DELETED_ACCOUNTS_DAYS: String(deletedAccounts.days),
        METRICS_NAMESPACE: name,
      },
      timeout: Duration.seconds(worker.timeoutSeconds),
      // It calls itself by way of the stream, and ends when the rows do.
      recursiveLoop: RecursiveLoop.ALLOW,
    });
    this.role = this.#function.role;
    this.#addCallers(streamOf(table));
  }

  /** What the worker may do, but for accounts of the user pool. */
  #statements({ table, deletedAccounts }: WorkerProps): PolicyStatement[] {
    return [
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
    ];
  }

  /** What calls the worker: the table's stream, and a schedule. */
  #addCallers(eventSourceArn: string): void {
    const { lambda, policy } = this.#function;
    const { queueArn } = this.#deadLetters;
    const mapping = new EventSourceMapping(this, 'Stream', {
      target: lambda,
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
      targets: [new LambdaFunction(lambda)],
    });
  }

  /** Lets the worker delete accounts of the user pool, which is made after it. */
  mayDeleteAccounts(userPool: IUserPool): void {
    allowAccounts(this, this.#function, userPool, {
      may: 'What the profile worker may do with accounts',
      actions: [
        'cognito-idp:AdminDeleteUser',
        'cognito-idp:AdminDisableUser',
        'cognito-idp:ListUsers',
      ],
    });
  }

  /** Adds the alarms. */
  watch(topic: AlarmTopic): void {
    topic.add('worker-age', {
      metric: this.#function.lambda.metric('IteratorAge', {
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(5),
      }),
      threshold: 10 * 60_000, // milliseconds
      meaning: 'The worker is ten minutes behind: a suspension is not yet in force everywhere.',
    });
    topic.add('worker-errors', {
      metric: this.#function.lambda.metricErrors({ period: Duration.minutes(5) }),
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
