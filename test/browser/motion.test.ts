import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { textOf, writeConversation } from './support/bulk.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost } from './support/host.js';

const browser = useBrowser();
const host = useHost();

/** Lets the answers to a query wait until the returned function is called. */
async function hold(page: Page, query: string): Promise<() => void> {
  let go = (): void => undefined;
  const gone = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes(`query ${query}(`)) await gone;
    await route.fallback();
  });
  return go;
}

/** What moves by itself within an element. */
async function animationsOf(element: Locator): Promise<number> {
  await element.first().waitFor();
  return element.first().evaluate((one) => one.getAnimations({ subtree: true }).length);
}

/** Transitions that some element of the page would make. */
const transitions = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => parseFloat(getComputedStyle(element).transitionDuration) > 0)
      .map(({ className, tagName }) => `${tagName} ${String(className)}`),
  );

/** Presses a button and notes where the feed is in each frame, until it is at its end. */
const placesOnTheWay = (page: Page, button: string): Promise<number> =>
  page.locator('.feed').evaluate(async (feed, name) => {
    const begin = feed.scrollTop;
    const places = new Set<number>();
    [...document.querySelectorAll('button')].find((one) => one.textContent === name)!.click();
    for (;;) {
      await new Promise((go) => requestAnimationFrame(go));
      if (feed.scrollTop + feed.clientHeight >= feed.scrollHeight - 1) break;
      if (feed.scrollTop !== begin) places.add(feed.scrollTop);
    }
    return places.size;
  }, button);

it.each([
  ['nothing moves by itself or smoothly for a reader who wants less motion', 'reduce'],
  ['spinners turn and scrolls are smooth for other readers', 'no-preference'],
] as const)('%s', async (_title, reducedMotion) => {
  const [ada, ben] = [await makePerson(host.current, 'Ada'), await makePerson(host.current, 'Ben')];
  const { client } = host.current.table;
  await writeConversation({ client, between: [ada, ben], count: 49 });
  const origin = originOf(host.current);
  const one = await Client.signIn(browser.current, origin, ada, { reducedMotion });
  const other = await Client.signIn(browser.current, origin, ben);
  await other.open(ada);
  const { page } = one;
  await one.row(ben).waitFor();

  const list = await hold(page, 'MessageGroups');
  await page.reload();
  const moving = { skeleton: await animationsOf(page.locator('.skeleton-row')) };
  list();
  const messages = await hold(page, 'Messages');
  await one.row(ben).click();
  Object.assign(moving, { spinner: await animationsOf(page.locator('.feed .spinner')) });
  messages();
  await one.messages.filter({ hasText: textOf(48).trim() }).waitFor();
  await other.field.pressSequentially('Hel');
  Object.assign(moving, { typing: await animationsOf(page.locator('.typing-dots')) });
  await page.locator('.feed').evaluate((feed) => (feed.scrollTop = 400));
  await page.getByRole('button', { name: 'Newest' }).waitFor();
  const onTheWay = await placesOnTheWay(page, 'Newest');
  if (reducedMotion === 'reduce') {
    expect(moving).toEqual({ skeleton: 0, spinner: 0, typing: 0 });
    expect(await transitions(page)).toEqual([]);
    expect(onTheWay).toBe(0);
  } else {
    expect(moving).toEqual({ skeleton: 1, spinner: 1, typing: 3 });
    expect(onTheWay).toBeGreaterThan(2);
  }
});
