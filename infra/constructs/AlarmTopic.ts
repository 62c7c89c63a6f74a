import { Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AnomalyDetectionAlarm,
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

interface AlarmTopicProps {
  /** Alarms are named `<prefix>-<name>`. */
  readonly prefix: string;
  readonly key: IKey | undefined;
  /** Who gets the alarms. Undefined: no one, until an address is subscribed to the topic. */
  readonly email: string | undefined;
}

interface AlarmBasics {
  readonly metric: IMetric;
  /** How many periods in a row. @default 1 */
  readonly periods?: number;
  /** What the alarm means to the people who write messages, or to the one who pays. */
  readonly meaning: string;
}

interface AlarmProps extends AlarmBasics {
  readonly threshold: number;
  /** Whether a period without data counts as a bad one. @default false */
  readonly missingIsBad?: boolean;
}

/** The topic that alarms publish to. It also makes the alarms: each has a row in the runbook. */
export class AlarmTopic extends Construct {
  readonly alarms: Alarm[] = [];
  readonly topic: Topic;
  readonly #prefix: string;
  readonly #action: SnsAction;

  constructor(scope: Construct, id: string, { prefix, key, email }: AlarmTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true });
    this.allow('cloudwatch.amazonaws.com');
    if (email) this.topic.addSubscription(new EmailSubscription(email));
    this.#prefix = prefix;
    this.#action = new SnsAction(this.topic);
  }

  /** Lets a service publish to the topic, for this account. */
  allow(service: string): void {
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  /** Makes the alarm `<prefix>-<name>`. It publishes when it begins and when it ends. */
  add(name: string, props: AlarmProps): void {
    const { metric, threshold, periods = 1, meaning, missingIsBad = false } = props;
    this.#publish(
      new Alarm(this, name, {
        ...this.#named(name, meaning),
        metric,
        threshold,
        evaluationPeriods: periods,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: missingIsBad
          ? TreatMissingData.BREACHING
          : TreatMissingData.NOT_BREACHING,
      }),
    );
  }

  /**
   * Makes an alarm for a metric that leaves its usual range upward. CloudWatch learns the range from
   * up to two weeks of data (CloudWatch user guide, "Using CloudWatch anomaly detection").
   */
  addUnusual(name: string, { metric, periods = 1, meaning }: AlarmBasics): void {
    this.#publish(
      new AnomalyDetectionAlarm(this, name, {
        ...this.#named(name, meaning),
        metric,
        stdDevs: 4,
        evaluationPeriods: periods,
        comparisonOperator: ComparisonOperator.GREATER_THAN_UPPER_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    );
  }

  #named(name: string, meaning: string) {
    return {
      alarmName: `${this.#prefix}-${name}`,
      alarmDescription: `${meaning} What to do: docs/operations.md, "${name}".`,
    };
  }

  #publish(alarm: Alarm): void {
    alarm.addAlarmAction(this.#action);
    alarm.addOkAction(this.#action);
    this.alarms.push(alarm);
  }
}
