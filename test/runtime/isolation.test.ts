import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodeError } from '../../local/appsync/runtime/errors.js';
import { loadCode } from '../../local/appsync/runtime/load.js';
import type { Evaluation, ResolverContext } from '../../local/appsync/types.js';
import { cases } from '../support/cases.js';
import { evaluateNaively } from './naiveEvaluate.js';
import { randomCode, refusedCode } from './randomCode.js';
import { anyContext } from './support.js';

const json = fc.oneof(
  fc.integer({ min: -9, max: 9 }),
  fc.constantFrom('x', null, true),
  fc.constant({ a: [1] }),
);
const context: fc.Arbitrary<ResolverContext> = fc
  .record({
    n: fc.nat(3),
    list: fc.array(json, { maxLength: 3 }),
    text: fc.constantFrom('{"a":1}', '{"__proto__":{"leak":1}}', '{"constructor":{"leak":1}}', '{'),
    stash: fc.dictionary(fc.constantFrom('a', 'b', 'none'), json),
    source: json,
    previous: json,
    variables: fc.dictionary(fc.constantFrom('a', 'b'), json),
  })
  .map(({ n, list, text, stash, source, previous, variables }) => ({
    ...anyContext,
    arguments: { n, list, text },
    stash,
    source,
    prev: { result: previous },
    info: { ...anyContext.info, variables },
  }));

const STEPS = 8;
const scenario = fc.record({
  texts: fc.array(randomCode, { minLength: 2, maxLength: 2 }),
  contexts: fc.array(context, { minLength: 2, maxLength: 3 }),
  refused: refusedCode,
  steps: fc.array(
    fc.record({
      text: fc.nat(1),
      context: fc.nat(),
      handler: fc.constantFrom('request' as const, 'response' as const),
    }),
    { minLength: 3, maxLength: STEPS },
  ),
});

/** A clock, and a log that is part of the result. */
function surroundings() {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  return { lines, now: () => 1_700_000_000_000, logger: { log: write, warn: write, error: write } };
}

interface Result {
  readonly evaluation: Evaluation;
  readonly lines: readonly string[];
}

describe('Evaluations in the one kept realm, of code that is compiled once', () => {
  it(
    'answer as each does alone, in a realm and with code of its own',
    { timeout: 1_800_000 },
    () => {
      const property = fc.property(scenario, ({ texts, contexts, refused, steps }) => {
        const before = JSON.stringify(contexts);
        const alone = new Map<string, Result>();
        const around = surroundings();
        const loaded = texts.map((text) => loadCode({ fileName: 'random.js', text }, around));
        expect(() => loadCode({ fileName: 'refused.js', text: refused }, around)).toThrow(
          CodeError,
        );
        for (const step of [...steps, ...steps.toReversed()]) {
          const { handler } = step;
          const given = contexts[step.context % contexts.length]!;
          const key = JSON.stringify([step.text, handler, step.context % contexts.length]);
          const naive = alone.get(key) ?? naiveResult(texts[step.text]!, handler, given);
          alone.set(key, naive);
          around.lines.length = 0;
          const code = loaded[step.text]!;
          const evaluation = code.evaluate(handler, given, 'API Key Authorization');
          expect({ evaluation, lines: around.lines }).toEqual(naive);
        }
        expect(JSON.stringify(contexts)).toBe(before);
      });
      fc.assert(property, { numRuns: cases(50, 10_000) });
    },
  );
});

function naiveResult(text: string, handler: 'request' | 'response', of: ResolverContext): Result {
  const { lines, ...around } = surroundings();
  const evaluation = evaluateNaively(text, handler, structuredClone(of), around);
  // What it warns about is said when the code is loaded, once.
  return { evaluation, lines };
}
