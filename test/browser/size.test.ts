import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { messageGroupUuidOf } from '../../client/src/messaging/messageGroupUuid.js';
import { openPage, useBrowser } from './support/browser.js';
import { textOf, writeConversation } from './support/bulk.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost } from './support/host.js';

const LIMIT = 200_000; // bytes, gzipped

declare global {
  interface Window {
    /** When the inbox was first shown, in milliseconds since the page was opened. */
    inboxShown: number | undefined;
  }
}

/** What is fetched once the inbox is shown is not part of the first load. */
async function noteInbox(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const look = (): void => {
      const list = document.querySelector('.pane-list');
      if (list && !list.querySelector('[aria-busy="true"]'))
        window.inboxShown ??= performance.now();
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true });
  });
}

/** The paths of what was fetched until the inbox was shown. */
const fetchedUntilInbox = async (page: Page): Promise<Set<string>> => {
  await page.waitForFunction(() => window.inboxShown !== undefined);
  const urls = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ startTime }) => startTime < window.inboxShown!)
      .map(({ name }) => name),
  );
  return new Set(urls.map((url) => new URL(url).pathname));
};

/** Requests of a pattern get no answer before `release`. */
async function hold(page: Page, pattern: string): Promise<{ release: () => void }> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(pattern, async (route) => {
    await released;
    await route.continue();
  });
  return { release };
}

const browser = useBrowser();
const host = useHost();

describe('The first load', () => {
  it(`is at most ${LIMIT / 1000} kB gzipped, up to the inbox, without the explorer`, async () => {
    const sizes: Record<string, number> = {};
    const pending: Promise<void>[] = [];
    const person = await makePerson(host.current, 'Ada');
    const { page } = await Client.signIn(browser.current, originOf(host.current), person, {
      prepare: async (page) => {
        await noteInbox(page);
        page.on('response', (response) => {
          const { pathname } = new URL(response.url());
          const asset = /\.(js|css|svg|html)$/.test(pathname) || pathname === '/';
          if (!asset) return;
          pending.push(
            response.body().then((body) => void (sizes[pathname] = gzipSync(body).byteLength)),
          );
        });
      },
    });
    const fetched = await fetchedUntilInbox(page);
    await Promise.all(pending);
    const first = Object.entries(sizes).filter(([path]) => path === '/' || fetched.has(path));
    const total = first.reduce((sum, [, size]) => sum + size, 0);
    console.info(`first load, bytes gzipped: ${total}`, first);
    expect(first.map(([path]) => path)).toContain('/');
    expect(first.some(([path]) => path.endsWith('.js'))).toBe(true);
    expect(total).toBeLessThanOrEqual(LIMIT);
  });

  it('leaves the conversation for later, and has it before one is opened', async () => {
    const person = await makePerson(host.current, 'Ada');
    const fetched: string[] = [];
    const { page } = await Client.signIn(browser.current, originOf(host.current), person, {
      prepare: async (opened) => {
        await noteInbox(opened);
        opened.on('response', (response) => fetched.push(new URL(response.url()).pathname));
      },
    });
    const ofConversation = (path: string): boolean => path.includes('MessageGroupPage');
    expect([...(await fetchedUntilInbox(page))].filter(ofConversation)).toEqual([]);
    await expect.poll(() => fetched.some(ofConversation)).toBe(true);
  });

  it('at the address of a conversation fetches its page at once, before a sign-in', async () => {
    const { page } = await openPage(browser.current);
    const asked = page.waitForRequest((request) => request.url().includes('MessageGroupPage'));
    await page.goto(`${originOf(host.current)}/messages/some-conversation`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await asked;
  });

  it('reads the settings beside the scripts, and once', async () => {
    const { page } = await openPage(browser.current);
    const paths: string[] = [];
    page.on('request', (request) => paths.push(new URL(request.url()).pathname));
    const held = await hold(page, '**/assets/app-*.js');
    await page.goto(originOf(host.current), { waitUntil: 'commit' });
    await expect.poll(() => paths).toContain('/config.json');
    held.release();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(paths.filter((path) => path === '/config.json')).toHaveLength(1);
  });

  it('reads a conversation of the address while its page is fetched, and once', async () => {
    const [ada, ben] = [
      await makePerson(host.current, 'Ada'),
      await makePerson(host.current, 'Ben'),
    ];
    await writeConversation({ client: host.current.table.client, between: [ada, ben], count: 3 });
    const { page, ...one } = await Client.signIn(browser.current, originOf(host.current), ada);
    const address = `/messages/${messageGroupUuidOf(ada.uuid, ben.uuid)}`;
    let reads = 0;
    page.on('requestfinished', (request) => {
      if (/query Messages\(/.test(request.postData() ?? '')) reads += 1;
    });
    const held = await hold(page, '**/assets/MessageGroupPage-*.js');
    await page.goto(new URL(address, page.url()).href);
    await expect.poll(() => reads).toBe(1);
    held.release();
    await page.getByText(textOf(2).trim()).first().waitFor();
    await expect.poll(() => page.locator('.connection[data-status="live"]').count()).toBe(1);
    expect(reads).toBe(1);
    expect(one.complaints).toEqual([]);
  });

  it('of the explorer is its own', async () => {
    const { page } = await openPage(browser.current);
    const paths: string[] = [];
    page.on('request', (request) => paths.push(new URL(request.url()).pathname));
    await page.goto(`${originOf(host.current)}/`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(paths.filter((path) => /explorer|monaco|worker/i.test(path))).toEqual([]);
    await page.goto(`${originOf(host.current)}/graphiql`);
    await page.locator('.graphiql-container').waitFor();
    expect(paths.some((path) => /explorer/.test(path))).toBe(true);
  });
});
