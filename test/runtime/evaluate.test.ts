import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../local/appsync/evaluate.js';
import { root } from '../../lib/root.js';

const code = `
import { util, runtime, extensions } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
export function request(ctx) {
  console.log('asked for', ctx.args.id);
  ctx.stash.id = ctx.args.id;
  if (ctx.args.id === 'none') runtime.earlyReturn({ id: null });
  if (ctx.args.id === '') util.error('There is no id', 'InvalidId', { id: '' });
  if (ctx.args.id === 'odd') util.appendError('That is odd', 'Odd');
  return get({ key: { id: ctx.args.id } });
}
export function response(ctx) {
  return { ...ctx.result, at: util.time.nowISO8601(), who: ctx.identity.sub };
}
`;

describe('evaluate', () => {
  it('gives what a request handler returns, its stash and its log', () => {
    const answer = evaluate({ code, function: 'request', context: { args: { id: '1' } } });
    expect(answer.evaluationResult).toMatchObject({
      operation: 'GetItem',
      key: { id: { S: '1' } },
    });
    expect(answer.stash).toEqual({ id: '1' });
    expect(answer.logs.join()).toContain('asked for 1');
    expect(answer.error).toBeUndefined();
  });

  it('gives what a response handler makes of a result, at a time of its own', () => {
    const identity = { sub: 'mira' } as never;
    const context = { result: { id: '1' }, identity };
    const now = () => Date.UTC(2026, 0, 2, 3, 4, 5);
    expect(evaluate({ code, function: 'response', context, now }).evaluationResult).toEqual({
      id: '1',
      at: '2026-01-02T03:04:05.000Z',
      who: 'mira',
    });
  });

  it('gives the error that the code raises, and those that it appends', () => {
    const request = (id: string) =>
      evaluate({ code, function: 'request', context: { args: { id } } });
    expect(request('').error).toMatchObject({
      message: 'There is no id',
      errorType: 'InvalidId',
      data: { id: '' },
    });
    expect(request('odd').outErrors).toMatchObject([{ message: 'That is odd', errorType: 'Odd' }]);
  });

  it('says that a handler returns early', () => {
    const context = { args: { id: 'none' } };
    expect(evaluate({ code, function: 'request', context })).toMatchObject({
      evaluationResult: { id: null },
      earlyReturn: 'NEXT',
    });
  });

  it('says of a fault where it is', () => {
    const answer = evaluate({ code, function: 'response', context: { result: {} } });
    expect(answer.error!.message).toMatch(/code\.js:13:\d+/);
  });

  it('refuses code that AppSync refuses, with line and column of each reason', () => {
    const { error } = evaluate({
      code: 'export function request() {\n  return new Map();\n}',
      function: 'request',
    });
    expect(error!.codeErrors).toContainEqual(
      expect.objectContaining({ rule: 'no-new', line: 2, column: 10 }),
    );
  });

  it('takes a bundle of this product as it is deployed', () => {
    const answer = evaluate({
      code: { file: join(root, 'build/resolvers/listMessages.js') },
      function: 'request',
      context: {
        args: { messageGroupUuid: 'not-a-conversation' },
        identity: { sub: '5f0c1ad1-0a4b-4b6e-a7d4-5d3c3a8f3a11', claims: {} } as never,
      },
    });
    expect(answer.error!.errorType).toBe('InvalidId');
  });
});
