import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    globalSetup: ['test/support/globalSetup.ts'],
    // Files share their worker's modules: a third less to do. Each cleans up after itself.
    isolate: false,
    maxWorkers: 2, // much of what they do is wait for processes
    env: {
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...(mode === 'long' && { LONG: '1' }), // see test/support/cases.ts
    },
    reporters: ['default', './test/support/tallyReporter.ts'],
    silent: 'passed-only', // the output of a test that passes helps no reader
    testTimeout: mode === 'long' ? 1_800_000 : 30_000, // a backstop: no test waits by the clock
    hookTimeout: 60_000,
  },
}));
