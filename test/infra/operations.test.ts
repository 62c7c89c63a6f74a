import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../infra/settings.js';
import { cdkContext, only, pointsTo, resources, synthesise } from './synth.js';

const { templates } = synthesise({ stage: 'production', alarmEmail: 'oncall@example.com' });
const product = templates['messages-production']!;
const audit = templates['messages-production-audit']!;
const runbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const alarms = [product, audit].flatMap((template) =>
  resources(template, 'AWS::CloudWatch::Alarm').map(({ Properties }) => ({
    ...Properties,
    name: (Properties.AlarmName as string).replace('messages-production-', ''),
  })),
);

/** Every metric that an alarm looks at. */
const metricsOf = (alarm: (typeof alarms)[number]): string[] =>
  alarm.MetricName
    ? [alarm.MetricName]
    : alarm.Metrics.flatMap(
        ({ MetricStat }: { MetricStat?: { Metric: { MetricName: string } } }) =>
          MetricStat ? [MetricStat.Metric.MetricName] : [],
      );

describe('the alarms', () => {
  it('have a line in the runbook each, and the runbook has no other', () => {
    const rows = [...runbook.matchAll(/^\| `([a-zA-Z-]+)` +\|.*\|.*\|$/gm)]
      .map(([, name]) => name!)
      .filter((name) => name.includes('-') || name === 'throttles');
    expect(rows.sort()).toEqual(alarms.map(({ name }) => name).sort());
  });

  it('say what they mean to people, and where the runbook is', () => {
    for (const { name, AlarmDescription } of alarms) {
      expect(AlarmDescription).toMatch(/^[A-Z].{20,}[.?] What to do: docs\/operations\.md, "/);
      expect(AlarmDescription).toContain(`"${name}"`);
    }
  });

  it('wake somebody, and say when it is over', () => {
    for (const template of [product, audit]) {
      const topic = only(template, 'AWS::SNS::Topic');
      expect(only(template, 'AWS::SNS::Subscription').Properties).toMatchObject({
        Protocol: 'email',
        Endpoint: 'oncall@example.com',
      });
      for (const { Properties } of resources(template, 'AWS::CloudWatch::Alarm')) {
        expect(Properties.AlarmActions.map(pointsTo)).toEqual([topic.id]);
        expect(Properties.OKActions.map(pointsTo)).toEqual([topic.id]);
      }
      const [publish] = only(
        template,
        'AWS::SNS::TopicPolicy',
      ).Properties.PolicyDocument.Statement.filter(
        ({ Effect }: { Effect: string }) => Effect === 'Allow',
      );
      expect(publish.Principal).toEqual({ Service: 'cloudwatch.amazonaws.com' });
      expect(pointsTo(topic.Properties.KmsMasterKeyId)).toBe(only(template, 'AWS::KMS::Key').id);
    }
  });

  it.each([
    ['api-errors', ['5XXError']],
    ['api-latency', ['Latency']],
    ['dropped-pushes', ['InboundMessageDropped', 'PublishDataMessageServerError']],
    ['failed-connections', ['ConnectServerError', 'SubscribeServerError']],
    ['transaction-conflicts', ['TransactionConflict']],
    [
      'throttles',
      ['ReadThrottleEvents', 'WriteThrottleEvents', 'ReadThrottleEvents', 'WriteThrottleEvents'],
    ],
    ['table-errors', ['SystemErrors', 'SystemErrors', 'SystemErrors', 'SystemErrors']],
    ['write-units-near-limit', ['ConsumedWriteCapacityUnits']],
    ['trigger-errors-preSignUp', ['Errors', 'Throttles']],
    ['trigger-errors-postConfirmation', ['Errors', 'Throttles']],
    ['trigger-errors-preTokenGeneration', ['Errors', 'Throttles']],
    ['worker-age', ['IteratorAge']],
    ['worker-errors', ['Errors']],
    ['worker-dead-letters', ['ApproximateNumberOfMessagesVisible']],
    ['reports-waiting', ['OldestOpenReport']],
  ])('%s looks at what its name says', (name, metrics) => {
    expect(metricsOf(alarms.find((alarm) => alarm.name === name)!)).toEqual(metrics);
  });

  it('that add up several metrics fire when only one of them has a value', () => {
    const sums = alarms.filter(({ Metrics }) => Metrics);
    expect(sums.length).toBeGreaterThan(0);
    for (const { name, Metrics } of sums) {
      const expressions = (Metrics as { Expression?: string }[]).flatMap(
        ({ Expression }) => Expression ?? [],
      );
      expect(expressions, name).toEqual(['SUM(FILL(METRICS(), 0))']);
    }
  });

  it('tell of the brake before it holds: at four fifths of its units', () => {
    const { capacity } = readSettings(cdkContext, 'production');
    const most = capacity.mode === 'onDemand' ? capacity.maxWriteRequestUnits : NaN;
    const alarm = alarms.find(({ name }) => name === 'write-units-near-limit')!;
    expect(alarm).toMatchObject({ Period: 300, Threshold: most * 300 * 0.8 });
  });
});

describe('the dashboard', () => {
  it('is named after the stage and shows alarms, API, pushes, table and triggers', () => {
    const { DashboardName, DashboardBody } = only(product, 'AWS::CloudWatch::Dashboard').Properties;
    expect(DashboardName).toBe('messages-production');
    const body = JSON.stringify(DashboardBody);
    for (const metric of [
      'Latency',
      'ActiveConnections',
      'InboundMessageDropped',
      'TransactionConflict',
      'ConsumedWriteCapacityUnits',
      'BlockedRequests',
      'Duration',
    ]) {
      expect(body).toContain(metric);
    }
  });
});

describe('docs/operations.md', () => {
  it('explains every setting', () => {
    const rows = runbook.slice(runbook.indexOf('### Settings'), runbook.indexOf('### The stacks'));
    const { stages } = cdkContext as { stages: Record<string, Record<string, unknown>> };
    for (const setting of Object.values(stages).flatMap((stage) => Object.keys(stage))) {
      expect(rows).toContain(`\`${setting}\``);
    }
    const explained = [...rows.matchAll(/`([a-z][A-Za-z]+)`/g)].map(([, word]) => word!);
    for (const setting of [
      'readCapacity',
      'writeCapacity',
      'mailFrom',
      'alarmEmail',
      'restoredTable',
      'restoredTableStream',
      'contact',
      'reportRetentionDays',
    ]) {
      expect(explained).toContain(setting);
    }
  });
});

describe('the workflows', () => {
  const workflow = (name: string) =>
    readFileSync(new URL(`../../.github/workflows/${name}.yml`, import.meta.url), 'utf8');

  it('deploy by OIDC and hold no key', () => {
    const deploy = workflow('deploy');
    expect(deploy).toContain('id-token: write');
    expect(deploy).toMatch(/role-to-assume: \$\{\{ vars\.AWS_DEPLOY_ROLE \}\}/);
    for (const text of [deploy, workflow('check')]) {
      expect(text).not.toMatch(/access-key|AKIA|secret-access/i);
    }
    expect(workflow('check')).not.toContain('id-token');
  });

  it("name other people's actions by commit: a tag can be moved", () => {
    for (const text of [workflow('deploy'), workflow('check')]) {
      const actions = [...text.matchAll(/uses: (.*)/g)].map(([, action]) => action);
      expect(actions.length).toBeGreaterThan(0);
      for (const action of actions)
        expect(action).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/);
    }
  });

  it('run scripts that exist, and never text of an event in a shell', () => {
    const { scripts } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as { scripts: Record<string, string> };
    for (const text of [workflow('deploy'), workflow('check')]) {
      for (const [, command] of text.matchAll(/run: npm (?:run )?([a-z]+)/g)) {
        if (command !== 'ci') expect(Object.keys(scripts)).toContain(command);
      }
      for (const [, line] of text.matchAll(/run: (.*)/g)) expect(line).not.toContain('${{');
    }
  });
});
