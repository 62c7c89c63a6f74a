import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost } from './support/host.js';

const browser = useBrowser();
const host = useHost();

/** Makes Amplify think that the tokens have expired: as if an hour had gone by. */
const expire = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.endsWith('.clockDrift'))!;
    localStorage.setItem(key, String(2 * 60 * 60 * 1000));
  });
const cognito = '**/cognito**';

it('a token that expires while it cannot be renewed signs no user out', async () => {
  const [ada, ben] = [await makePerson(host.current, 'Ada'), await makePerson(host.current, 'Ben')];
  const one = await Client.signIn(browser.current, originOf(host.current), ada);
  await one.find(ben);
  await one.write('before');
  await one.message('before', 'sent').waitFor();

  let refused = 0;
  await one.page.route(cognito, (route) => {
    refused += 1;
    return route.abort();
  });
  await expire(one.page);
  await one.write('meanwhile');
  // More than Amplify tries for one refresh: the first has failed, and the next is under way.
  await expect.poll(() => refused, { timeout: 30_000 }).toBeGreaterThan(6);
  expect(await one.page.getByRole('heading', { name: 'Sign in' }).count()).toBe(0);
  expect(await one.field.isVisible()).toBe(true);

  await one.page.unroute(cognito);
  await one.message('meanwhile', 'sent').waitFor();
});

it('a page that is opened before the session can be renewed goes on by itself', async () => {
  const ada = await makePerson(host.current, 'Ada');
  const one = await Client.signIn(browser.current, originOf(host.current), ada);
  await expire(one.page);
  await one.page.route(cognito, (route) => route.abort());
  await one.page.reload();
  await one.page.getByRole('heading', { name: 'No connection' }).waitFor();
  await one.page.unroute(cognito);
  await one.live();
});

it('a token that is renewed while subscriptions are open ends none of them, and nothing is missed', async () => {
  const [ada, ben] = [await makePerson(host.current, 'Ada'), await makePerson(host.current, 'Ben')];
  const one = await Client.signIn(browser.current, originOf(host.current), ada);
  const other = await Client.signIn(browser.current, originOf(host.current), ben);
  await one.find(ben);
  await one.write('before');
  await one.message('before', 'sent').waitFor();
  await other.open(ada);
  // What comes now comes by push, or not at all.
  await one.page.route('**/graphql', (route) =>
    route.request().postData()?.includes('query MessagesAfter') ? route.abort() : route.fallback(),
  );
  const seen = { renewed: 0, sockets: 0 };
  one.page.on('websocket', () => (seen.sockets += 1));
  one.page.on('response', (response) => {
    const { 'x-amz-target': target } = response.request().headers();
    if (target?.endsWith('.GetTokensFromRefreshToken') && response.ok()) seen.renewed += 1;
  });

  await expire(one.page);
  await other.post(ada, ['while it was expired']);
  await one.message('while it was expired').waitFor();
  await one.write('mine');
  await one.message('mine', 'sent').waitFor();
  await expect.poll(() => seen.renewed).toBe(1);
  await other.post(ada, ['after 0', 'after 1', 'after 2']);
  await one.message('after 2').waitFor();
  const texts = (await one.readThrough()).map(({ text }) => text);
  expect(texts).toEqual([
    'before',
    'while it was expired',
    'mine',
    'after 0',
    'after 1',
    'after 2',
  ]);
  expect(seen).toEqual({ renewed: 1, sockets: 0 });
});
