import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { childrenOf, gone } from '../support/processes.js';
import { apiOf } from './smallFunctions.js';
import { useTemplates } from './smallTemplates.js';

const templates = useTemplates();

describe('A direct Lambda resolver', () => {
  it('gives the function the whole context, as AppSync documents it', async () => {
    const echo = 'exports.handler = async (event) => JSON.stringify(event);';
    const { ask, key } = await templates.start({ 'api.yaml': apiOf({ echo }) });

    const { data } = await ask('query Q { echo(a: 1) }');

    const event = JSON.parse(String(data!.echo)) as Record<string, unknown>;
    expect(event).toEqual({
      arguments: { a: 1 },
      identity: null,
      source: null,
      request: {
        headers: expect.objectContaining({ 'x-api-key': key }) as object,
        domainName: null,
      },
      prev: null,
      info: {
        fieldName: 'echo',
        parentTypeName: 'Query',
        variables: {},
        selectionSetList: [],
        selectionSetGraphQL: expect.any(String) as string,
      },
      stash: {},
    });
  });
});

describe('A function', () => {
  it('works again after one call that ended its process', async () => {
    const counts = `let calls = 0;
exports.handler = async ({ arguments: { a } }) => {
  calls += 1;
  if (a === 0) process.exit(1);
  return String(calls);
};`;
    const { ask } = await templates.start({ 'api.yaml': apiOf({ counts }) });
    const call = async (a: number) => (await ask(`{ counts(a: ${a}) }`)).data?.counts;
    expect([await call(1), await call(1)]).toEqual(['1', '2']); // it keeps its state
    expect(await call(0)).toBeNull();
    expect(await call(1)).toBe('1');
  });

  it('works again after its process has ended between two calls', async () => {
    const ends = `exports.handler = async () => {
  setImmediate(() => process.exit(0));
  return String(process.pid);
};`;
    const { ask } = await templates.start({ 'api.yaml': apiOf({ ends }) });
    const call = async () => Number((await ask('{ ends }')).data?.ends);
    const first = await call();
    await expect.poll(() => existsSync(`/proc/${first}`), { interval: 5 }).toBe(false);
    const second = await call();
    expect(second).toBeGreaterThan(0);
    expect(second).not.toBe(first);
  });

  it('is called ten times at once, each call in a process that has no other', async () => {
    const alone = `let running = 0;
exports.handler = async () => {
  running += 1;
  const seen = running;
  await new Promise((resolve) => setTimeout(resolve, 50));
  running -= 1;
  return seen + ':' + process.pid;
};`;
    const { ask } = await templates.start({ 'api.yaml': apiOf({ alone }) });
    const answered = await Promise.all(Array.from({ length: 10 }, () => ask('{ alone }')));
    const texts = answered.map(({ data }) => String(data?.alone));
    expect(texts.every((text) => text.startsWith('1:'))).toBe(true);
    expect(new Set(texts).size).toBeGreaterThan(1);
  });

  it('has its variables, those of Lambda, and none of the host’s own', async () => {
    process.env.HOST_SECRET = 'of the host';
    const shows = `exports.handler = async (event, context) => JSON.stringify({
  env: process.env, hour: new Date(0).getHours(), context,
  left: context.getRemainingTimeInMillis() });`;
    const properties = `FunctionName: shows-it
MemorySize: 256
Timeout: 9
Environment:
  Variables:
    TABLE: !Ref Nowhere
    API: !GetAtt Api.ApiId
    NUMBER: 7
    NONE: !Ref AWS::NoValue
    TZ: Asia/Tokyo`;
    const text = apiOf({ shows: [shows, { properties }] });
    const { ask, logged } = await templates.start({ 'api.yaml': text });
    delete process.env.HOST_SECRET;

    const { env, hour, context, left } = JSON.parse(
      String((await ask('{ shows }')).data?.shows),
    ) as Record<string, never> & { env: Record<string, string>; left: number };

    expect(env).toMatchObject({
      API: 'Api',
      NUMBER: '7',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'shows-it',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      _HANDLER: 'index.handler',
    });
    expect(env).not.toHaveProperty('HOST_SECRET');
    expect(env).not.toHaveProperty('TABLE');
    expect(env).not.toHaveProperty('NONE');
    expect(hour).toBe(0);
    expect(context).toMatchObject({
      functionName: 'shows-it',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:shows-it',
      memoryLimitInMB: '256',
    });
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(9_000);
    expect(logged.map(({ msg }) => msg)).toContain(
      'shows: has no variable TABLE: there is no parameter or resource Nowhere',
    );
  });

  it('has what it prints in the log, by its name', async () => {
    const prints = "exports.handler = async () => { console.log('hello'); return ''; };";
    const { ask, logged } = await templates.start({ 'api.yaml': apiOf({ prints }) });
    await ask('{ prints }');
    await expect
      .poll(() => logged)
      .toContainEqual(expect.objectContaining({ function: 'prints', msg: 'hello' }));
  });

  it('that is called for an event is not waited for', async () => {
    const told = `exports.handler = async ({ a }) => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  console.log('got ' + a);
  return 'never seen';
};`;
    const resolver = `Code: |
  export function request(ctx) {
    return { operation: 'Invoke', invocationType: 'Event', payload: ctx.args };
  }
  export function response(ctx) { return 'answer ' + ctx.result; }`;
    const { ask, logged } = await templates.start({
      'api.yaml': apiOf({ told: [told, { resolver }] }),
    });
    expect((await ask('{ told(a: 5) }')).data).toEqual({ told: 'answer null' });
    await expect
      .poll(() => logged, { timeout: 30_000 })
      .toContainEqual(expect.objectContaining({ function: 'told', msg: 'got 5' }));
  });

  it('that the role may not call is not called; the log says why, the role’s ARN is in no answer', async () => {
    const called = "exports.handler = async () => { console.log('called'); return ''; };";
    const text = apiOf({ called }).replace(
      "Action: 'lambda:InvokeFunction'",
      "Action: 'lambda:Get*'",
    );
    const { ask, logged } = await templates.start({ 'api.yaml': text });
    expect((await ask('{ called }')).errors).toMatchObject([
      {
        errorType: 'Lambda:AWSLambdaException',
        message: expect.stringMatching(
          /^User: arn:aws:sts::000000000000:assumed-role\/Caller\/APPSYNC_ASSUME_ROLE is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:000000000000:function:called/,
        ) as string,
      },
    ]);
    expect(logged).toMatchObject([
      {
        level: 40,
        dataSource: 'called',
        action: 'lambda:InvokeFunction',
        resource: 'arn:aws:lambda:us-east-1:000000000000:function:called',
        msg: 'calledSource: its role may not do this: no policy allows it',
      },
    ]);
  });

  it('ends with the host', async () => {
    const before = childrenOf(process.pid);
    const stays =
      'setInterval(() => {}, 1_000); exports.handler = async () => String(process.pid);';
    const { ask, api: host } = await templates.start({ 'api.yaml': apiOf({ stays }) });
    const pid = Number((await ask('{ stays }')).data?.stays);
    expect(before).not.toContain(pid);
    await host.stop();
    await gone([pid]);
  });
});
