import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['test/browser/support/globalSetup.ts'],
    reporters: ['default', './test/support/tallyReporter.ts'],
    // One browser at a time: what is measured is not to be shared.
    fileParallelism: false,
    // No test depends on the machine being idle.
    env: { TABLE_TIME_LIMIT: '60000' },
    expect: { poll: { timeout: 30_000 } },
    testTimeout: 120_000, // a backstop: no test waits by the clock
    hookTimeout: 120_000,
  },
});
