import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one line that any program can read: `tests: 12 passed, 0 failed`. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (state: string) => states.filter((one) => one === state).length;
    // A file that cannot be loaded has no tests to fail.
    const broken = modules.filter(
      (module) => module.state() === 'failed' && [...module.children.allTests()].length === 0,
    );
    console.log(`tests: ${count('passed')} passed, ${count('failed') + broken.length} failed`);
  }
}
