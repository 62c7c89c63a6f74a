import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser to drive: the environment's `CHROMIUM`, or where it usually is. */
export const findChromium = (): string | undefined =>
  [process.env.CHROMIUM, ...PLACES].find((path) => path !== undefined && existsSync(path));

export const howToGetChromium = `There is no Chromium to drive.
  Debian, Ubuntu:  apt-get update && apt-get install -y chromium
  elsewhere:       npx playwright-core install chromium, and CHROMIUM=<its path>`;

/** How Playwright starts it. */
export const launchOptions = () => ({
  executablePath: findChromium(),
  // Root in a container has no sandbox.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

/** @throws Error of Playwright where there is no browser. */
export const launchChromium = (): Promise<Browser> => chromium.launch(launchOptions());
