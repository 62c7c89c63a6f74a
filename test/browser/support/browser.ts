import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchChromium } from './chromium.js';
import { complaintsOf } from './page.js';

export { openPage } from './page.js';

/** A browser for the tests of a file; each test's pages end with it. */
export function useBrowser(): { readonly current: Browser } {
  const holder = {} as { current: Browser };
  beforeAll(async () => {
    holder.current = await launchChromium();
  });
  afterEach(async ({ task }) => {
    const contexts = holder.current.contexts();
    const complaints = contexts.flatMap((context) => context.pages().flatMap(complaintsOf));
    if (task.result?.state === 'fail' && complaints.length > 0) {
      console.error('The pages complained of:', complaints);
    }
    await Promise.all(contexts.map((context) => context.close()));
  });
  afterAll(() => holder.current.close());
  return holder;
}
