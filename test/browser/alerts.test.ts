import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { looks, violations } from './support/axe.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { devices } from './support/devices.js';
import { makePerson, useHost, type Person } from './support/host.js';

const browser = useBrowser();
const host = useHost();

let mira: Person;
let noor: Person;
beforeEach(async () => {
  mira = await makePerson(host.current, 'Mira');
  noor = await makePerson(host.current, 'Noor');
});

type Options = Parameters<typeof Client.signIn>[3];
const signIn = (person: Person, options: Options = {}): Promise<Client> =>
  Client.signIn(browser.current, originOf(host.current), person, options);

/** What a page has shown outside of itself. */
type Watched = Window & {
  notifications: Notification[];
  badges: number[];
};

/** Keeps what the browser is asked to show. */
const watch = async (page: Page): Promise<void> => {
  await page.context().grantPermissions(['notifications']);
  await page.addInitScript(() => {
    const watched = window as unknown as Watched;
    watched.notifications = [];
    watched.badges = [];
    window.Notification = class extends Notification {
      constructor(...args: ConstructorParameters<typeof Notification>) {
        super(...args);
        watched.notifications.push(this);
      }
    };
    const setAppBadge = async (count = 0): Promise<void> => void watched.badges.push(count);
    const clearAppBadge = async (): Promise<void> => undefined;
    Object.defineProperties(navigator, {
      setAppBadge: { value: setAppBadge },
      clearAppBadge: { value: clearAppBadge },
    });
  });
};

const shown = ({ page }: Client): Promise<string[]> =>
  page.evaluate(() =>
    (window as unknown as Watched).notifications.map(({ title, body }) => `${title}: ${body}`),
  );
const badge = ({ page }: Client): Promise<number | undefined> =>
  page.evaluate(() => (window as unknown as Watched).badges.at(-1));

/** As when another tab is in front. */
const hide = ({ page }: Client): Promise<void> =>
  page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });

/** Two people who have written to each other; Noor is at the list, and watched. */
async function twoPeople(): Promise<readonly [Client, Client]> {
  const one = await signIn(mira);
  const other = await signIn(noor, { prepare: watch });
  await one.find(noor);
  await one.write('hello');
  await one.message('hello', 'sent').waitFor();
  await other.accept(mira);
  await other.row(mira).waitFor();
  return [one, other];
}

const turnOn = async ({ page }: Client): Promise<void> => {
  await page.getByRole('link', { name: 'Settings' }).click();
  const notify = page.getByRole('switch', { name: 'Notify me on this device' });
  await notify.click();
  // The browser was asked.
  await expect.poll(() => notify.isChecked()).toBe(true);
  await page.getByRole('link', { name: 'Back to your messages' }).click();
};

describe('Notifications', () => {
  it('are off until the person turns them on, and come only while the page is hidden', async () => {
    const [one, other] = await twoPeople();
    await hide(other);
    await one.write('unheard');
    await other.row(mira).getByText('unheard').waitFor();
    expect(await shown(other)).toEqual([]);

    await other.page.reload();
    await other.live();
    await turnOn(other);
    await expect.poll(() => shown(other)).toEqual(['Notifications are on: ']);
    await other.row(mira).waitFor();
    await one.write('seen anyway');
    await other.row(mira).getByText('seen anyway').waitFor();
    await hide(other);
    await one.write('look here');
    await expect.poll(() => shown(other)).toEqual(['Notifications are on: ', 'Mira: look here']);

    await other.page.evaluate(() => {
      const { notifications } = window as unknown as Watched;
      notifications.at(-1)!.dispatchEvent(new Event('click'));
    });
    await other.message('look here').waitFor();
  });

  it('are none of a muted conversation and of a request, nor of one’s own messages', async () => {
    const [one, other] = await twoPeople();
    const tab = await signIn(noor);
    await tab.open(mira);
    await turnOn(other);
    await other.row(mira).waitFor();
    await hide(other);
    // Not that tab, which would show each of them.
    await hide(tab);
    await tab.write('my own words');
    await other.row(mira).getByText('my own words').waitFor();
    await tab.choose('Mute');
    await other.row(mira).getByText('Muted').waitFor();
    await one.write('silent words');
    await other.row(mira).getByText('silent words').waitFor();
    const stranger = await signIn(await makePerson(host.current, 'Stranger'));
    await stranger.find(noor);
    await stranger.write('a request');
    await other.requests.waitFor();
    await tab.choose('Unmute');
    await other.row(mira).getByText('Muted').waitFor({ state: 'detached' });
    await one.write('the end');
    await expect.poll(() => shown(other)).toEqual(['Notifications are on: ', 'Mira: the end']);
  });

  it('are off again once the person has signed out', async () => {
    const [, other] = await twoPeople();
    await turnOn(other);
    await other.row(mira).waitFor();
    await other.page.getByRole('button', { name: 'Sign out' }).click();
    await other.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const left = await other.page.evaluate(() => JSON.stringify(localStorage));
    expect(left).not.toContain(noor.uuid);
  });
});

