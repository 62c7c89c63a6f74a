import { describe, expect, it } from 'vitest';
import { type RecordedCase, recordedCases } from '../../scripts/verifyAws/recordedCases.js';
import type { ResolverContext } from '../../local/appsync/types.js';
import { evaluate, valueOf } from './support.js';

const evaluated = ({ body, context }: RecordedCase) =>
  evaluate(body, { context: context as Partial<ResolverContext> }).outcome;

describe('the known outputs of AWS', () => {
  it.each(recordedCases)('row $row ($source): $title', (recorded) => {
    const { answer } = recorded;
    expect(evaluated(recorded)).toStrictEqual(
      'value' in answer
        ? { kind: 'RETURN', value: answer.value }
        : expect.objectContaining({
            kind: 'ERROR',
            error: expect.objectContaining({ message: answer.error }),
          }),
    );
  });

  it('row 35 (A): the error of util.unauthorized has its own type and nothing else', () => {
    expect(evaluate('util.unauthorized();').outcome).toStrictEqual({
      kind: 'ERROR',
      unauthorized: true,
      error: { message: 'Unauthorized', errorType: 'Unauthorized', data: null, errorInfo: null },
    });
  });

  it('row 36 (A): ctx.args and ctx.arguments are one object', () => {
    expect(valueOf('ctx.args === ctx.arguments')).toBe(true);
  });

  it('row 42 (D): the time now has milliseconds and a Z', () => {
    const now = () => Date.UTC(2018, 1, 6, 19, 1, 35, 749);
    expect(valueOf('util.time.nowISO8601()', { now })).toBe('2018-02-06T19:01:35.749Z');
  });
});
