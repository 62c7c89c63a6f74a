import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { textOf, writeConversation } from './support/bulk.js';
import { openPage, useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost, type Person } from './support/host.js';

const browser = useBrowser();
const host = useHost();

let ada: Person;
let ben: Person;
beforeEach(async () => {
  ada = await makePerson(host.current, 'Ada');
  ben = await makePerson(host.current, 'Ben');
});
const signIn = (
  person: Person,
  options: Parameters<typeof Client.signIn>[3] = {},
): Promise<Client> => Client.signIn(browser.current, originOf(host.current), person, options);

/** Is it within what one sees of the feed? */
const isInSight = (feed: Locator, text: string): Promise<boolean> =>
  feed.evaluate((element, wanted) => {
    const frame = element.getBoundingClientRect();
    return [...element.querySelectorAll('.message-text')].some((shown) => {
      const { top, bottom } = shown.getBoundingClientRect();
      return shown.textContent === wanted && top >= frame.top && bottom <= frame.bottom;
    });
  }, text);
const feedOf = ({ page }: Client): Locator => page.locator('.feed');

/** What has the focus: its role or tag, and its name. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { tagName, id, className } = document.activeElement!;
    return `${tagName.toLowerCase()} ${id || className}`;
  });

describe('A reader who is far back', () => {
  it('sees the message that they write then', async () => {
    const { client } = host.current.table;
    await writeConversation({ client, between: [ada, ben], count: 900 });
    const one = await signIn(ada);
    await one.open(ben);
    await one.messages.filter({ hasText: textOf(899).trim() }).waitFor();
    await feedOf(one).evaluate(async (feed: HTMLElement) => {
      while (feed.dataset.hasNewer !== 'true') {
        feed.scrollTop = 0;
        await new Promise((go) => requestAnimationFrame(go));
      }
    });
    await one.write('from far back');
    await one.message('from far back', 'sent').waitFor();
    await expect.poll(() => isInSight(feedOf(one), 'from far back')).toBe(true);
  });
});

describe('At the end of a conversation', () => {
  it('one stays there when the window, or the keyboard of a phone, takes room away', async () => {
    const { client } = host.current.table;
    await writeConversation({ client, between: [ada, ben], count: 60 });
    const one = await signIn(ada);
    await one.open(ben);
    await one.write('the last one');
    await one.message('the last one', 'sent').waitFor();
    await expect.poll(() => isInSight(feedOf(one), 'the last one')).toBe(true);
    await one.page.setViewportSize({ width: 1200, height: 420 });
    await expect.poll(() => isInSight(feedOf(one), 'the last one')).toBe(true);
  });
});

describe('A page whose subscription the service denies', () => {
  it('says what can be done, and does not promise to try again', async () => {
    const one = await signIn(ada);
    await one.page.routeWebSocket('**/graphql/realtime', (socket) => {
      const service = socket.connectToServer();
      socket.onMessage((text) => {
        const { type, id } = JSON.parse(String(text)) as { type: string; id: string };
        if (type !== 'start') return service.send(text);
        const errors = [{ errorType: 'Forbidden', message: 'You are not in this conversation' }];
        socket.send(JSON.stringify({ type: 'error', id, payload: { errors } }));
      });
    });
    await one.page.reload();
    const banner = one.page.locator('.connection');
    await banner.getByText('Reload the page, or sign out and in again.').waitFor();
    expect(await banner.textContent()).not.toContain('trying');
  });
});

