import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFailed, onTestFinished } from 'vitest';
import { findChromium } from './chromium.js';

/** A browser for the tests of a file. */
export function useBrowser(): { readonly current: Browser } {
  const holder = {} as { current: Browser };
  beforeAll(async () => {
    holder.current = await chromium.launch({
      executablePath: findChromium(),
      // Root in a container has no sandbox.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  });
  afterAll(() => holder.current.close());
  return holder;
}

export interface OpenPage {
  readonly page: Page;
  /** What the page complained of: exceptions, and errors on its console. */
  readonly complaints: readonly string[];
}

/** Errors of requests that a test cuts by itself, or that Cognito refuses. */
const EXPECTED = /net::ERR_|WebSocket connection|Failed to load resource/;

/** A page in a browser context of its own, as another person's browser would be. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text()))
      complaints.push(message.text());
  });
  onTestFailed(() => {
    if (complaints.length > 0) console.error('The page complained of:', complaints);
  });
  onTestFinished(() => context.close());
  return { page, complaints };
}
