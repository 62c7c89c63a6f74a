import { defineConfig } from 'vitest/config';
import { chooseEngine } from './local/dynamodb/chooseEngine.js';
import { findDynoxide, findJava, thisMachine } from './local/dynamodb/findProgram.js';
import Sequencer from './test/support/sequencer.js';

/** The tests for which the engine matters. */
const onBothEngines = [
  'test/datasources/**/*.test.ts',
  'test/dynamodb/{durability,createTable,deleteExpired,wire}.test.ts',
  'test/messaging/{patterns,concurrency,capacity,retention,retentionRows}.test.ts',
];
/** The tests that run against this product's own template, too: its roles allow what it does. */
const fromTemplate = [
  'test/messaging/{privacy,patterns,blocks,messageGroupUpdates,readMarkers,changes,removals}.test.ts',
];
const ofDynamoDBLocal = ['test/dynamodb/{startDynamoDBLocal,launcher}.test.ts'];
const ofDynoxide = ['test/dynamodb/{startDynoxide,lock}.test.ts'];

const machine = thisMachine();
const first = chooseEngine().engine.name;
const hasJava = findJava(machine) !== undefined;
const second = first === 'dynoxide' && hasJava ? 'dynamodb-local' : undefined;
if (second === undefined) {
  console.log(`The tests run on ${first} alone: the other engine is not installed.`);
}
const lacking = [
  ...(hasJava ? [] : ofDynamoDBLocal),
  ...(findDynoxide(machine) === undefined ? ofDynoxide : []),
];

export default defineConfig(({ mode }) => ({
  test: {
    maxWorkers: 2, // much of what they do is wait for processes
    silent: 'passed-only', // the output of a test that passes helps no reader
    reporters: ['default', './test/support/tallyReporter.ts'],
    sequence: { sequencer: Sequencer },
    projects: [
      project(first, ['test/**/*.test.ts'], mode === 'long'),
      ...(second ? [project(second, onBothEngines, mode === 'long')] : []),
      project('from-template', fromTemplate, mode === 'long'),
    ],
  },
}));

/** The tests of a project, which has the name of its engine or says what is served. */
function project(name: string, include: string[], long: boolean) {
  return {
    test: {
      name,
      include,
      exclude: ['test/browser/**', ...lacking],
      globalSetup: ['test/support/globalSetup.ts'],
      setupFiles: ['test/support/dynamodbSetup.ts'],
      // Files share their worker's modules: a third less to do. Each cleans up after itself.
      isolate: false,
      env: {
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        TABLE_TIME_LIMIT: '60000', // for a machine that is busy with other work
        ...(long && { LONG: '1' }), // see test/support/cases.ts
      },
      // Backstops for a busy machine: no test waits by the clock.
      testTimeout: long ? 1_800_000 : 180_000,
      hookTimeout: 180_000,
      expect: { poll: { timeout: 60_000 } },
    },
  };
}
