import { type Area } from '../row.js';

export const context: Area = {
  title: 'Context, faults and extensions',
  code: 'local/appsync/runtime',
  rows: [
    {
      id: 'context-arguments',
      says: '`ctx.args` and `ctx.arguments` are one object.',
      from: 'documented: resolver-context-reference-js',
      test: 'runtime/evaluation.test.ts > ctx > has arguments under two names',
    },
    {
      id: 'context-members',
      says: '`ctx` has arguments, source, result, prev, error, env and request.',
      from: 'documented: resolver-context-reference-js',
      test: 'runtime/evaluation.test.ts > ctx > is the host’s context as plain data',
    },
    {
      id: 'context-info-json',
      says: '`JSON.stringify(ctx.info)` leaves `selectionSetList` and `selectionSetGraphQL` out.',
      from: 'documented: resolver-context-reference-js',
      test: 'runtime/evaluation.test.ts > ctx > has the selection set, and leaves it out of JSON.stringify(ctx.info)',
    },
    {
      id: 'context-stash',
      says: '`ctx.stash` cannot be replaced by another object.',
      from: 'documented: resolver-context-reference-js',
      test: 'runtime/evaluation.test.ts > ctx > keeps its stash: it cannot be replaced',
    },
    {
      id: 'context-values',
      says: "A handler's value goes on as JSON: `undefined` members are gone, `NaN` is null.",
      from: 'assumed',
      test: 'runtime/evaluation.test.ts > an evaluation > gives values as JSON',
    },
    {
      id: 'context-auth-type',
      says: 'Code that runs for a user of the pool has `User Pool Authorization` as `util.authType()`, and who it is as `ctx.identity`.',
      from: ['documented: built-in-util-js', 'documented: resolver-context-reference-js'],
      test: 'facts/context.test.ts > resolver code called by a user of the pool > sees authorization mode, identity and arguments in both handlers',
    },
    {
      id: 'context-console',
      says: '`console.log` and `console.error` go to the log; how CloudWatch writes their values is not known.',
      from: ['documented: supported-features', 'assumed'],
      test: 'runtime/evaluation.test.ts > an evaluation > writes to the logger that it is given',
    },
    {
      id: 'error-defaults',
      says: 'Type, data and info that `util.error` and `util.appendError` are not given are null.',
      from: ['documented: tutorial-dynamodb-resolvers-js', 'assumed'],
      test: 'facts/context.test.ts > resolver code called by a user of the pool > reports null for type, data and info that util.error and util.appendError omit',
    },
    {
      id: 'early-return-skip-to',
      says: '`runtime.earlyReturn` takes `skipTo` `NEXT`, the default, or `END`.',
      from: 'documented: runtime-utils-js',
      test: 'runtime/evaluation.test.ts > runtime.earlyReturn > %s',
    },
    {
      id: 'early-return-null',
      says: '`runtime.earlyReturn(null)` and `runtime.earlyReturn()` end in `Runtime Error`, errorType `Code`.',
      from: 'observed: aws/aws-appsync-community#280',
      test: 'runtime/evaluation.test.ts > runtime.earlyReturn > %s ends in a Runtime Error, as seen on AppSync',
    },
    {
      id: 'early-return-response',
      says: '`runtime.earlyReturn` in a response handler, or with another `skipTo`, is a fault that says `not known …`.',
      from: 'assumed',
      test: 'runtime/evaluation.test.ts > runtime.earlyReturn > is unsupported in a response handler, and with another skipTo',
    },
    {
      id: 'extensions-gather',
      says: 'Of several filters of one handler the last counts.',
      from: 'assumed',
      test: 'runtime/evaluation.test.ts > extensions > collect the calls of the code',
    },
    {
      id: 'extensions-evict',
      says: '`extensions.evictFromApiCache` takes a type, a field and an object of caching keys, in a request or a response handler.',
      from: ['documented: extensions-js', 'documented: enabling-caching'],
      test: 'runtime/evaluation.test.ts > extensions > collect the calls of the code',
    },
    {
      id: 'extensions-form',
      says: "A filter or an invalidation without its form is a fault of the code; AppSync's words are not known.",
      from: 'assumed',
      test: 'runtime/evaluation.test.ts > extensions > refuse an argument of another form: %s',
    },
    {
      id: 'fault-type',
      says: 'A fault of the code has errorType `Code`, and null for data and info.',
      from: 'observed: aws/aws-appsync-community#328',
      test: 'runtime/evaluation.test.ts > a fault > return ctx.args.f();',
    },
    {
      id: 'fault-place',
      says: "Its message begins with `code.js:line:column: ` and the error's name, whatever the file is called.",
      from: 'observed: aws/aws-appsync-community#328',
      test: 'runtime/evaluation.test.ts > a fault > const a = b; const b = 1;',
    },
    {
      id: 'fault-words',
      says: "The words behind the name are V8's. AppSync's engine is not known.",
      from: 'assumed',
      test: 'runtime/evaluation.test.ts > a fault > return ctx.args.a.b;',
    },
    {
      id: 'fault-helper',
      says: 'A fault of a helper has the place of its call and no name.',
      from: 'observed: localstack/appsync-utils',
      test: 'runtime/evaluation.test.ts > a fault > util.time.parseISO8601ToEpochMilliSeconds("x");',
    },
    {
      id: 'fault-host',
      says: 'A fault shows nothing of the host.',
      from: 'assumed',
      test: 'runtime/evaluation.test.ts > a fault > shows nothing of the host',
    },
    {
      id: 'extensions-request',
      says: "Filters may be set in a request handler, too: the guide names the response handler only, a sample of AWS's does it in the request.",
      from: ['observed: aws-samples/aws-appsync-resolver-samples', 'assumed'],
      test: 'facts/context.test.ts > resolver code called by a user of the pool > can set a subscription filter in its request handler',
    },
  ],
};
