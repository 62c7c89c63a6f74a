import { z } from 'zod';
import { checked } from '../errors.js';
import type { Resource } from '../stacks.js';
import { anything, type Expansion } from './expansion.js';
import { policies, roleOf } from './policies.js';

const lambda = z.looseObject({
  CodeUri: z.unknown().optional(),
  InlineCode: z.unknown().optional(),
  Role: z.unknown().optional(),
  Policies: policies,
  Environment: z.object({ Variables: anything.default({}) }).optional(),
  Events: z
    .record(z.string(), z.object({ Type: z.string(), Properties: anything.default({}) }))
    .default({}),
});

/** `AWS::Serverless::Function`, with what `Globals` says of functions. */
export const expandFunction: Expansion = (given) => {
  const { logicalId, template } = given;
  const globals = lambda.partial().parse((template.Globals?.Function as object | undefined) ?? {});
  const own = checked(given.resource.Properties, lambda, given);
  const { CodeUri, InlineCode, Role, Policies, Environment, Events, ...rest } = {
    ...globals,
    ...own,
  };
  const made: ReturnType<Expansion> = {
    [logicalId]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        ...rest,
        Environment: {
          Variables: { ...globals.Environment?.Variables, ...Environment?.Variables },
        },
        Role: Role ?? { 'Fn::GetAtt': [`${logicalId}Role`, 'Arn'] },
        Code: InlineCode === undefined ? CodeUri : { ZipFile: InlineCode },
      },
    },
  };
  if (Role === undefined) {
    const readsStream = Object.values(Events).some(({ Type }) => Type === 'DynamoDB');
    made[`${logicalId}Role`] = roleOf(Policies, readsStream);
  }
  for (const [name, { Type, Properties }] of Object.entries(Events)) {
    const event = eventOf(logicalId, Type, Properties);
    if (event) made[`${logicalId}${name}`] = event;
  }
  return made;
};

/** Of the sources of events those that the host serves: streams of tables, and rates. */
function eventOf(
  logicalId: string,
  type: string,
  { Stream, Schedule, FilterCriteria, MaximumRetryAttempts }: Readonly<Record<string, unknown>>,
): Pick<Resource, 'Type' | 'Properties'> | undefined {
  if (type === 'DynamoDB') {
    return {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: Stream,
        FunctionName: { Ref: logicalId },
        ...(FilterCriteria !== undefined && { FilterCriteria }),
        ...(MaximumRetryAttempts !== undefined && { MaximumRetryAttempts }),
      },
    };
  }
  if (type !== 'Schedule') return undefined;
  return {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: Schedule,
      Targets: [{ Arn: { 'Fn::GetAtt': [logicalId, 'Arn'] } }],
    },
  };
}
