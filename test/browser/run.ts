/**
 * `npm run test:browser [-- FILTER]`: builds the client and drives it in Chromium. Ends with 2, and
 * says how to get one, where there is no browser.
 */
import { spawnSync } from 'node:child_process';
import { findChromium, howToGetChromium } from './support/chromium.js';

if (!findChromium()) {
  console.error(howToGetChromium);
  process.exit(2);
}
const run = (command: string, args: readonly string[]): void => {
  const { status } = spawnSync('npx', [command, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
run('vite', ['build', '--logLevel', 'warn']);
run('vitest', ['run', '--config', 'test/browser/vitest.config.ts', ...process.argv.slice(2)]);
