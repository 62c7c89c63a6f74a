import { defineConfig } from 'vitest/config';
import { chooseEngine } from './local/dynamodb/chooseEngine.js';
import { findDynoxide, findJava, thisMachine } from './local/dynamodb/findProgram.js';

/** Where a difference between the engines would change what people meet. */
const onBothEngines = [
  'test/datasources/**/*.test.ts',
  'test/dynamodb/{durability,createTable}.test.ts',
  'test/messaging/{patterns,concurrency,capacity}.test.ts',
];
const ofDynamoDBLocal = ['test/dynamodb/{startDynamoDBLocal,launcher}.test.ts'];
const ofDynoxide = ['test/dynamodb/{startDynoxide,lock}.test.ts'];

const machine = thisMachine();
const first = chooseEngine().engine.name;
const hasJava = findJava(machine) !== undefined;
const second = first === 'dynoxide' && hasJava ? 'dynamodb-local' : undefined;
if (second === undefined) {
  console.log(`The tests run on ${first} alone: this machine lacks what the other engine needs.`);
}
const lacking = [
  ...(hasJava ? [] : ofDynamoDBLocal),
  ...(findDynoxide(machine) === undefined ? ofDynoxide : []),
];

export default defineConfig({
  test: {
    maxWorkers: 2, // much of what they do is wait for processes
    reporters: ['default', './test/support/tallyReporter.ts'],
    projects: [
      project(first, ['test/**/*.test.ts']),
      ...(second ? [project(second, onBothEngines)] : []),
    ],
  },
});

/** The tests that run on an engine. */
function project(engine: string, include: string[]) {
  return {
    test: {
      name: engine,
      include,
      exclude: ['test/browser/**', ...lacking],
      globalSetup: ['test/support/globalSetup.ts'],
      // Files share their worker's modules: a third less to do. Each cleans up after itself.
      isolate: false,
      env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
      silent: 'passed-only' as const, // what a test that passes says is nobody's business
      testTimeout: 30_000, // a backstop: no test waits by the clock
      hookTimeout: 60_000,
    },
  };
}
