import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useHostProcesses } from '../support/hostProcess.js';
import { answering, apiWithKey, useTemplates, writeFiles } from './smallTemplates.js';

const templates = useTemplates();
const sdl = 'type Query { word: String }';
const word = answering('Query.word', "'yes'");
const good = apiWithKey(sdl, word);

describe('An API key', () => {
  const hosts = useHostProcesses();

  it('is kept across a restart in the same data directory, and is another one elsewhere', async () => {
    const keys: string[] = [];
    const file = { 'api.yaml': good };
    const data = await hosts.newDataDirectory();
    for (const dataDirectory of [data, data, await hosts.newDataDirectory()]) {
      const { api, key, ask } = await templates.start(file, { dataDirectory });
      expect((await ask('{ word }')).data).toEqual({ word: 'yes' });
      keys.push(key!);
      await api.stop();
    }
    expect(keys[0]).toMatch(/^da2-[a-z0-9]{26}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('lets in as long as the template says, and no other key does', async () => {
    const expires = (seconds: number) =>
      good.replace('ApiId: !GetAtt Api.ApiId }', `ApiId: !GetAtt Api.ApiId, Expires: ${seconds} }`);
    const hour = 3_600;
    const now = Math.floor(Date.now() / 1_000);
    const valid = await templates.start({ 'api.yaml': expires(now + hour) });
    expect((await valid.ask('{ word }')).data).toEqual({ word: 'yes' });
    expect((await valid.ask('{ word }', { 'x-api-key': 'da2-other' })).status).toBe(401);
    const past = await templates.start({ 'api.yaml': expires(now - hour) });
    expect((await past.ask('{ word }')).status).toBe(401);
  });
});

describe('A manifest beside the template', () => {
  it('adds keys, and values in place of the template’s', async () => {
    const text = apiWithKey(
      'type Query { env: String }',
      answering('Query.env', 'ctx.env.WHERE'),
    ).replace('Name: small', 'Name: small, EnvironmentVariables: { WHERE: there }');
    const folder = await writeFiles({
      'more.json': '{ "apiKeys": ["da2-mine"], "environment": { "WHERE": "here" } }',
    });
    const { ask } = await templates.start({ 'api.yaml': text });
    expect((await ask('{ env }')).data).toEqual({ env: 'there' });
    const more = await templates.start(
      { 'api.yaml': text },
      { manifest: join(folder, 'more.json') },
    );
    expect((await more.ask('{ env }', { 'x-api-key': 'da2-mine' })).data).toEqual({ env: 'here' });
    expect((await more.ask('{ env }')).data).toEqual({ env: 'here' });
  });
});

describe('Code in the template', () => {
  it('has what Fn::Sub puts into it', async () => {
    const text = good
      .replace('Code: |', 'Code: !Sub |')
      .replace("payload: 'yes'", "payload: '${AWS::Region} ${Nothing.Name}'");
    const { ask } = await templates.start({ 'api.yaml': text });
    expect((await ask('{ word }')).data).toEqual({ word: 'us-east-1 nothing' });
  });

  it('of a pipeline is found by FunctionId, and by the fourth part of the ARN, as older CDK takes it', async () => {
    const one = (name: string) => `
  ${name}:
    Type: AWS::AppSync::FunctionConfiguration
    Properties:
      ApiId: !GetAtt Api.ApiId
      Name: ${name}
      DataSourceName: !GetAtt Nothing.Name
      Code: |
        export function request(ctx) {
          ctx.stash.said = (ctx.stash.said || '') + '${name} ';
          return { payload: ctx.stash.said };
        }
        export function response(ctx) { return ctx.result; }
`;
    const functions =
      "[!GetAtt First.FunctionId, !Select [3, !Split ['/', !GetAtt Second.FunctionArn]]]";
    const pipeline = word
      .replace(
        'DataSourceName: !GetAtt Nothing.Name',
        `Kind: PIPELINE\n      PipelineConfig: { Functions: ${functions} }`,
      )
      .replace("{ payload: 'yes' }", '{}')
      .replace('return ctx.result', 'return ctx.prev.result');
    const { ask } = await templates.start({
      'api.yaml': apiWithKey(sdl, one('First') + one('Second') + pipeline),
    });
    expect((await ask('{ word }')).data).toEqual({ word: 'First Second ' });
  });
});
