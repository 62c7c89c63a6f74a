import { beforeAll, describe, expect, it } from 'vitest';
import { looks, violations } from './support/axe.js';
import { openPage, useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost, type Person } from './support/host.js';

const browser = useBrowser();
const host = useHost();
const at = (path: string): string => `${originOf(host.current)}${path}`;

let ada: Person;
let ben: Person;
beforeAll(async () => {
  ada = await makePerson(host.current, 'Ada');
  ben = await makePerson(host.current, 'Ben');
});

describe.each(looks)('axe finds nothing ($name)', ({ options }) => {
  it.each(['/sign-in', '/sign-in/new', '/sign-in/confirm', '/sign-in/password'])(
    'at %s',
    async (path) => {
      const { page } = await openPage(browser.current, options);
      await page.goto(at(path));
      await page.locator('h1:not(.visually-hidden)').waitFor();
      expect(await violations(page)).toEqual([]);
    },
  );

  it('in an empty inbox, a search, a beginning, a conversation, a refusal, and offline', async () => {
    const someone = await makePerson(host.current, 'Someone');
    const client = await Client.signIn(browser.current, at('/'), someone, options);
    const { page } = client;
    const found: Record<string, string[]> = {};
    await page.getByText('You have no conversations yet.').waitFor();
    found.empty = await violations(page);

    await page.goto(at('/messages/new'));
    await page.getByLabel('Handle of the person').fill(ben.handle);
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('button', { name: 'Ben' }).waitFor();
    found.search = await violations(page);

    await page.getByRole('button', { name: 'Ben' }).click();
    await page.getByText('This is the beginning').waitFor();
    found.beginning = await violations(page);

    await client.write('Hello Ben, see https://example.com');
    await client.message('Hello Ben, see https://example.com').waitFor();
    await client.write('\u3164');
    await page.locator('.message[data-state="failed"]').waitFor();
    found.conversation = await violations(page);

    await page.context().setOffline(true);
    await page.getByText('You are offline').waitFor();
    await client.write('later');
    found.offline = await violations(page);
    await page.context().setOffline(false);
    await client.message('later', 'sent').waitFor();

    await page.goto(at('/messages'));
    await client.row(ben).waitFor();
    found.inbox = await violations(page);
    await page.goto(at('/nothing/here'));
    await page.locator('h1').waitFor();
    found.nothing = await violations(page);
    expect(Object.values(found).flat()).toEqual([]);
  });

  it('in an inbox with unread messages', async () => {
    const reader = await makePerson(host.current, 'Reader');
    const writer = await Client.signIn(browser.current, at('/'), ada, options);
    const client = await Client.signIn(browser.current, at('/'), reader, options);
    await writer.page.goto(at(`/messages/new/${reader.handle}`));
    await writer.write('Are you there?');
    await writer.message('Are you there?', 'sent').waitFor();
    await client.accept(ada);
    await client.row(ada).locator('.badge').waitFor();
    expect(await violations(client.page)).toEqual([]);
    await client.open(ada);
    await client.page.getByText('New messages', { exact: true }).waitFor();
    expect(await violations(client.page)).toEqual([]);
  });
});

describe('By keyboard alone', () => {
  it('the user finds a person, writes to them, and comes back', async () => {
    const client = await Client.signIn(browser.current, at('/'), ada);
    const { page } = client;
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await page.getByRole('link', { name: 'New message' }).first().focus();
    await page.keyboard.press('Enter');
    // The field has the focus.
    await page.getByLabel('Handle of the person').waitFor();
    await page.keyboard.type(ben.handle);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Ben' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await client.field.waitFor();
    await page.keyboard.type('typed only');
    await page.keyboard.press('Enter');
    await client.message('typed only', 'sent').waitFor();
    expect(await client.field.evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('the first stop of a page leads past the inbox', async () => {
    const client = await Client.signIn(browser.current, at('/'), ada);
    await client.page.reload();
    await client.live();
    await client.page.keyboard.press('Tab');
    await client.page.keyboard.press('Enter');
    expect(await client.page.evaluate(() => document.activeElement?.id)).toBe('detail');
  });
});

describe('A screen reader', () => {
  it('announces what arrives, on every page', async () => {
    const reader = await makePerson(host.current, 'Reader');
    const writer = await Client.signIn(browser.current, at('/'), ada);
    const client = await Client.signIn(browser.current, at('/'), reader);
    await writer.find(reader);
    await writer.write('hello');
    await writer.message('hello', 'sent').waitFor();
    await client.accept(ada);
    await client.row(ada).waitFor();
    await writer.write('Are you there?');
    await client.page.getByRole('log').getByText('Ada: Are you there?').waitFor();
  });
});

describe('Themes', () => {
  it('follow the system, unless the user has chosen one', async () => {
    const { page } = await openPage(browser.current, { colorScheme: 'dark' });
    await page.goto(at('/sign-in'));
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const dark = await background();
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await background();
    expect(light).not.toBe(dark);
    const toggle = page.getByRole('button', { name: /^Theme/ });
    await toggle.click();
    await toggle.click();
    expect(await background()).toBe(dark);
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await background()).toBe(dark);
  });
});
