import { createServer } from 'node:net';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { launchOptions } from './chromium.js';

/** A port of 127.0.0.1 that is free now. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close();
      if (address === null || typeof address === 'string') reject(new Error('No port'));
      else resolve(address.port);
    });
  });

/**
 * A browser whose tabs are in front or hidden as a person's are. In the contexts that Playwright makes
 * itself, each page is told that it is visible and has the focus. Ends with the test.
 */
export async function openRealTabs(): Promise<BrowserContext> {
  const port = await freePort();
  const { args, ...options } = launchOptions();
  const browser = await chromium.launch({
    ...options,
    args: [...args, `--remote-debugging-port=${port}`],
  });
  onTestFinished(() => browser.close());
  const tabs = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
  onTestFinished(() => tabs.close());
  return tabs.contexts()[0]!;
}

/**
 * Puts another tab in front of a page, and freezes the page: no timer runs, nothing that comes is
 * read. The page's clock must be Playwright's.
 * @returns what goes on, an hour later by the page's clock, with the page in front.
 */
export async function sleepAnHour(page: Page): Promise<() => Promise<void>> {
  const context = page.context();
  const session = await context.newCDPSession(page);
  const other = await context.newPage();
  await page.waitForFunction(() => document.visibilityState === 'hidden');
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  return async () => {
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    await page.clock.fastForward('01:00:00');
    await other.close();
    await page.waitForFunction(() => document.visibilityState === 'visible');
    await page.bringToFront();
  };
}
