import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { describe, expect, it } from 'vitest';
import { synthesiseEverything } from './allStacks.js';
import { problemsOf } from './templateProblems.js';
import { synthesised, type Template } from './synth.js';

const spec = loadAwsServiceSpecSync();

/** A template with one bucket, changed as a test says. */
const bucketTemplate = (properties: unknown, more: Partial<Template> = {}): Template =>
  ({
    Resources: { Files: { Type: 'AWS::S3::Bucket', Properties: properties } },
    ...more,
  }) as Template;

describe('every template, against the schemas of the resource types', () => {
  const assemblies = {
    'as in cdk.json': synthesised(),
    'every setting': synthesiseEverything('production', { customerManagedKey: 'true' }),
    'every setting, without a key': synthesiseEverything('every-setting'),
    'provisioned capacity, restored table': synthesiseEverything('provisioned', {
      capacity: 'provisioned',
      readCapacity: '5-100',
      writeCapacity: '5-100',
      restoredTable: 'messages-restored',
      restoredTableStream: 'arn:aws:dynamodb:us-east-1:1:table/messages-restored/stream/2026',
    }),
  };
  const templates = Object.entries(assemblies).flatMap(([settings, { templates: stacks }]) =>
    Object.keys(stacks).map((name) => [`${name} (${settings})`, name, stacks] as const),
  );

  it.each(templates)(
    '%s has known types and properties, and no loose reference',
    (_title, name, stacks) => {
      expect(problemsOf(stacks[name]!, spec, stacks)).toEqual([]);
    },
  );
});

describe('the check itself', () => {
  it.each([
    [
      'an unknown type',
      { Resources: { X: { Type: 'AWS::S3::Bukket', Properties: {} } } },
      'X: unknown type AWS::S3::Bukket',
    ],
    [
      'an unknown property',
      bucketTemplate({ BucketNam: 'a' }),
      'Files.BucketNam: unknown property',
    ],
    [
      'an unknown nested property',
      bucketTemplate({ VersioningConfiguration: { Status: 'Enabled', Statuss: 'Enabled' } }),
      'Files.VersioningConfiguration.Statuss: unknown property',
    ],
    [
      'a missing property',
      bucketTemplate({ VersioningConfiguration: {} }),
      'Files.VersioningConfiguration.Status: missing',
    ],
    [
      'a value of another type',
      bucketTemplate({ BucketName: [] }),
      'Files.BucketName: expected string',
    ],
    [
      'an object for a list',
      bucketTemplate({ LifecycleConfiguration: { Rules: {} } }),
      'Files.LifecycleConfiguration.Rules: expected list',
    ],
    [
      'a reference to nothing',
      bucketTemplate({ BucketName: { Ref: 'Gone' } }),
      'Files.BucketName: Ref to unknown "Gone"',
    ],
    [
      'an attribute that a type lacks',
      bucketTemplate({ BucketName: { 'Fn::GetAtt': ['Files', 'Colour'] } }),
      'Files.BucketName: AWS::S3::Bucket has no attribute "Colour"',
    ],
    [
      'a dependency on nothing',
      { Resources: { Files: { Type: 'AWS::S3::Bucket', Properties: {}, DependsOn: ['Gone'] } } },
      'Files: DependsOn unknown "Gone"',
    ],
    [
      'a substitution of nothing',
      bucketTemplate({ BucketName: { 'Fn::Sub': 'a-${Gone}' } }),
      'Files.BucketName: Fn::Sub of unknown "Gone"',
    ],
    [
      'an output of a stack that is not deployed with it',
      bucketTemplate({
        BucketName: { 'Fn::GetStackOutput': { StackName: 'gone', OutputName: 'Name' } },
      }),
      'Files.BucketName: output of unknown stack "gone"',
    ],
    [
      'an output that a stack lacks',
      bucketTemplate({
        BucketName: { 'Fn::GetStackOutput': { StackName: 'names', OutputName: 'Gone' } },
      }),
      'Files.BucketName: stack "names" has no output "Gone"',
    ],
  ])('reports %s', (_what, template, problem) => {
    const names = bucketTemplate({}, { Outputs: { Name: { Value: 'a' } } });
    expect(problemsOf(template as Template, spec, { names })).toEqual([problem]);
  });
});