describe('Looking for a person', () => {
  it('can be tried again with the same handle after a failure or without a result', async () => {
    const one = await signIn(ada);
    await one.page.getByRole('link', { name: 'New message' }).first().click();
    const handle = `late_${process.pid}`;
    await one.page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('query User(')) return route.fallback();
      await route.fulfill({ json: { data: null, errors: [{ errorType: 'Odd', message: 'odd' }] } });
    });
    await one.page.getByLabel('Handle of the person').fill(handle);
    const find = one.page.getByRole('button', { name: 'Find' });
    await find.click();
    await one.page.getByText('The search did not work.').waitFor();
    await one.page.unroute('**/graphql');
    await find.click();
    await one.page.getByText(`There is no account with the handle @${handle}.`).waitFor();
    await host.current.cognito.seedUser({
      password: 'Correct-Horse-7',
      attributes: { preferred_username: handle, name: 'Late', email: `${handle}@example.com` },
    });
    await find.click();
    await one.page.getByRole('button', { name: 'Late' }).waitFor();
  });

  it('with text that is no handle finds no account, at its address too', async () => {
    const one = await signIn(ada);
    await one.page.goto(`${originOf(host.current)}/messages/new/a`);
    await one.page.getByText('There is no account with the handle @a.').waitFor();
  });
});

