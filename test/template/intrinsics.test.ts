import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Resource } from '../../local/template/stacks.js';
import { createScopes } from '../../local/template/scope.js';
import { readStacks } from '../../local/template/stacks.js';

/** Writes templates, and reads them as the host does. */
async function scopesOf(
  templates: Readonly<Record<string, string>>,
  parameters: Readonly<Record<string, string>> = {},
) {
  const directory = await mkdtemp(join(tmpdir(), 'intrinsics-'));
  const files = await Promise.all(
    Object.entries(templates).map(async ([name, text]) => {
      const file = join(directory, name);
      await writeFile(file, text);
      return file;
    }),
  );
  return createScopes(await readStacks(files), { parameters, ids: new Map<Resource, string>() });
}

/** What everything below may refer to. */
const around = `
Parameters:
  Stage: { Type: String, Default: dev }
  Size: { Type: Number, Default: 4 }
  Zones: { Type: CommaDelimitedList, Default: 'a, b ,c' }
  Groups: { Type: 'List<String>', Default: 'x,y' }
  Nothing: { Type: String }
Mappings:
  Sizes:
    dev: { table: small, list: [1, 2] }
    prod: { table: big }
Conditions:
  IsDev: !Equals [!Ref Stage, dev]
  IsProd: { 'Fn::Equals': [{ Ref: Stage }, prod] }
  IsFour: !Equals [!Ref Size, 4]
  Both: !And [!Condition IsDev, { Condition: IsFour }]
  Either: !Or [!Condition IsProd, !Equals [a, b]]
  Neither: !Not [!Or [!Condition IsProd, !Condition Either]]
Resources:
  Notes: { Type: 'AWS::DynamoDB::Table' }
  Named: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: !Sub 'notes-\${Stage}' } }
  Mine: { Type: 'AWS::IAM::Role', Properties: { RoleName: !Join ['-', [mine, !Ref Stage]] } }
  Pathed: { Type: 'AWS::IAM::Role', Properties: { RoleName: writer, Path: !Sub '/\${Stage}/team/' } }
  Shared: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Path: /team/ } }
  OnlyProd: { Type: 'AWS::DynamoDB::Table', Condition: IsProd }
`;

/** What the property \`Value\` comes to, written in YAML. */
async function valueOf(yaml: string, parameters: Readonly<Record<string, string>> = {}) {
  const value = yaml.includes('\n') ? `\n${yaml.replaceAll(/^/gm, '        ')}` : ` ${yaml}`;
  const thing = `  Thing:\n    Type: Custom::Thing\n    Properties:\n      Value:${value}\n`;
  const [scope] = await scopesOf({ 'stack.yaml': around + thing }, parameters);
  const resource = scope!.resources.get('Thing')!;
  return scope!.resolve(resource.Properties.Value, {
    file: 'stack.yaml',
    logicalId: 'Thing',
    property: 'Value',
  });
}

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table';

