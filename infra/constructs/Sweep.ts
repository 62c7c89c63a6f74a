import { Duration } from 'aws-cdk-lib';
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { sweep } from '../../resolvers/sweep.js';
import { table as tableNames } from '../../resolvers/table.js';
import type { AlarmTopic } from './AlarmTopic.js';
import { addNodeFunction, type TableFunctionProps } from './nodeFunction.js';
import { tableStatements } from './tableAccess.js';

interface SweepProps extends TableFunctionProps {
  readonly messageRetentionDays: number;
}

/** The sweep of rows whose newest message is past, and its schedule. */
export class Sweep extends Construct {
  readonly role: IRole;
  readonly #function: Function;

  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id);
    const { rolePath, table, messageRetentionDays, logGroups, bundles } = props;
    const { lambda, role, policy } = addNodeFunction(this, {
      bundle: `${bundles}/sweep`,
      logGroup: logGroups.add('sweep'),
      rolePath,
      who: 'The sweep of rows that are past',
      may: 'What the sweep may do',
      statements: [
        scansTheIndex(table),
        ...tableStatements(table, [
          {
            actions: ['UpdateItem'],
            leadingKeys: ['GRP#*'],
            attributes: ['folder', 'lastMessage', 'lastMessageUuid', 'readUpTo', 'unreadCount'],
          },
        ]),
      ],
      environment: {
        TABLE_NAME: table.tableName,
        MESSAGE_RETENTION_DAYS: String(messageRetentionDays),
      },
      timeout: Duration.seconds(sweep.timeoutSeconds),
    });
    this.role = role;
    this.#function = lambda;
    const rule = new Rule(this, 'Schedule', {
      description: 'Sweeps one part of the rows',
      schedule: Schedule.rate(Duration.minutes(sweep.scheduleMinutes)),
      targets: [new LambdaFunction(lambda)],
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