describe('The focus', () => {
  it('stays at the button that one pressed, when signing in fails', async () => {
    const { page } = await openPage(browser.current);
    await page.goto(`${originOf(host.current)}/sign-in`);
    await page.getByLabel('E-mail').fill('nobody@example.com');
    await page.getByLabel('Password').fill('Wrong-Horse-7');
    const button = page.getByRole('button', { name: 'Sign in' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByText('E-mail or password is not right.').waitFor();
    expect(await focused(page)).toBe('button button button-wide');
  });

  it('stays in the field of a phone when the first message to a person makes the conversation', async () => {
    const one = await signIn(ada, { viewport: { width: 390, height: 800 } });
    await one.find(ben);
    await one.field.evaluate((element) => (element.dataset.first = 'true'));
    await one.write('the first one');
    await one.message('the first one', 'sent').waitFor();
    await one.page.waitForURL(`**/messages/${one.groupWith(ben)}`);
    expect(await focused(one.page)).toBe('textarea message');
    // Not another one that has it: a phone's keyboard would have been closed.
    expect(await one.field.getAttribute('data-first')).toBe('true');
    await one.page.getByRole('heading', { name: 'Ben' }).waitFor();
  });

  it('stays in the conversation when what one pressed is gone', async () => {
    const one = await signIn(ada);
    await one.find(ben);
    await one.write('\u3164');
    const failed = one.page.locator('.message[data-state="failed"]');
    await failed.getByRole('button', { name: 'Discard' }).focus();
    await one.page.keyboard.press('Enter');
    await failed.waitFor({ state: 'detached' });
    expect(await focused(one.page)).toBe('div feed');
  });

  it('stays in the conversation when one has gone to its end', async () => {
    const { client } = host.current.table;
    await writeConversation({ client, between: [ada, ben], count: 60 });
    const one = await signIn(ada);
    await one.open(ben);
    await one.messages.first().waitFor();
    await feedOf(one).evaluate((feed) => (feed.scrollTop = 0));
    const toEnd = one.page.getByRole('button', { name: 'Newest' });
    await toEnd.focus();
    await one.page.keyboard.press('Enter');
    await toEnd.waitFor({ state: 'detached' });
    expect(await focused(one.page)).toBe('div feed');
  });
});

describe('A screen reader', () => {
  it('announces each of several messages that arrive at once', async () => {
    const [one, other] = [await signIn(ada), await signIn(ben)];
    await one.find(ben);
    await one.write('hello');
    await one.message('hello', 'sent').waitFor();
    await other.accept(ada);
    await other.row(ada).waitFor();
    for (const text of ['first', 'second', 'third']) await one.write(text);
    await other.row(ada).getByText('third').waitFor();
    const announced = other.page.getByRole('log').locator('p');
    await expect
      .poll(() => announced.allTextContents())
      .toEqual(['Ada: first', 'Ada: second', 'Ada: third']);
  });
});

describe('A screen reader announces a message that was refused', () => {
  it('once, and not again when it is scrolled out of sight and back', async () => {
    const { client } = host.current.table;
    await writeConversation({ client, between: [ada, ben], count: 120 });
    const one = await signIn(ada);
    await one.open(ben);
    await one.write('\u3164');
    const failed = one.page.locator('.message[data-state="failed"]');
    await failed.waitFor();
    const announced = one.page.locator('[aria-live="assertive"] p');
    expect(await announced.allTextContents()).toEqual([
      'Your message to Ben was not sent: it has no visible text.',
    ]);
    await announced.evaluate((element) => (element.dataset.first = 'true'));
    const feed = feedOf(one);
    await feed.evaluate((element) => (element.scrollTop = 0));
    await failed.waitFor({ state: 'detached' });
    await feed.evaluate((element) => (element.scrollTop = element.scrollHeight));
    await failed.waitFor();
    expect(await feed.locator('[role="alert"], [aria-live]').count()).toBe(0);
    expect(await announced.getAttribute('data-first')).toBe('true');
  });

  it('again when it was tried again and is refused again, but not after a reload', async () => {
    const one = await signIn(ada);
    await one.find(ben);
    await one.write('\u3164');
    const announced = one.page.locator('[aria-live="assertive"] p');
    await announced.waitFor({ state: 'attached' });
    await announced.evaluate((element) => (element.dataset.first = 'true'));
    await one.page.getByRole('button', { name: 'Try again' }).click();
    await one.page
      .locator('[aria-live="assertive"] p:not([data-first])')
      .waitFor({ state: 'attached' });
    await one.page.reload();
    await one.page.locator('.message[data-state="failed"]').waitFor();
    expect(await announced.count()).toBe(0);
  });
});

describe('Two tabs of one person', () => {
  it('send what was written in the one although it is closed before it could', async () => {
    const one = await signIn(ada);
    await one.find(ben);
    await one.write('from the first');
    await one.message('from the first', 'sent').waitFor();
    const tab = await one.page.context().newPage();
    // Its sends never get anywhere.
    await tab.addInitScript(() => {
      const { fetch } = window;
      window.fetch = (input, init) =>
        String(init?.body).includes('mutation CreateMessage')
          ? new Promise(() => undefined)
          : fetch(input, init);
    });
    await tab.goto(one.page.url());
    await tab.getByText('from the first').first().waitFor();
    await tab.locator('#message').fill('from the second');
    await tab.getByRole('button', { name: 'Send', exact: true }).click();
    await one.message('from the second', 'waiting').waitFor();
    await tab.close();
    await one.message('from the second', 'sent').waitFor();
    expect((await one.readThrough()).map(({ text }) => text)).toEqual([
      'from the first',
      'from the second',
    ]);
  });
});

describe('A browser of another language', () => {
  it('has dates and times in that of the page, by its own clock', async () => {
    const one = await signIn(ada, { locale: 'de-DE', timezoneId: 'Europe/Berlin' });
    await one.find(ben);
    await one.write('hallo');
    await one.message('hallo', 'sent').waitFor();
    expect(await one.page.locator('html').getAttribute('lang')).toBe('en');
    expect(await one.page.locator('.day').textContent()).toBe('Today');
    const time = one.message('hallo').locator('time');
    expect(await time.textContent()).toBe('now');
    const exactly = await time.getAttribute('title');
    expect(exactly).toMatch(/^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/);
    expect(exactly).toMatch(/\b\d{2}:\d{2}:\d{2}$/);
  });
});

describe('Enter', () => {
  it('that ends a composition sends nothing, where the browser says so by its code only', async () => {
    const one = await signIn(ada);
    await one.find(ben);
    await one.field.fill('にほん');
    // Safari: `compositionend` comes before the key's event (WebKit bug 165004).
    await one.field.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: false });
    expect(await one.field.inputValue()).toBe('にほん');
    await one.field.press('Enter');
    await one.message('にほん', 'sent').waitFor();
  });
});

describe('A browser that keeps nothing', () => {
  it('lets one sign in and write all the same', async () => {
    const one = await signIn(ada, {
      prepare: async (page) => {
        await page.addInitScript(() =>
          Object.defineProperty(window, 'localStorage', {
            get: () => {
              throw new DOMException('Access is denied for this document.', 'SecurityError');
            },
          }),
        );
      },
    });
    await one.find(ben);
    await one.write('not kept');
    await one.message('not kept', 'sent').waitFor();
    expect(one.complaints).toEqual([]);
    await one.page.getByRole('button', { name: 'Sign out' }).click();
    await one.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });
});