describe('An intrinsic function in its long and its short form', () => {
  test.each<[long: string, short: string, expected: unknown]>([
    ['{ Ref: Stage }', '!Ref Stage', 'dev'],
    ['{ Ref: Notes }', '!Ref Notes', 'Notes'],
    ["{ 'Fn::GetAtt': [Notes, Arn] }", '!GetAtt Notes.Arn', `${TABLE}/Notes`],
    ["{ 'Fn::GetAtt': Notes.Arn }", '!GetAtt [Notes, Arn]', `${TABLE}/Notes`],
    ["{ 'Fn::Sub': '${Stage}-${Named}' }", "!Sub '${Stage}-${Named}'", 'dev-notes-dev'],
    [
      "{ 'Fn::Sub': ['${a}${Mine.Arn}', { a: { Ref: Stage } }] }",
      "!Sub ['${a}${Mine.Arn}', { a: !Ref Stage }]",
      'devarn:aws:iam::000000000000:role/mine-dev',
    ],
    ["{ 'Fn::Sub': 'kept ${!Stage}' }", "!Sub 'kept ${!Stage}'", 'kept ${Stage}'],
    ["{ 'Fn::Join': ['/', [a, { Ref: Size }]] }", "!Join ['/', [a, !Ref Size]]", 'a/4'],
    ["{ 'Fn::Join': ['+', { Ref: Zones }] }", "!Join ['+', !Ref Zones]", 'a+b+c'],
    ["{ 'Fn::Split': ['-', 'a-b-c'] }", "!Split ['-', 'a-b-c']", ['a', 'b', 'c']],
    ["{ 'Fn::Select': [1, [a, b]] }", "!Select ['1', [a, b]]", 'b'],
    ["{ 'Fn::If': [IsDev, yes it is, no] }", '!If [IsDev, yes it is, no]', 'yes it is'],
    ["{ 'Fn::If': [IsProd, a, b] }", '!If [IsProd, a, b]', 'b'],
    ["{ 'Fn::If': [Both, a, b] }", '!If [Both, a, b]', 'a'],
    ["{ 'Fn::If': [Either, a, b] }", '!If [Either, a, b]', 'b'],
    ["{ 'Fn::If': [Neither, a, b] }", '!If [Neither, a, b]', 'a'],
    [
      "{ 'Fn::FindInMap': [Sizes, { Ref: Stage }, table] }",
      '!FindInMap [Sizes, !Ref Stage, table]',
      'small',
    ],
    ["{ 'Fn::FindInMap': [Sizes, dev, list] }", '!FindInMap [Sizes, dev, list]', [1, 2]],
    ["{ 'Fn::Base64': { Ref: Stage } }", '!Base64 dev', 'ZGV2'],
    ["{ 'Fn::GetAZs': '' }", "!GetAZs ''", ['us-east-1a', 'us-east-1b', 'us-east-1c']],
  ])('%s, %s', async (long, short, expected) => {
    expect(await valueOf(long)).toEqual(expected);
    expect(await valueOf(short)).toEqual(expected);
  });

  test('may be inside another one', async () => {
    const long =
      "{ 'Fn::Select': [3, { 'Fn::Split': ['/', { 'Fn::Sub': 'a/b/c/${Named.Arn}' }] }] }";
    const short = "!Select [3, !Split ['/', !Sub 'a/b/c/${Named.Arn}']]";
    expect(await valueOf(long)).toBe('arn:aws:dynamodb:us-east-1:000000000000:table');
    expect(await valueOf(short)).toBe('arn:aws:dynamodb:us-east-1:000000000000:table');
  });

  test('may be written over several lines, as a list of blocks', async () => {
    const yaml = `Fn::Join:
  - ''
  - - !If [IsDev, 'd', 'p']
    - !GetAtt
      - Notes
      - StreamArn`;
    expect(await valueOf(yaml)).toBe(`d${TABLE}/Notes/stream/local`);
    const short = `!Join
- ''
- - a
  - Fn::If:
      - IsProd
      - b
      - !Sub '\${Stage}'`;
    expect(await valueOf(short)).toBe('adev');
  });

  test('is meant only where it is the only member', async () => {
    expect(await valueOf('{ Ref: Stage, Other: 1 }')).toEqual({ Ref: 'Stage', Other: 1 });
  });

  test('of a condition is not evaluated on the side that does not count', async () => {
    expect(await valueOf('!If [IsProd, !GetAtt OnlyProd.Arn, none]')).toBe('none');
    expect(await valueOf('!If [IsProd, !GetAtt OnlyProd.Arn, none]', { Stage: 'prod' })).toBe(
      `${TABLE}/OnlyProd`,
    );
  });
});

describe('AWS::NoValue', () => {
  test('takes away the member or the item that has it', async () => {
    expect(await valueOf("{ a: 1, b: !If [IsProd, 2, !Ref 'AWS::NoValue'] }")).toEqual({ a: 1 });
    expect(await valueOf("[1, !Ref 'AWS::NoValue', { Ref: 'AWS::NoValue' }, 3]")).toEqual([1, 3]);
  });
});

describe('A parameter', () => {
  test('has the value that is given before its default', async () => {
    expect(await valueOf('!Ref Stage', { Stage: 'prod' })).toBe('prod');
    expect(await valueOf('!Ref OnlyProd', { Stage: 'prod' })).toBe('OnlyProd');
    expect(await valueOf('!Ref Stage', { Stage: '' })).toBe('');
  });

  test('that is a list is one, given or by default', async () => {
    expect(await valueOf('!Ref Zones')).toEqual(['a', 'b', 'c']);
    expect(await valueOf('!Ref Zones', { Zones: 'd' })).toEqual(['d']);
    expect(await valueOf('!Ref Groups')).toEqual(['x', 'y']);
  });

  test('without a value is refused where it counts, and only there', async () => {
    expect(await valueOf('!Ref Stage')).toBe('dev');
    expect(await valueOf('!Ref Nothing', { Nothing: 'something' })).toBe('something');
    await expect(valueOf('!Ref Nothing')).rejects.toThrow(
      'stack.yaml: Thing: Value: the parameter Nothing has no value: give it by --parameter Nothing=VALUE',
    );
  });
});

