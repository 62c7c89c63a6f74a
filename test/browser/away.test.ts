import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { textOf, writeConversation } from './support/bulk.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost, type Person } from './support/host.js';
import { openPageIn } from './support/page.js';
import { configureFor, useProxy } from './support/proxy.js';
import { openRealTabs, sleepAnHour } from './support/realTabs.js';

const browser = useBrowser();
const host = useHost();
const proxy = useProxy(() => Number(new URL(host.current.url).port));

let ada: Person;
let ben: Person;
let carla: Person;
beforeEach(async () => {
  ada = await makePerson(host.current, 'Ada');
  ben = await makePerson(host.current, 'Ben');
  carla = await makePerson(host.current, 'Carla');
});
const begin = Date.now() - 86_400_000;
/** Puts a conversation of Ada into the table, or what it is later. */
const write = (other: Person, count: number, unread = 0): Promise<void> => {
  const { client } = host.current.table;
  const senderOf = (at: number): 0 | 1 => (at < count - unread && at % 2 === 0 ? 0 : 1);
  return writeConversation({ client, between: [ada, other], count, unread, senderOf, begin });
};

/** Ada in a tab of a browser of her own, behind the line that can be cut. */
async function signInBehindProxy(): Promise<Client> {
  const opened = await openPageIn(await openRealTabs());
  await opened.page.clock.install();
  await configureFor(opened.page, host.current.url, proxy.current.origin);
  return Client.signInAt(opened, proxy.current.origin, ada);
}

/** The number of requests to Cognito for new tokens, until now. */
function countRefreshes(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    const target = request.headers()['x-amz-target'];
    if (target?.endsWith('.GetTokensFromRefreshToken')) count += 1;
  });
  return () => count;
}

/** The number in the title of the tab. */
const unreadInTitle = async ({ page }: Client): Promise<number> =>
  Number(/^\((\d+)\)/.exec(await page.title())?.[1] ?? 0);

describe('A tab that was hidden for an hour', () => {
  it.each([
    ['was cut', () => proxy.current.cut()],
    ['went silent', () => proxy.current.silence()],
  ])('and whose connection %s, has all that came meanwhile', async (_what, lose) => {
    await write(ben, 60);
    await write(carla, 5);
    const one = await signInBehindProxy();
    const friend = await Client.signIn(browser.current, originOf(host.current), ben);
    await one.open(ben);
    await one.messages.filter({ hasText: textOf(59).trim() }).waitFor();
    const refreshes = countRefreshes(one.page);
    const wakeUp = await sleepAnHour(one.page);
    lose();
    await write(ben, 180, 120); // more than a page
    await write(carla, 8, 3);
    await wakeUp();

    await one.messages.filter({ hasText: textOf(179).trim() }).waitFor();
    // It leads to the first message that came, though all of them were loaded at once.
    await one.page.getByRole('button', { name: 'First new message' }).click();
    await one.page.locator('.unread-line').waitFor();
    await one.messages
      .filter({ hasText: textOf(60).trim() })
      .first()
      .waitFor();
    await expect.poll(() => one.row(carla).locator('.badge').textContent()).toBe('3 unread');
    await expect.poll(() => unreadInTitle(one)).toBe(3);
    await one.live();
    await friend.post(ada, ['after']);
    await one.row(ben).getByText('after').waitFor();
    const texts = (await one.readThrough()).map(({ text }) => text);
    expect(texts).toEqual([...Array.from({ length: 180 }, (_, at) => textOf(at)), 'after']);
    await expect.poll(() => unreadInTitle(one)).toBe(3);
    // The access token had come to its end.
    expect(refreshes()).toBeGreaterThan(0);
    expect(one.complaints).toEqual([]);
  });
});
