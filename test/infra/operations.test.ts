import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../../infra/settings.js';
import { dataSources } from '../../resolvers/manifest.js';
import { synthesiseEverything } from './allStacks.js';
import { asList, cdkContext, only, pointsTo, resources } from './synth.js';

const { templates } = synthesiseEverything('production');
const product = templates['messages-production']!;
const audit = templates['messages-production-audit']!;
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
    : alarm.Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: { MetricName: string } } }) =>
        MetricStat ? [MetricStat.Metric.MetricName] : [],
      );

describe('the alarms', () => {
  it('say what they mean to people, and where the runbook is', () => {
    for (const { name, AlarmDescription } of alarms) {
      expect(AlarmDescription).toMatch(/^[A-Z].{20,}[.?] What to do: docs\/operations\.md, "/);
      expect(AlarmDescription).toContain(`"${name}"`);
    }
  });

  it('reach the address of the stage when they begin and when they end', () => {
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
      const publishers = only(template, 'AWS::SNS::TopicPolicy')
        .Properties.PolicyDocument.Statement.filter(
          ({ Effect }: { Effect: string }) => Effect === 'Allow',
        )
        .flatMap(({ Principal }: { Principal: { Service: string | string[] } }) =>
          asList<string>(Principal.Service),
        )
        .sort();
      expect(publishers).toEqual(
        template === product
          ? ['budgets.amazonaws.com', 'cloudwatch.amazonaws.com']
          : ['cloudwatch.amazonaws.com'],
      );
      expect(pointsTo(topic.Properties.KmsMasterKeyId)).toBe(only(template, 'AWS::KMS::Key').id);
    }
  });

  it.each([
    ['api-errors', ['5XXError']],
    ['api-latency', ['Latency']],
    [
      'dropped-pushes',
      ['InboundMessageDropped', 'InboundMessageFailure', 'PublishDataMessageServerError'],
    ],
    ['failed-connections', ['ConnectServerError', 'SubscribeServerError']],
    ['refused-connections', ['ConnectRequests', 'ConnectClientError', 'SubscribeClientError']],
    ['failing-messages', ['Request', 'Request', 'GraphQLError', 'GraphQLError']],
    ['failing-create-message', ['Request', 'Request', 'GraphQLError', 'GraphQLError']],
    [
      'failed-backups',
      ['NumberOfBackupJobsFailed', 'NumberOfBackupJobsExpired', 'NumberOfBackupJobsAborted'],
    ],
    ['sign-in-throttles', ['SignUpThrottles', 'SignInThrottles', 'TokenRefreshThrottles']],
    ['unusual-sign-ups', ['SignUpSuccesses']],
    ['unusual-connections', ['ConnectRequests']],
    ['unusual-pushes', ['OutboundMessages']],
    ['unusual-requests', ['Latency']],
    ['failing-canary', ['Errors']],
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

  it('see each data source of the table fail: such a resolver answers HTTP 200', () => {
    const tables = Object.entries(dataSources).filter(([, { type }]) => type !== 'NONE');
    expect(tables.length).toBeGreaterThan(5);
    for (const [dataSource] of tables) {
      const watching = alarms.filter((alarm) =>
        JSON.stringify(alarm.Metrics ?? []).includes(`"Value":"${dataSource}"`),
      );
      expect(watching.map(metricsOf), dataSource).toEqual([
        ['Request', 'Request', 'GraphQLError', 'GraphQLError'],
      ]);
    }
  });

  const expressionOf = ({ Metrics = [] }: (typeof alarms)[number]) =>
    (Metrics as { Expression?: string }[]).flatMap(({ Expression }) => Expression ?? []).join();

  it('that add up several metrics fire when only one of them has a value', () => {
    const sums = alarms.filter((alarm) => expressionOf(alarm).startsWith('SUM'));
    expect(sums.length).toBeGreaterThan(5);
    for (const alarm of sums) expect(expressionOf(alarm)).toBe('SUM(FILL(METRICS(), 0))');
  });

  it('on shares wait for enough requests, and ask by both names that AWS has for a dimension', () => {
    const shares = alarms.filter((alarm) => expressionOf(alarm).startsWith('IF'));
    expect(shares.map(({ name }) => name)).toContain('failing-sends');
    for (const alarm of shares) {
      expect(expressionOf(alarm)).toMatch(
        /^IF\(SUM\(FILL\(METRICS\("request"\), 0\)\) >= \d+, 100 \*/,
      );
    }
    const names = alarms
      .find(({ name }) => name === 'failing-sends')!
      .Metrics.flatMap(
        ({ MetricStat }: { MetricStat?: { Metric: { Dimensions: { Name: string }[] } } }) =>
          MetricStat?.Metric.Dimensions.map(({ Name }) => Name) ?? [],
      );
    expect(new Set(names)).toEqual(new Set(['API_Id', 'Datasource', 'GraphQLAPIId', 'DataSource']));
  });

  it('on unusual use compare a minute with the usual minutes, upward, five in a row', () => {
    const unusual = alarms.filter(({ name }) => name.startsWith('unusual'));
    expect(unusual).toHaveLength(4);
    for (const alarm of unusual) {
      expect(alarm).toMatchObject({
        ComparisonOperator: 'GreaterThanUpperThreshold',
        EvaluationPeriods: 5,
      });
      expect(expressionOf(alarm)).toMatch(/^ANOMALY_DETECTION_BAND/);
      expect(JSON.stringify(alarm.Metrics)).toContain('"Period":60');
    }
  });

  it('warn before the brake holds: at four fifths of its units', () => {
    const { capacity } = readSettings(cdkContext, 'production');
    const most = capacity.mode === 'onDemand' ? capacity.maxWriteRequestUnits : NaN;
    const alarm = alarms.find(({ name }) => name === 'write-units-near-limit')!;
    expect(alarm).toMatchObject({ Period: 300, Threshold: most * 300 * 0.8 });
  });

  it('of the canary fire on a run that fails and on runs that stop', () => {
    expect(alarms.find(({ name }) => name === 'failing-canary')).toMatchObject({
      TreatMissingData: 'breaching',
      EvaluationPeriods: 2,
    });
  });
});

describe('the budget', () => {
  it('publishes at four fifths of the setting, and when the month is forecast to exceed it', () => {
    const { Budget, NotificationsWithSubscribers } = only(
      product,
      'AWS::Budgets::Budget',
    ).Properties;
    expect(Budget).toMatchObject({
      BudgetLimit: { Amount: 500, Unit: 'USD' },
      CostFilters: { TagKeyValue: ['user:stage$production'] },
    });
    expect(
      NotificationsWithSubscribers.map(
        ({ Notification }: { Notification: { NotificationType: string; Threshold: number } }) => [
          Notification.NotificationType,
          Notification.Threshold,
        ],
      ),
    ).toEqual([
      ['ACTUAL', 80],
      ['FORECASTED', 100],
    ]);
  });
});

describe('the metrics of AppSync', () => {
  /** Of alarms: one metric, or those of an expression. */
  const ofAlarms = alarms.flatMap(({ Namespace, MetricName, Dimensions, Metrics = [] }) => [
    { Namespace, MetricName, Dimensions },
    ...Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: object } }) =>
      MetricStat ? [MetricStat.Metric] : [],
    ),
  ]);
  // A data source's or resolver's has two more names of dimensions: see the alarms on shares.
  const ofApi = ofAlarms.filter(
    ({ Namespace, MetricName }) =>
      Namespace === 'AWS/AppSync' && !['Request', 'GraphQLError'].includes(MetricName),
  );

  it('have the one dimension that they are sent with, in every alarm', () => {
    expect(ofApi.length).toBeGreaterThan(10);
    for (const { MetricName, Dimensions } of ofApi) {
      expect(
        Dimensions.map(({ Name }: { Name: string }) => Name),
        MetricName,
      ).toEqual(['GraphQLAPIId']);
    }
  });

  it('have it in every graph, and count requests by Latency: `Requests` is of the whole account', () => {
    const { DashboardBody } = only(product, 'AWS::CloudWatch::Dashboard').Properties;
    const body = (DashboardBody['Fn::Join'][1] as unknown[])
      .map((part) => (typeof part === 'string' ? part : 'x'))
      .join('');
    const graphed = [...body.matchAll(/"AWS\/AppSync","(\w+)","(\w+)"/g)];
    expect(graphed.length).toBeGreaterThan(10);
    for (const [, metric, dimension] of graphed) {
      expect(dimension, metric).toBe('GraphQLAPIId');
      expect(metric).not.toBe('Requests');
    }
  });
});

describe('the dashboard', () => {
  it('has the name of the stage and shows alarms, API, pushes, table and triggers', () => {
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

  it("pin other people's actions by commit: a tag can be moved", () => {
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
