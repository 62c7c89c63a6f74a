import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openPage, useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost } from './support/host.js';

const LIMIT = 200_000; // bytes, gzipped

const browser = useBrowser();
const host = useHost();

describe('The first load', () => {
  it(`is at most ${LIMIT / 1000} kB gzipped, up to the inbox, without the explorer`, async () => {
    const sizes: Record<string, number> = {};
    const pending: Promise<void>[] = [];
    const person = await makePerson(host.current, 'Ada');
    await Client.signIn(browser.current, originOf(host.current), person, {
      prepare: async (page) => {
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
    await Promise.all(pending);
    const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    console.info(`first load, bytes gzipped: ${total}`, sizes);
    expect(Object.keys(sizes).some((path) => path.endsWith('.js'))).toBe(true);
    expect(total).toBeLessThanOrEqual(LIMIT);
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
