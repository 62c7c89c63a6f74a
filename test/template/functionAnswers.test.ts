import { describe, expect, it } from 'vitest';
import { apiOf } from './smallFunctions.js';
import { useTemplates } from './smallTemplates.js';

const templates = useTemplates();

describe('A function', () => {
  /** Each with its code and what the API answers: the value, or the type and message of what was thrown. */
  const answers: readonly [
    name: string,
    code: string,
    answer: { is: string | null } | { type: string; fails: RegExp },
  ][] = [
    ['returns', "exports.handler = async () => 'text';", { is: 'text' }],
    ['nothing', 'exports.handler = async () => {};', { is: null }],
    [
      'callback',
      "exports.handler = (e, c, done) => setImmediate(done, null, 'late');",
      { is: 'late' },
    ],
    [
      'callbackError',
      "exports.handler = (e, c, done) => done(new Error('no'));",
      { type: 'Error', fails: /^no$/ },
    ],
    [
      'callbackText',
      "exports.handler = (e, c, done) => done('no');",
      { type: 'string', fails: /^no$/ },
    ],
    ['succeed', "exports.handler = (e, context) => context.succeed('done');", { is: 'done' }],
    [
      'onlyOnce',
      "exports.handler = async (e, c) => { c.done(null, 'first'); return 'second'; };",
      { is: 'first' },
    ],
    // "If you don't use callback in your code, AWS Lambda will call it implicitly and the return value is null."
    ['noPromise', "exports.handler = () => 'lost';", { is: null }],
    [
      'neverSettles',
      'exports.handler = async () => new Promise(() => {});',
      { type: 'Runtime.NodeJsExit', fails: /never settled/ },
    ],
    [
      'waits',
      "exports.handler = (e, c, done) => { done(null, 'x'); setTimeout(() => { throw new Error('after'); }, 1); };",
      { type: 'Error', fails: /^after$/ },
    ],
    [
      'waitsNot',
      "exports.handler = (e, c, done) => { c.callbackWaitsForEmptyEventLoop = false; done(null, 'x'); setTimeout(() => {}, 60_000); };",
      { is: 'x' },
    ],
    [
      'throws',
      "exports.handler = async () => { throw new TypeError('bad'); };",
      { type: 'TypeError', fails: /^bad$/ },
    ],
    [
      'throwsAtOnce',
      "exports.handler = () => { throw new TypeError('bad'); };",
      { type: 'TypeError', fails: /^bad$/ },
    ],
    [
      'throwsText',
      "exports.handler = async () => { throw 'only text'; };",
      { type: 'string', fails: /^only text$/ },
    ],
    [
      'uncaught',
      "exports.handler = () => { setImmediate(() => { throw new Error('later'); }); };",
      { type: 'Error', fails: /^later$/ },
    ],
    [
      'circle',
      'exports.handler = async () => { const a = {}; a.a = a; return a; };',
      { type: 'Error', fails: /^Unable to stringify response body$/ },
    ],
    [
      'exits',
      'exports.handler = async () => process.exit(3);',
      {
        type: 'Runtime.ExitError',
        fails: /^RequestId: \S+ Error: Runtime exited with exit status 3$/,
      },
    ],
    [
      'noHandler',
      'exports.other = () => {};',
      { type: 'Runtime.HandlerNotFound', fails: /^index\.handler is undefined or not exported$/ },
    ],
    [
      'noFunction',
      'exports.handler = 7;',
      { type: 'Runtime.HandlerNotFound', fails: /^index\.handler is not a function$/ },
    ],
    [
      'noSyntax',
      'exports.handler = (',
      { type: 'Runtime.UserCodeSyntaxError', fails: /^SyntaxError: / },
    ],
    [
      'noModule',
      "require('nowhere');",
      { type: 'Runtime.ImportModuleError', fails: /Cannot find module 'nowhere'/ },
    ],
    ['failsToLoad', "throw new Error('at the start');", { type: 'Error', fails: /^at the start$/ }],
    [
      'slowToLoad',
      'const end = Date.now() + 1_200; while (Date.now() < end);\nexports.handler = async () => `in time`;',
      { is: 'in time' },
    ],
    [
      'slow',
      'exports.handler = async () => new Promise((done) => setTimeout(done, 60_000));',
      {
        type: 'Sandbox.Timedout',
        fails: /^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/,
      },
    ],
  ];
  const started = templates.start.bind(templates);
  let api: ReturnType<typeof started> | undefined;
  const served = () =>
    (api ??= started({
      'api.yaml': apiOf(
        Object.fromEntries(
          answers.map(([name, code]) => [
            name,
            name.startsWith('slow')
              ? [code, { properties: 'Timeout: 1' }]
              : [code, { properties: 'Timeout: 30' }],
          ]),
        ),
      ),
    }));

  it.each(answers)('%s: %s', async (name, _, expected) => {
    const { ask } = await served();
    const { data, errors } = await ask(`{ ${name} }`);
    if ('is' in expected) {
      expect(errors).toBeUndefined();
      expect(data).toEqual({ [name]: expected.is });
    } else {
      expect(errors).toMatchObject([
        { errorType: expected.type, message: expect.stringMatching(expected.fails) as string },
      ]);
    }
  });
});
