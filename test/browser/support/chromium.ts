import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser to drive: the environment's `CHROMIUM`, or where it usually is. */
export const findChromium = (): string | undefined =>
  [process.env.CHROMIUM, ...PLACES].find((path) => path !== undefined && existsSync(path));

export const howToGetChromium = `There is no Chromium for the browser tests.
  Debian, Ubuntu:  apt-get update && apt-get install -y chromium
  elsewhere:       npx playwright-core install chromium, and CHROMIUM=<its path>`;
