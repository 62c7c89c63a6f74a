import { Duration } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import type { Settings } from '../settings.js';
import type { AlarmTopic } from './AlarmTopic.js';
import { apiMetric, apiRequests, type UserPoolNames, userPoolMetric } from './metrics.js';

interface UsageAlarmsProps extends Pick<Settings, 'stage' | 'monthlyBudget'> {
  readonly name: string;
  readonly topic: AlarmTopic;
  readonly apiId: string;
  readonly userPool: UserPoolNames;
}

const minute = Duration.minutes(1);
/** Minutes in a row before an unusual rate is an alarm. */
const periods = 5;

/** Alarms for use that the owner would not expect, and a budget: what an attack costs shows here. */
export class UsageAlarms extends Construct {
  constructor(scope: Construct, id: string, props: UsageAlarmsProps) {
    super(scope, id);
    const { topic, apiId, userPool, monthlyBudget } = props;
    topic.addUnusual('unusual-sign-ups', {
      metric: userPoolMetric(userPool, 'SignUpSuccesses', minute),
      periods,
      meaning: 'Far more people sign up per minute than usual.',
    });
    topic.addUnusual('unusual-connections', {
      metric: apiMetric(apiId, 'ConnectRequests', 'Sum', minute),
      periods,
      meaning: 'Far more WebSocket connections are opened per minute than usual.',
    });
    topic.addUnusual('unusual-pushes', {
      metric: apiMetric(apiId, 'OutboundMessages', 'Sum', minute),
      periods,
      meaning: 'Far more data is pushed per minute than usual.',
    });
    topic.addUnusual('unusual-requests', {
      metric: apiRequests(apiId, minute),
      periods,
      meaning: 'Far more requests reach the API per minute than usual.',
    });
    if (monthlyBudget !== undefined) this.#addBudget(props, monthlyBudget);
  }

  /** Publishes at four fifths of the budget, and when AWS forecasts that the month will exceed it. */
  #addBudget({ name, stage, topic }: UsageAlarmsProps, amount: number): void {
    topic.allow('budgets.amazonaws.com');
    const notification = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: {
        notificationType,
        comparisonOperator: 'GREATER_THAN',
        threshold,
        thresholdType: 'PERCENTAGE',
      },
      subscribers: [{ subscriptionType: 'SNS', address: topic.topic.topicArn }],
    });
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: name,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount, unit: 'USD' },
        // The tag has to be activated as a cost allocation tag, or nothing counts (docs/operations.md).
        costFilters: { TagKeyValue: [`user:stage$${stage}`] },
      },
      notificationsWithSubscribers: [notification('ACTUAL', 80), notification('FORECASTED', 100)],
    });
  }
}
