import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

export interface OpenPage {
  readonly page: Page;
  /** What the page complained of: exceptions, and errors on its console. */
  readonly complaints: readonly string[];
}

/** Errors of requests that a test cuts by itself, or that Cognito refuses. */
const EXPECTED = /net::ERR_|WebSocket connection|Failed to load resource/;

const complaintsByPage = new WeakMap<Page, string[]>();

/** What a page that `openPage` opened has complained of until now. */
export const complaintsOf = (page: Page): readonly string[] => complaintsByPage.get(page) ?? [];

/**
 * A page in a browser context of its own, as another person's browser would be. The caller that
 * started the browser closes it.
 */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  return openPageIn(
    await browser.newContext({ viewport: { width: 1200, height: 800 }, ...options }),
  );
}

/** A further page of a context. */
export async function openPageIn(context: BrowserContext): Promise<OpenPage> {
  // A backstop for machines with much other work, shorter than a test's own.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  complaintsByPage.set(page, complaints);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text()))
      complaints.push(message.text());
  });
  return { page, complaints };
}
