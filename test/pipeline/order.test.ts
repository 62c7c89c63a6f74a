import { expect, test } from 'vitest';
import { identity } from '../graphql/shop.js';
import { code, testResolver } from '../support/resolver.js';

/** Code that records in the stash that a handler ran and what it saw. */
const tracing = (name: string, returned: { request: string; response: string }) => `
export function request(ctx) {
  ctx.stash.trace = [...(ctx.stash.trace ?? []), ['${name}.request', ctx.prev?.result ?? null]];
  ${returned.request}
}
export function response(ctx) {
  ctx.stash.trace = [...ctx.stash.trace, ['${name}.response', ctx.result ?? null]];
  ${returned.response}
}`;

const stage = (name: string) =>
  tracing(name, {
    request: `return { payload: '${name} payload' };`,
    response: `return '${name} result';`,
  });

const resolver = tracing('resolver', {
  request: `return 'before';`,
  response: `return ctx.stash.trace;`,
});

test('handlers run in order, and each sees the results of earlier ones', async () => {
  const answer = await testResolver({ resolver, stages: [stage('f1'), stage('f2')] })();

  expect(answer).toMatchObject({ failed: false, errors: [] });
  expect(answer.value).toEqual([
    ['resolver.request', null],
    ['f1.request', 'before'],
    ['f1.response', 'f1 payload'],
    ['f2.request', 'f1 result'],
    ['f2.response', 'f2 payload'],
    ['resolver.response', 'f2 result'],
  ]);
});

test('the resolver’s response handler finds the last result in ctx.result and ctx.prev.result', async () => {
  const answer = await testResolver({
    resolver: `
      export function request(ctx) { return {}; }
      export function response(ctx) { return [ctx.result, ctx.prev.result]; }`,
    stages: [stage('f1')],
  })();

  expect(answer.value).toEqual(['f1 result', 'f1 result']);
});

test('the field’s value is what the resolver’s response handler returns, and null for undefined', async () => {
  const answer = await testResolver({
    resolver: `
      export function request(ctx) { return {}; }
      export function response(ctx) {}`,
    stages: [stage('f1')],
  })();

  expect(answer).toMatchObject({ value: null, failed: false, errors: [] });
});

test('a resolver’s request handler that returns undefined leaves null in ctx.prev.result', async () => {
  const answer = await testResolver({
    resolver: `
      export function request(ctx) {}
      export function response(ctx) { return ctx.prev.result; }`,
    stages: [
      `export function request(ctx) { return { payload: [ctx.prev.result] }; }
       export function response(ctx) { return ctx.result; }`,
    ],
  })();

  expect(answer.value).toEqual([null]);
});

test('a pipeline without functions runs the resolver’s request and response handlers', async () => {
  const answer = await testResolver({ resolver })();
  expect(answer.value).toEqual([
    ['resolver.request', null],
    ['resolver.response', 'before'],
  ]);
});

test('ctx.result exists in response handlers only', async () => {
  const isThere = `ctx.stash.there = [...(ctx.stash.there ?? []), ctx.result !== undefined];`;
  const looking = `
    export function request(ctx) { ${isThere} return { payload: 'a' }; }
    export function response(ctx) { ${isThere} return ctx.stash.there; }`;
  const answer = await testResolver({ resolver: looking, stages: [looking, looking] })();

  expect(answer.value).toEqual([false, false, true, false, true, true]);
});

test('every handler sees arguments, identity, source, env and the caller’s headers', async () => {
  const look = `ctx.stash.seen = [...(ctx.stash.seen ?? []), [ctx.args.a, ctx.arguments.a,
    ctx.identity.sub, ctx.source.b, ctx.env.TABLE, ctx.request.headers.host, ctx.info.fieldName,
    util.authType()]];`;
  const looking = `
    export function request(ctx) { ${look} return {}; }
    export function response(ctx) { ${look} return ctx.stash.seen; }`;
  const resolve = testResolver({
    environment: { TABLE: 'messages' },
    resolver: looking,
    stages: [looking],
  });

  const { value } = await resolve({
    arguments: { a: 1 },
    identity,
    source: { b: 2 },
    request: { headers: { host: 'example.org' }, domainName: null },
  });

  const seen = [
    1,
    1,
    'sub-of-ada',
    2,
    'messages',
    'example.org',
    'test',
    'User Pool Authorization',
  ];
  expect(value).toEqual([seen, seen, seen, seen]);
});

test('concurrent runs do not share a stash', async () => {
  const resolve = testResolver({
    stages: [
      `export function request(ctx) { ctx.stash.mine = ctx.args.n; return {}; }
       export function response(ctx) { return ctx.stash.mine; }`,
    ],
  });

  const answers = await Promise.all([1, 2, 3].map((n) => resolve({ arguments: { n } })));

  expect(answers.map(({ value }) => value)).toEqual([1, 2, 3]);
});

test('extensions of all handlers are merged, and the last filter wins', async () => {
  const filter = (value: string) =>
    `{ filterGroup: [{ filters: [{ fieldName: 'a', operator: 'eq', value: '${value}' }] }] }`;
  const answer = await testResolver({
    stages: [
      `export function request(ctx) {
         util.http.addResponseHeader('x-one', '1');
         return {};
       }
       export function response(ctx) {
         extensions.setSubscriptionFilter(${filter('first')});
         extensions.invalidateSubscriptions({ subscriptionField: 'onA', payload: { a: 1 } });
         extensions.evictFromApiCache('Query', 'a', { 'ctx.args.a': 1 });
         return null;
       }`,
      `export function request(ctx) { return {}; }
       export function response(ctx) {
         util.http.addResponseHeader('x-two', '2');
         extensions.setSubscriptionFilter(${filter('second')});
         extensions.invalidateSubscriptions({ subscriptionField: 'onB', payload: { b: 2 } });
         extensions.evictFromApiCache('Query', 'b', { 'ctx.args.b': 2 });
         return null;
       }`,
    ],
  })();

  expect(answer.extensions).toEqual({
    subscriptionFilter: {
      filterGroup: [{ filters: [{ fieldName: 'a', operator: 'eq', value: 'second' }] }],
    },
    invalidations: [
      { subscriptionField: 'onA', payload: { a: 1 } },
      { subscriptionField: 'onB', payload: { b: 2 } },
    ],
    evictions: [
      { field: 'Query.a', keys: { 'ctx.args.a': 1 } },
      { field: 'Query.b', keys: { 'ctx.args.b': 2 } },
    ],
    responseHeaders: { 'x-one': '1', 'x-two': '2' },
  });
});

test('a unit resolver runs its request handler, the data source and its response handler', async () => {
  const resolve = testResolver({
    resolvers: {
      'Query.test': {
        kind: 'UNIT',
        dataSource: 'source',
        code: code(
          'unit.js',
          `export function request(ctx) {
             if (ctx.args.early) { runtime.earlyReturn('early'); }
             return { payload: ['payload', ctx.prev === undefined] };
           }
           export function response(ctx) { return ['response', ...ctx.result]; }`,
        ),
      },
    },
  });

  expect((await resolve()).value).toEqual(['response', 'payload', true]);
  expect((await resolve({ arguments: { early: true } })).value).toBe('early');
});