describe('The badge of the icon', () => {
  it('has the number of unread messages, without muted ones', async () => {
    const [one, other] = await twoPeople();
    await one.write('one');
    await one.write('two');
    await expect.poll(() => badge(other)).toBe(3);
    await other.open(mira);
    await other.message('two').waitFor();
    await expect.poll(() => badge(other)).toBe(0);
    await other.choose('Mute');
    await other.page.goto(`${originOf(host.current)}/messages`);
    await other.row(mira).getByText('Muted').waitFor();
    await one.write('three');
    await other.row(mira).locator('.badge').waitFor();
    expect(await badge(other)).toBe(0);
  });
});

describe.each(devices)('On a %s, the search', (_device, options) => {
  it('finds a conversation by a part of the name, and a person by their handle', async () => {
    const one = await signIn(mira, options);
    await one.find(noor);
    await one.write('hello');
    await one.message('hello', 'sent').waitFor();
    await one.page.goto(`${originOf(host.current)}/messages`);
    await one.row(noor).waitFor();
    await one.page.getByRole('button', { name: 'Search conversations' }).click();
    const field = one.page.getByRole('combobox', { name: 'Name or handle' });
    await field.fill('noo');
    await one.page.getByRole('option', { name: new RegExp(`@${noor.handle}$`) }).click();
    await one.message('hello').waitFor();

    const other = await makePerson(host.current, 'Other');
    await one.page.keyboard.press('Control+k');
    await field.fill(`@${other.handle}`);
    await field.press('Enter');
    await one.page.getByRole('heading', { name: 'Other' }).waitFor();
  });
});

describe('Ctrl+K', () => {
  it('chooses by keyboard alone, and Escape goes back to where one was', async () => {
    const one = await signIn(mira);
    const more = await makePerson(host.current, 'Noora');
    for (const person of [noor, more]) {
      await one.find(person);
      await one.write('hello');
      await one.message('hello', 'sent').waitFor();
    }
    await one.page.keyboard.press('Control+k');
    const field = one.page.getByRole('combobox', { name: 'Name or handle' });
    await field.waitFor();
    await one.page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    expect(await one.field.evaluate((element) => element === document.activeElement)).toBe(true);

    await one.page.keyboard.press('Control+k');
    await field.fill('noor');
    // The newest one is the first.
    const chosen = one.page.locator('[role="option"][aria-selected="true"]');
    expect(await chosen.textContent()).toContain('Noora');
    await field.press('ArrowDown');
    await expect.poll(() => chosen.textContent()).not.toContain('Noora');
    expect(await field.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
    await field.press('Enter');
    await one.page.getByRole('heading', { name: 'Noor', level: 1 }).waitFor();
    await one.page.waitForURL(`**/messages/${one.groupWith(noor)}`);
  });
});

describe.each(looks)('axe finds nothing ($name)', ({ options }) => {
  it('in the search and the settings', async () => {
    const one = await signIn(mira, options);
    await one.find(noor);
    await one.write('hello');
    await one.message('hello', 'sent').waitFor();
    await one.page.keyboard.press('Control+k');
    await one.page.getByRole('option', { name: /Noor/ }).waitFor();
    const search = await violations(one.page);
    await one.page.getByRole('combobox').fill('?');
    await one.page.getByText('Nothing has this name').waitFor();
    const nothing = await violations(one.page);
    await one.page.goto(`${originOf(host.current)}/settings`);
    await one.page.getByRole('switch', { name: 'Read receipts' }).waitFor();
    expect({ search, nothing, settings: await violations(one.page) }).toEqual({
      search: [],
      nothing: [],
      settings: [],
    });
  });
});
