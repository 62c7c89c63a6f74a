import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paths } from '../../infra/app.js';
import { messageGroupPartition } from '../../resolvers/lib/keys.js';
import { sweep } from '../../resolvers/sweep.js';
import { table as definition } from '../../resolvers/table.js';
import { asList, only, pointsTo, resources, synthesiseProduct, type Template } from './synth.js';

const kept = synthesiseProduct({ stage: 'production' });
const swept = synthesiseProduct({ stage: 'production', messageRetentionDays: '30' });

const isSweep = (id: string): boolean => /^Sweep|^Logssweep/.test(id);
const sweepOf = (template: Template, type: string) =>
  resources(template, type).find(({ id }) => isSweep(id))!;

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}

describe('a stage that keeps messages for ever', () => {
  it('has no sweep and tells the resolvers nothing', () => {
    expect(Object.keys(kept.Resources).filter(isSweep)).toEqual([]);
    expect(
      only(kept, 'AWS::AppSync::GraphQLApi').Properties.EnvironmentVariables,
    ).not.toHaveProperty('MESSAGE_RETENTION_DAYS');
  });
});

describe('a stage that keeps messages for so many days', () => {
  it('tells the resolvers and the sweep how many', () => {
    expect(only(swept, 'AWS::AppSync::GraphQLApi').Properties.EnvironmentVariables).toMatchObject({
      MESSAGE_RETENTION_DAYS: '30',
    });
    expect(sweepOf(swept, 'AWS::Lambda::Function').Properties.Environment.Variables).toMatchObject({
      MESSAGE_RETENTION_DAYS: '30',
    });
  });

  it('has the sweep, its schedule and its alarm beside all that it had, and nothing else', () => {
    const types = Object.entries(swept.Resources)
      .filter(([id]) => !(id in kept.Resources))
      .map(([, { Type }]) => Type);
    expect(types.sort()).toEqual([
      'AWS::CloudWatch::Alarm',
      'AWS::Events::Rule',
      'AWS::IAM::ManagedPolicy',
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
      'AWS::Lambda::Permission',
      'AWS::Logs::LogGroup',
    ]);
    expect(Object.keys(kept.Resources).filter((id) => !(id in swept.Resources))).toEqual([]);
  });

  it('sweeps by the schedule that resolvers/sweep.ts says, all parts once a day', () => {
    expect(sweep.segments * sweep.scheduleMinutes).toBe(24 * 60);
    const { Properties } = sweepOf(swept, 'AWS::Events::Rule');
    expect(Properties.ScheduleExpression).toBe('rate(1 hour)');
    const lambda = sweepOf(swept, 'AWS::Lambda::Function');
    expect(Properties.Targets.map(({ Arn }: { Arn: unknown }) => pointsTo(Arn))).toEqual([
      lambda.id,
    ]);
    expect(lambda.Properties.Timeout).toBe(sweep.timeoutSeconds);
    const permission = sweepOf(swept, 'AWS::Lambda::Permission').Properties;
    expect(permission.Principal).toBe('events.amazonaws.com');
    expect(pointsTo(permission.SourceArn)).toBe(sweepOf(swept, 'AWS::Events::Rule').id);
  });

  it('is told when the sweep does not get through', () => {
    const alarm = resources(swept, 'AWS::CloudWatch::Alarm').find(
      ({ Properties }) => Properties.AlarmName === 'messages-production-sweep-errors',
    )!;
    expect(alarm.Properties).toMatchObject({ MetricName: 'Errors', Threshold: 1 });
  });
});

describe('the sweep', () => {
  const role = sweepOf(swept, 'AWS::IAM::Role');
  const statements = resources(swept, 'AWS::IAM::ManagedPolicy')
    .filter(({ Properties }) => Properties.Roles.map(pointsTo).includes(role.id))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[]);
  const ofTable = statements.filter(({ Action }) =>
    asList(Action).every((action) => action.startsWith('dynamodb:')),
  );
  const SEEN = ['pk', 'sk', 'folder', 'lastMessage', 'lastMessageUuid', 'unreadCount'];
  const WRITTEN = ['folder', 'lastMessage', 'lastMessageUuid', 'readUpTo', 'unreadCount'];

  it('scans the one index, and reads no names', () => {
    const table = only(swept, 'AWS::DynamoDB::GlobalTable').id;
    const [scan] = ofTable;
    expect(scan!.Action).toBe('dynamodb:Scan');
    expect(scan!.Resource).toEqual({
      'Fn::Join': ['', [{ 'Fn::GetAtt': [table, 'Arn'] }, `/index/${definition.index.name}`]],
    });
    expect(scan!.Condition).toEqual({
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': SEEN },
      StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    });
  });

  it('writes rows alone, and of them what it empties: no block, no name, no setting, no message', () => {
    const [, update, ...more] = ofTable;
    expect(more).toEqual([]);
    expect(update!.Action).toBe('dynamodb:UpdateItem');
    expect(pointsTo(update!.Resource)).toBe(only(swept, 'AWS::DynamoDB::GlobalTable').id);
    expect(update!.Condition).toEqual({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [messageGroupPartition('*')] },
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', ...WRITTEN] },
    });
  });

  it('uses the commands that it is allowed, and names the attributes that it may name', () => {
    const code = readFileSync(join(paths.triggers, 'sweep', 'index.mjs'), 'utf8');
    const commands = [...code.matchAll(/\bnew (\w+)Command\(/g)].map(([, command]) => command);
    expect(new Set(commands)).toEqual(new Set(['Scan', 'UpdateItem']));
    const expressions = [...code.matchAll(/(?:Filter|Projection)Expression: "([^"]+)"/g)];
    expect(expressions).toHaveLength(2);
    const keywords = /^(AND|OR|NOT|begins_with|contains|attribute_exists)$/;
    const named = expressions
      .flatMap(([, text]) => text!.match(/(?<![:\w])[A-Za-z_]\w*/g) ?? [])
      .filter((word) => !keywords.test(word));
    expect(SEEN).toEqual(expect.arrayContaining(named));
  });

  it('is one of the principals that the table lets use its items', () => {
    const [replica] = only(swept, 'AWS::DynamoDB::GlobalTable').Properties.Replicas;
    const [deny] = replica.ResourcePolicy.PolicyDocument.Statement;
    const exempt = deny.Condition.ArnNotEquals['aws:PrincipalArn'].map(pointsTo);
    expect(exempt).toContain(role.id);
    const [before] = only(kept, 'AWS::DynamoDB::GlobalTable').Properties.Replicas;
    const [denied] = before.ResourcePolicy.PolicyDocument.Statement;
    expect(exempt).toHaveLength(denied.Condition.ArnNotEquals['aws:PrincipalArn'].length + 1);
  });
});
