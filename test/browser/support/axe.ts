import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds on the whole page now, one line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axePath });
  const results = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}

/** Both themes on both sizes. axe is injected, which the page's own policy forbids. */
export const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [
    ['desktop', 1200],
    ['phone', 390],
  ].map(([device, width]) => ({
    name: `${colorScheme}, ${device}`,
    options: {
      colorScheme,
      bypassCSP: true,
      reducedMotion: 'reduce',
      viewport: { width: Number(width), height: 800 },
    } as const satisfies BrowserContextOptions,
  })),
);
