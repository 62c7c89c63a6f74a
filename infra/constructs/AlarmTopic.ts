import { Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface AlarmTopicProps {
  /** Alarms are named `<prefix>-<name>`. */
  readonly prefix: string;
  readonly key: IKey | undefined;
  /** Who is woken; left out: nobody, until somebody subscribes to the topic. */
  readonly email: string | undefined;
}

export interface AlarmProps {
  readonly metric: IMetric;
  readonly threshold: number;
  /** How many periods in a row. @default 1 */
  readonly periods?: number;
  /** What it means to the people who write messages. */
  readonly meaning: string;
}

/** Where alarms go, and the maker of them: each has its line in the runbook under its name. */
export class AlarmTopic extends Construct {
  readonly alarms: Alarm[] = [];
  readonly #prefix: string;
  readonly #action: SnsAction;

  constructor(scope: Construct, id: string, { prefix, key, email }: AlarmTopicProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (email) topic.addSubscription(new EmailSubscription(email));
    this.#prefix = prefix;
    this.#action = new SnsAction(topic);
  }

  /** Makes the alarm `<prefix>-<name>`, which tells the topic when it begins and when it is over. */
  add(name: string, { metric, threshold, periods = 1, meaning }: AlarmProps): Alarm {
    const alarm = new Alarm(this, name, {
      alarmName: `${this.#prefix}-${name}`,
      alarmDescription: `${meaning} What to do: docs/operations.md, "${name}".`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(this.#action);
    alarm.addOkAction(this.#action);
    this.alarms.push(alarm);
    return alarm;
  }
}
