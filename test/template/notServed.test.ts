import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDeployment, readTemplates } from '../../local/template/deployment.js';
import { lambda, mayCall } from './smallFunctions.js';
import { answering, apiWithKey, useTemplates, writeFiles } from './smallTemplates.js';

const templates = useTemplates();
const sdl = 'type Query { word: String }';
const word = answering('Query.word', "'yes'");
const good = apiWithKey(sdl, word);

describe('What the host does not serve', () => {
  const other = `
  QueryinVtl:
    Type: AWS::AppSync::Resolver
    Properties:
      ApiId: !GetAtt Api.ApiId
      TypeName: Query
      FieldName: inVtl
      DataSourceName: nothing
      RequestMappingTemplate: '{}'
      ResponseMappingTemplate: '{}'
  Search:
    Type: AWS::AppSync::DataSource
    Properties: { ApiId: !GetAtt Api.ApiId, Name: search, Type: AMAZON_OPENSEARCH_SERVICE }
  Python:
    Type: AWS::Lambda::Function
    Properties: { Runtime: python3.13, Handler: index.handler, Code: { ZipFile: 'x' } }
  PythonSource:
    Type: AWS::AppSync::DataSource
    Properties:
      ApiId: !GetAtt Api.ApiId
      Name: python
      Type: AWS_LAMBDA
      LambdaConfig: { LambdaFunctionArn: !GetAtt Python.Arn }
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: bus } }
  Logs: { Type: 'AWS::Logs::LogGroup' }
${answering('Query.refused', '(() => { for (;;) {} })()')}
${answering('Query.searched', "'x'").replace('!GetAtt Nothing.Name', 'search')}
${answering('Query.python', 'ctx.args')
  .replace('!GetAtt Nothing.Name', 'python')
  .replace('{ payload', "{ operation: 'Invoke', payload")
  .replace(
    'return ctx.result;',
    'return ctx.error ? util.error(ctx.error.message, ctx.error.type) : 1;',
  )
  .replace(
    'export function request',
    "import { util } from '@aws-appsync/utils';\n        export function request",
  )}`;
  const fields = ['inVtl', 'refused', 'searched', 'python'];
  const schema = `type Query {\n  word: String\n${fields.map((name) => `  ${name}: String`).join('\n')}\n}`;

  it('is said at the start by its logical id, and fails by its name when it is asked; all else works', async () => {
    const { ask, logged } = await templates.start({ 'api.yaml': apiWithKey(schema, word + other) });

    expect(logged.map(({ msg }) => msg).sort()).toEqual([
      'Bus: AWS::Events::EventBus is not served',
      'Python: functions in python3.13 are not served, only in Node.js',
      'PythonSource: its role is not in the templates: it may do everything here',
      expect.stringMatching(/^QueryinVtl: is written in VTL: what calls it gets an error$/),
      expect.stringMatching(
        /^Queryrefused: AppSync would refuse to deploy it: Queryrefused\.js:1:\d+: /,
      ),
      expect.stringMatching(
        /^Search: data sources of type AMAZON_OPENSEARCH_SERVICE are not served/,
      ),
    ]);
    const { data, errors } = await ask(`{ word ${fields.join(' ')} }`);
    expect(data).toEqual({ word: 'yes', inVtl: null, refused: null, searched: null, python: null });
    const said = Object.fromEntries(
      errors!.map((error) => [(error as { path?: string[] }).path![0], error.message]),
    );
    expect(said).toEqual({
      inVtl: 'QueryinVtl is written in VTL, which this host does not serve.',
      refused: 'The code of Queryrefused is code that AppSync would refuse to deploy.',
      searched:
        'The data source search (Search) is of type AMAZON_OPENSEARCH_SERVICE, which this host does not serve.',
      python: 'Python: functions in python3.13 are not served, only in Node.js',
    });
  });
});

describe('A schedule', () => {
  it('is read: what it calls and how often; a rule without a rate is named', async () => {
    const rule = (id: string, properties: string) =>
      `  ${id}: { Type: AWS::Events::Rule, Properties: { ${properties} } }\n`;
    const target = 'Targets: [{ Id: a, Arn: !GetAtt Sweep.Arn }]';
    const folder = await writeFiles({
      'api.yaml':
        good +
        mayCall +
        lambda('Sweep', 'exports.handler = async () => {};').replace(/ {2}SweepSource:[^]*$/, '') +
        rule('Hourly', `ScheduleExpression: rate(1 hour), ${target}`) +
        rule('Often', `ScheduleExpression: rate(5 minutes), ${target}`) +
        rule('Off', `ScheduleExpression: rate(1 day), State: DISABLED, ${target}`) +
        rule('Nightly', `ScheduleExpression: cron(0 3 * * ? *), ${target}`),
    });
    const read = await readTemplates({ templates: [join(folder, 'api.yaml')] });
    const { schedules, notServed } = await readDeployment(read);
    const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:Sweep';
    expect(schedules).toEqual([
      { functionArn, everyMilliseconds: 3_600_000 },
      { functionArn, everyMilliseconds: 300_000 },
    ]);
    expect(notServed).toEqual([
      { logicalId: 'Nightly', text: 'only rules with a rate are served: it calls nothing' },
    ]);
  });
});
