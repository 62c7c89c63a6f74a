import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { looks, violations } from './support/axe.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { inConversation, isFocused } from './support/conversing.js';
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
const conversing = (options: Options = {}): Promise<readonly [Client, Client]> =>
  inConversation({
    browser: browser.current,
    host: host.current,
    between: [mira, noor],
    options,
  });

const nameInHead = (page: Page) => page.locator('.pane-detail h1').getByRole('button');
const sheetOf = (page: Page, { displayName }: Person) =>
  page.getByRole('dialog', { name: displayName });

describe.each(devices)('On a %s, the sheet about a person', (_device, options) => {
  it('opens from the name in the head, copies the handle, mutes, blocks and unblocks', async () => {
    const [one] = await conversing({
      ...options,
      permissions: ['clipboard-write', 'clipboard-read'],
    });
    const { page } = one;
    await nameInHead(page).click();
    const sheet = sheetOf(page, noor);
    await sheet.waitFor();
    expect(await sheet.locator('.handle').textContent()).toBe(`@${noor.handle}`);
    await sheet.getByRole('button', { name: 'Copy handle' }).click();
    await sheet.getByText('Copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`@${noor.handle}`);

    await sheet.getByRole('button', { name: 'Mute', exact: true }).click();
    await sheet.getByRole('button', { name: 'Unmute' }).waitFor();
    await sheet.getByRole('button', { name: 'Block' }).click();
    await sheet.getByText('You block this person.').waitFor();
    await sheet.getByRole('button', { name: 'Unblock' }).click();
    await sheet.getByRole('button', { name: 'Block', exact: true }).waitFor();
    await sheet.getByRole('button', { name: 'Close' }).click();
    await one.write('hello again');
    await one.message('hello again', 'sent').waitFor();
    expect(one.complaints).toEqual([]);
  });

  it('opens and closes by keyboard, and the focus comes back to the name', async () => {
    const [one] = await conversing(options);
    const { page } = one;
    await nameInHead(page).focus();
    await page.keyboard.press('Enter');
    const sheet = sheetOf(page, noor);
    await sheet.waitFor();
    expect(await sheet.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    expect(await isFocused(nameInHead(page))).toBe(true);
  });
});

describe('The sheet about a person', () => {
  it('asks before it blocks, and changes nothing where the answer is no', async () => {
    const [one] = await conversing();
    const { page } = one;
    page.removeAllListeners('dialog');
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await nameInHead(page).click();
    await sheetOf(page, noor).getByRole('button', { name: 'Block' }).click();
    await expect.poll(() => asked).toEqual([expect.stringContaining('Block Noor?')]);
    await page.keyboard.press('Escape');
    await one.write('not blocked');
    await one.message('not blocked', 'sent').waitFor();
  });

  it('says what did not work where it can be read', async () => {
    const [one] = await conversing();
    const { page } = one;
    await page.route('**/graphql', (route) =>
      route.request().postData()?.includes('mutation BlockUser') ? route.abort() : route.continue(),
    );
    await nameInHead(page).click();
    const sheet = sheetOf(page, noor);
    await sheet.getByRole('button', { name: 'Block' }).click();
    await sheet.getByText('That did not work. Try again.').waitFor();
  });

  it('of a person without a conversation offers no mute', async () => {
    const one = await Client.signIn(browser.current, originOf(host.current), mira);
    await one.find(noor);
    await nameInHead(one.page).click();
    const sheet = sheetOf(one.page, noor);
    await sheet.waitFor();
    const buttons = sheet.getByRole('button');
    expect(await buttons.allTextContents()).toEqual(['Copy handle', 'Block', 'Close']);
  });

  it('is not there for a deleted account', async () => {
    const [one, other] = await conversing();
    const { page } = other;
    await page.goto(new URL('/settings/delete-account', page.url()).href);
    await page.getByLabel(/^To confirm/).fill(noor.handle);
    await page.getByRole('button', { name: 'Delete my account for good' }).click();
    await page.getByText('Your account is deleted.').waitFor();
    // The worker follows the deletion within a moment.
    await expect
      .poll(async () => {
        await one.page.reload();
        await one.message('hello').waitFor();
        return one.page.locator('.pane-detail h1').textContent();
      })
      .toBe('Deleted account');
    expect(await nameInHead(one.page).count()).toBe(0);
  });
});

describe.each(looks)('axe finds nothing ($name)', ({ options }) => {
  it('in the sheet about a person', async () => {
    const [one] = await conversing(options);
    await nameInHead(one.page).click();
    const sheet = sheetOf(one.page, noor);
    await sheet.waitFor();
    expect(await violations(one.page)).toEqual([]);
    await sheet.getByRole('button', { name: 'Block' }).click();
    await sheet.getByText('You block this person.').waitFor();
    expect(await violations(one.page)).toEqual([]);
  });
});