describe('A pseudo parameter', () => {
  test.each([
    ['AWS::AccountId', '000000000000'],
    ['AWS::Region', 'us-east-1'],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', 'stack'],
  ])('%s is %s', async (name, expected) => {
    expect(await valueOf(`!Ref '${name}'`)).toBe(expected);
    expect(await valueOf(`!Sub 'a-\${${name}}'`)).toBe(`a-${expected}`);
  });
});

describe('A physical name', () => {
  test('is the one that the template gives, else the logical id', async () => {
    expect(await valueOf('[!Ref Notes, !Ref Named, !Ref Mine]')).toEqual([
      'Notes',
      'notes-dev',
      'mine-dev',
    ]);
    expect(await valueOf('!GetAtt Named.Arn', { Stage: 'x' })).toBe(`${TABLE}/notes-x`);
  });
});

test('the ARN of a role or a managed policy has its path, and the name has not', async () => {
  expect(await valueOf('[!GetAtt Mine.Arn, !GetAtt Pathed.Arn, !Ref Pathed, !Ref Shared]')).toEqual(
    [
      'arn:aws:iam::000000000000:role/mine-dev',
      'arn:aws:iam::000000000000:role/dev/team/writer',
      'writer',
      'arn:aws:iam::000000000000:policy/team/Shared',
    ],
  );
});

describe('Several templates', () => {
  const exporting = `
Resources: { Notes: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: shared } } }
Outputs:
  TableArn: { Value: !GetAtt Notes.Arn, Export: { Name: !Sub '\${AWS::StackName}-arn' } }
  NotExported: { Value: x }`;
  const importing = (name: string) => `
Resources: { Thing: { Type: 'Custom::Thing', Properties: { Value: !ImportValue '${name}' } } }`;
  const imported = async (templates: Record<string, string>) => {
    const scopes = await scopesOf(templates);
    const scope = scopes.find(({ resources }) => resources.has('Thing'))!;
    const { Value } = scope.resources.get('Thing')!.Properties;
    return scope.resolve(Value, { file: 'b', logicalId: 'Thing', property: 'Value' });
  };

  test('import from each other, in whatever order they are named', async () => {
    const [a, b] = [exporting, importing('data-arn')];
    expect(await imported({ 'data.yaml': a, 'api.yaml': b })).toBe(`${TABLE}/shared`);
    expect(await imported({ 'api.yaml': b, 'data.yaml': a })).toBe(`${TABLE}/shared`);
  });

  test('an import that no template exports says what to do', async () => {
    await expect(
      imported({ 'data.yaml': exporting, 'api.yaml': importing('NotExported') }),
    ).rejects.toThrow(/^b: Thing: Value: .*no stack exports NotExported: name its template/);
  });
});

describe('What has no value is refused with its place', () => {
  test.each([
    ['!Ref Nobody', 'there is no parameter or resource Nobody'],
    ['!Ref OnlyProd', 'there is no parameter or resource OnlyProd'],
    ['!GetAtt Nobody.Arn', 'there is no resource Nobody'],
    ['!GetAtt Notes.Weight', 'the host does not know the attribute Weight of Notes'],
    ["!Sub '${Nobody}'", 'there is no parameter or resource Nobody'],
    ['!If [Maybe, 1, 2]', 'there is no condition Maybe'],
    ['!FindInMap [Sizes, test, table]', 'Fn::FindInMap: there is no Sizes.test.table'],
    ['!FindInMap [Sizes, dev, toString]', 'Fn::FindInMap: there is no Sizes.dev.toString'],
    ['!Select [2, [a, b]]', 'Fn::Select: there is no item 2'],
    ['!Select [-1, [a, b]]', 'Fn::Select: there is no item -1'],
    ["!Join ['', a]", 'expected a list'],
    ["!Join ['', [[a]]]", 'expected a text'],
    ["{ 'Fn::Length': [1] }", 'the host does not know Fn::Length'],
    ["!Cidr ['10.0.0.0/16', 2, 8]", 'the host does not know Fn::Cidr'],
    ['!Ref toString', 'there is no parameter or resource toString'],
  ])('%s', async (yaml, reason) => {
    await expect(valueOf(yaml)).rejects.toThrow(`stack.yaml: Thing: Value: ${reason}`);
  });

  test('a condition that leads back to itself', async () => {
    const text = `
Conditions: { A: !Not [!Condition B], B: !Not [!Condition A] }
Resources: { Thing: { Type: 'Custom::Thing', Condition: A } }`;
    await expect(scopesOf({ 'stack.yaml': text })).rejects.toThrow(
      /stack\.yaml: B: Conditions: the condition A leads back to itself/,
    );
  });
});
