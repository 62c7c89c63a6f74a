import { Duration } from 'aws-cdk-lib';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AlarmTopic } from './AlarmTopic.js';
import { auditFilters } from './auditFilters.js';

interface AuditAlarmsProps {
  readonly topic: AlarmTopic;
  readonly logGroup: ILogGroup;
  readonly namespace: string;
  readonly stage: string;
}

/** One alarm for each kind of malicious or administrative use. Its first event raises it. */
export class AuditAlarms extends Construct {
  constructor(scope: Construct, id: string, props: AuditAlarmsProps) {
    super(scope, id);
    const { topic, logGroup, namespace, stage } = props;
    for (const [name, { filter, meaning }] of Object.entries(auditFilters)) {
      const found = new MetricFilter(this, name, {
        logGroup,
        metricNamespace: namespace,
        metricName: name,
        filterPattern: FilterPattern.literal(`{ ${filter(stage)} }`),
      });
      topic.add(name, {
        metric: found.metric({ statistic: 'Sum', period: Duration.minutes(1) }),
        threshold: 1,
        meaning,
      });
    }
  }
}
