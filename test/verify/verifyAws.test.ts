import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { CodeError } from '../../local/appsync/runtime/errors.js';
import { loadCode } from '../../local/appsync/runtime/load.js';
import type { ResolverContext } from '../../local/appsync/types.js';
import { codeOf } from '../../scripts/verifyAws/cases.js';
import { openCases } from '../../scripts/verifyAws/openCases.js';
import { recordedCases } from '../../scripts/verifyAws/recordedCases.js';
import { anyContext } from '../runtime/support.js';
import { builtProgram } from '../support/builtProgram.js';
import {
  type EvaluateCodeRequest,
  type EvaluateCodeResponse,
  type EvaluateCodeStub,
  openEvaluateCodeStub,
  refusal,
} from './evaluateCodeStub.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
let stub: EvaluateCodeStub | undefined;
afterEach(() => stub?.close());

const recordings = new Map(recordedCases.map((one) => [codeOf(one), one]));

/** The recorded answer of AWS; without a recording, the answer of the local runtime. */
function answerOf(request: EvaluateCodeRequest): EvaluateCodeResponse {
  const recorded = recordings.get(request.code);
  if (recorded) {
    const { answer } = recorded;
    return 'error' in answer
      ? { body: { error: { message: answer.error, codeErrors: [] }, logs: [] } }
      : { body: { evaluationResult: JSON.stringify(answer.value), logs: [], stash: '{}' } };
  }
  const context = { ...anyContext, ...(JSON.parse(request.context) as Partial<ResolverContext>) };
  try {
    const { outcome, stash, appendedErrors } = loadCode({
      fileName: 'code.js',
      text: request.code,
    }).evaluate('request', context, 'User Pool Authorization');
    const parts = {
      stash: JSON.stringify(stash),
      outErrors: JSON.stringify(appendedErrors),
      logs: [],
    };
    return outcome.kind === 'ERROR'
      ? { body: { error: { message: outcome.error.message }, ...parts } }
      : { body: { evaluationResult: JSON.stringify(outcome.value ?? null), ...parts } };
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    return refusal(400, 'BadRequestException', 'The code contains one or more errors.', {
      reason: 'CODE_ERROR',
      detail: {
        codeErrors: error.errors.map(({ message, line, column }) => ({
          errorType: 'LINT_ERROR',
          value: message,
          location: { line, column, span: -1 },
        })),
      },
    });
  }
}

const signedIn = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'not a secret',
  AWS_REGION: 'eu-west-1',
};

/** `npm run verify:aws` against the stub, without this machine's AWS settings. */
async function verifyAws(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = signedIn,
) {
  const program = await builtProgram('scripts/verifyAws/main.ts');
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_APPSYNC: stub!.url,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, lines: output.trimEnd().split('\n'), errors };
}

const count = recordedCases.length + openCases.length;

describe('npm run verify:aws', () => {
  it('prints row by row that AppSync answers the same, and exits with 0', async () => {
    stub = await openEvaluateCodeStub(answerOf);
    const { code, lines, errors } = await verifyAws([]);
    expect(errors).toBe('');
    expect(lines.filter((line) => !line.startsWith('equal  '))).toEqual([
      `${count} cases: ${count} equal, 0 different`,
    ]);
    expect(lines).toContain('equal  row 2 (A): util.dynamodb.toDynamoDB(12345)');
    expect(code).toBe(0);
    expect(new Set(stub.asked.map((request) => request.code)).size).toBe(count);
  });

  it('prints both answers if they differ, and exits with 1', async () => {
    const [, second] = recordedCases;
    stub = await openEvaluateCodeStub((request) =>
      request.code === codeOf(second!)
        ? { body: { evaluationResult: '{"N":"12345"}' } }
        : answerOf(request),
    );
    const { code, lines } = await verifyAws(['--only', 'row']);
    const at = lines.findIndex((line) => line.startsWith('DIFFERENT'));
    expect(lines.slice(at, at + 3)).toEqual([
      'DIFFERENT  row 2 (A): util.dynamodb.toDynamoDB(12345)',
      '    outcome here:    {"value":{"N":12345}}',
      '    outcome AppSync: {"value":{"N":"12345"}}',
    ]);
    expect(lines.at(-1)).toMatch(/^\d+ cases: \d+ equal, 1 different$/);
    expect(code).toBe(1);
  });

  it.each([
    ['an error where we have a value', 'row 1 ', { error: { message: 'Unsupported' } }],
    ['a value where we have an error', 'row 34', { evaluationResult: '"foo"' }],
    ['another message', 'row 34', { error: { message: 'bar' } }],
    [
      'an appended error that we do not have',
      'row 1 ',
      { evaluationResult: '{"S":"test"}', outErrors: '[{"message":"more"}]' },
    ],
    [
      'another stash',
      'into the stash',
      { evaluationResult: '{"before":1,"after":[2]}', stash: '{}' },
    ],
    [
      'a refusal of code that we take',
      'row 1 ',
      { error: { message: 'no', codeErrors: [{ value: 'no', errorType: 'LINT_ERROR' }] } },
    ],
    ['a value of code that we refuse', 'regular expression', { evaluationResult: '{}' }],
  ])('finds %s', async (_what, only, body) => {
    stub = await openEvaluateCodeStub(() => ({ body }));
    const { code, lines } = await verifyAws(['--only', only]);
    expect(lines.at(-1)).toBe('1 cases: 0 equal, 1 different');
    expect(code).toBe(1);
  });

  it('says how to give credentials if there are none, sends nothing, and exits with 2', async () => {
    stub = await openEvaluateCodeStub(answerOf);
    const { code, lines, errors } = await verifyAws([], { AWS_REGION: 'eu-west-1' });
    expect(errors).toMatch(/There are no AWS credentials[^]*AWS_PROFILE[^]*AWS_ACCESS_KEY_ID/);
    expect(errors).not.toMatch(/^\s+at /m);
    expect(lines).toEqual(['']);
    expect(code).toBe(2);
    expect(stub.asked).toEqual([]);
  });

  it('repeats the words of AWS if the credentials are refused, and exits with 2', async () => {
    stub = await openEvaluateCodeStub(() =>
      refusal(
        403,
        'AccessDeniedException',
        'User is not authorized to perform: appsync:EvaluateCode',
      ),
    );
    const { code, errors } = await verifyAws([]);
    expect(errors).toMatch(/AccessDeniedException: User is not authorized/);
    expect(code).toBe(2);
    expect(stub.asked).toHaveLength(1);
  });

  it('names the option that it does not know, and exits with 2', async () => {
    stub = await openEvaluateCodeStub(answerOf);
    const { code, errors } = await verifyAws(['--al']);
    expect(errors).toMatch(/--al[^]*Usage: npm run verify:aws/);
    expect(code).toBe(2);
  });
});
