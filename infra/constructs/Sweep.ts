import { Duration } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { sweep } from '../../resolvers/sweep.js';
import { table as tableNames } from '../../resolvers/table.js';
import type { AlarmTopic } from './AlarmTopic.js';
import type { LogGroups } from './LogGroups.js';
import { nodeFunction, writesLog } from './nodeFunction.js';
import { tableStatements } from './tableAccess.js';

interface SweepProps {
  readonly rolePath: string;
  readonly table: ITableV2;
  readonly messageRetentionDays: number;
  readonly logGroups: LogGroups;
  /** Where the bundler has put it: `sweep/index.mjs`. */
  readonly bundles: string;
}

/** The sweep of rows whose newest message is past, and its schedule. */
export class Sweep extends Construct {
  readonly role: Role;
  readonly #function: Function;

  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id);
    const { rolePath, table, messageRetentionDays, logGroups, bundles } = props;
    const logGroup = logGroups.add('sweep');
    this.role = new Role(this, 'Role', {
      path: rolePath,
      description: 'The sweep of rows that are past',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    const policy = new ManagedPolicy(this, 'Policy', {
      description: 'What the sweep may do',
      roles: [this.role],
      statements: [
        scansTheIndex(table),
        ...tableStatements(table, [
          {
            actions: ['UpdateItem'],
            leadingKeys: ['GRP#*'],
            attributes: [
              'pk',
              'sk',
              'folder',
              'lastMessage',
              'lastMessageUuid',
              'readUpTo',
              'unreadCount',
            ],
          },
        ]),
        writesLog(logGroup),
      ],
    });
    this.#function = new Function(this, 'Function', {
      ...nodeFunction(`${bundles}/sweep`),
      environment: {
        TABLE_NAME: table.tableName,
        MESSAGE_RETENTION_DAYS: String(messageRetentionDays),
      },
      timeout: Duration.seconds(sweep.timeoutSeconds),
      memorySize: 256,
      role: this.role,
      logGroup,
    });
    const rule = new Rule(this, 'Schedule', {
      description: 'Sweeps one part of the rows',
      schedule: Schedule.rate(Duration.minutes(sweep.scheduleMinutes)),
      targets: [new LambdaFunction(this.#function)],
    });
    rule.node.addDependency(policy);
  }

  /** Adds the alarm. */
  watch(topic: AlarmTopic): void {
    topic.add('sweep-errors', {
      metric: this.#function.metricErrors({ period: Duration.minutes(sweep.scheduleMinutes) }),
      threshold: 1,
      meaning:
        'The sweep did not get through its part of the rows: previews that nobody sees are stored on.',
    });
  }
}

/**
 * The one Scan of the product: of the index, of the keys and what says that a row is past; never of a name.
 * For a Scan DynamoDB sets no leading key, so which items it reaches is limited by the index alone (developer
 * guide, "Using IAM policy conditions for fine-grained access control").
 */
const scansTheIndex = (table: ITableV2): PolicyStatement =>
  new PolicyStatement({
    actions: ['dynamodb:Scan'],
    resources: [`${table.tableArn}/index/${tableNames.index.name}`],
    conditions: {
      'ForAllValues:StringEquals': {
        'dynamodb:Attributes': [
          'pk',
          'sk',
          'folder',
          'lastMessage',
          'lastMessageUuid',
          'unreadCount',
        ],
      },
      StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    },
  });
