import type { BrowserContextOptions } from 'playwright-core';

/** The two kinds of devices that each expectation is tried on. */
export const devices: readonly (readonly [device: string, options: BrowserContextOptions])[] = [
  ['desktop', { viewport: { width: 1200, height: 800 } }],
  ['phone', { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true }],
];
