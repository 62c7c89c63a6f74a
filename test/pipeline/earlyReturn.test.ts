import { expect, test } from 'vitest';
import { testResolver } from '../support/resolver.js';

/** A function whose handlers record that they ran. @param early code at the start of its request handler */
const stage = (name: string, first = '') => `
export function request(ctx) {
  ctx.stash.trace = [...(ctx.stash.trace ?? []), '${name}.request'];
  ${first}
  return { payload: '${name}' };
}
export function response(ctx) {
  ctx.stash.trace = [...ctx.stash.trace, '${name}.response'];
  return ctx.result;
}`;

const resolver = (first = '') => `
export function request(ctx) {
  ${first}
  return {};
}
export function response(ctx) {
  return { trace: ctx.stash.trace ?? [], last: ctx.prev.result, result: ctx.result };
}`;

test.each([
  ['without options', `runtime.earlyReturn({ a: 1 });`],
  ['with skipTo NEXT', `runtime.earlyReturn({ a: 1 }, { skipTo: 'NEXT' });`],
])('in a function’s request handler, %s, continues with the next function', async (_, early) => {
  const answer = await testResolver({
    resolver: resolver(),
    stages: [stage('f1', early), stage('f2', `ctx.stash.seen = ctx.prev.result;`)],
  })();

  expect(answer.value).toEqual({
    trace: ['f1.request', 'f2.request', 'f2.response'],
    last: 'f2',
    result: 'f2',
  });
});

test('sets ctx.prev.result of the next function to its value', async () => {
  const answer = await testResolver({
    stages: [
      stage('f1', `runtime.earlyReturn({ a: 1 });`),
      `export function request(ctx) { return { payload: ctx.prev.result }; }
       export function response(ctx) { return ctx.result; }`,
    ],
  })();

  expect(answer.value).toEqual({ a: 1 });
});

test('in the last function continues with the resolver’s response handler', async () => {
  const answer = await testResolver({
    resolver: resolver(),
    stages: [stage('f1'), stage('f2', `runtime.earlyReturn('early');`)],
  })();

  expect(answer.value).toEqual({
    trace: ['f1.request', 'f1.response', 'f2.request'],
    last: 'early',
    result: 'early',
  });
});

test('with skipTo END continues with the resolver’s response handler at once', async () => {
  const answer = await testResolver({
    resolver: resolver(),
    stages: [
      stage('f1'),
      stage('f2', `runtime.earlyReturn('end', { skipTo: 'END' });`),
      stage('f3'),
    ],
  })();

  expect(answer.value).toEqual({
    trace: ['f1.request', 'f1.response', 'f2.request'],
    last: 'end',
    result: 'end',
  });
});

test('in the resolver’s request handler skips all functions, and its response handler runs', async () => {
  const answer = await testResolver({
    resolver: resolver(`runtime.earlyReturn({ early: true });`),
    stages: [stage('f1')],
  })();

  expect(answer.value).toEqual({ trace: [], last: { early: true }, result: { early: true } });
});
