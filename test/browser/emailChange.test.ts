import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { looks, violations } from './support/axe.js';
import { openPage, useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { devices } from './support/devices.js';
import { makePerson, useHost, type Person } from './support/host.js';

const browser = useBrowser();
const host = useHost();

let mira: Person;
beforeEach(async () => {
  mira = await makePerson(host.current, 'Mira');
});

const at = (path: string): string => `${originOf(host.current)}${path}`;

/** Mira on a device of hers, at her settings. */
async function atSettings(options: Parameters<typeof Client.signIn>[3] = {}): Promise<Client> {
  const one = await Client.signIn(browser.current, originOf(host.current), mira, options);
  await one.page.goto(at('/settings'));
  await one.page.getByText(`You sign in with ${mira.username}.`).waitFor();
  return one;
}

async function changeAddress({ page }: Client, address: string): Promise<void> {
  await page.getByLabel('New e-mail address').fill(address);
  await page.getByRole('button', { name: 'Change address' }).click();
}

async function typeCode({ page }: Client, code: string): Promise<void> {
  await page.getByLabel('Code from the e-mail').fill(code);
  await page.getByRole('button', { name: 'Confirm address' }).click();
}

/** The newest code that went to an address: the host's log has it. */
async function sentCode(address: string): Promise<string> {
  const lines = () =>
    host.lines.map(({ msg }) => String(msg)).filter((line) => line.includes(`<${address}>: `));
  await expect.poll(lines).not.toEqual([]);
  return lines().at(-1)!.slice(-6);
}

/** Whether the name with Mira's password is let in. */
async function signsIn(username: string): Promise<boolean> {
  const { page } = await openPage(browser.current);
  await page.goto(at('/sign-in'));
  await page.getByLabel('E-mail').fill(username);
  await page.getByLabel('Password').fill(mira.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const inside = page.getByRole('heading', { name: 'Messages' });
  const refused = page.getByText('E-mail or password is not right.');
  await inside.or(refused).waitFor();
  const isIn = await inside.isVisible();
  await page.close();
  return isIn;
}

const isFocused = (field: Locator): Promise<boolean> =>
  field.evaluate((element) => element === document.activeElement);

describe.each(devices)('On a %s, the address', (_device, options) => {
  it('signs in once the code that went to the new one is typed, and the old one until then', async () => {
    const one = await atSettings(options);
    const { page } = one;
    const address = `new.${mira.username}`;
    await changeAddress(one, mira.username.toUpperCase());
    await page.getByText('That is your address already.').waitFor();
    await changeAddress(one, address);
    const first = await sentCode(address);
    expect(await isFocused(page.getByLabel('Code from the e-mail'))).toBe(true);
    await typeCode(one, first === '000000' ? '000001' : '000000');
    await page.getByText('That is not the code that was sent.').waitFor();
    await page.getByRole('button', { name: 'Send a new code' }).click();
    await page.getByText('A new code is sent.').waitFor();
    await typeCode(one, first);
    await page.getByText('That is not the code that was sent.').waitFor();
    expect(await signsIn(mira.username)).toBe(true);
    await typeCode(one, await sentCode(address));
    await page.getByText('Your address is changed.').waitFor();
    await page.getByText(`You sign in with ${address}.`).waitFor();
    expect(await signsIn(mira.username)).toBe(false);
    expect(await signsIn(address)).toBe(true);
    await page.reload();
    await page.getByText(`You sign in with ${address}.`).waitFor();
  });

  it('stays the same where another account has the new one, and where the user thinks again', async () => {
    const one = await atSettings(options);
    const { page } = one;
    const other = await makePerson(host.current, 'Taken');
    await changeAddress(one, other.username);
    await typeCode(one, await sentCode(other.username));
    await page.getByText('Another account has this address. Yours stays as it is.').waitFor();
    await page.getByRole('button', { name: 'Keep my address' }).click();
    await page.getByText('Your address stays as it is.').waitFor();
    expect(await page.getByText('Another account has this address.').isVisible()).toBe(false);
    expect(await isFocused(page.getByLabel('New e-mail address'))).toBe(true);
    await page.reload();
    await page.getByText(`You sign in with ${mira.username}.`).waitFor();
    expect(await signsIn(mira.username)).toBe(true);
  });

  it('stays the same, with a word on why, where Cognito takes the new one for none', async () => {
    const one = await atSettings(options);
    await changeAddress(one, 'mira@here'); // the browser's own rule lets it pass
    await one.page.getByText('That is not an e-mail address.').waitFor();
    expect(await one.page.getByLabel('New e-mail address').inputValue()).toBe('mira@here');
  });
});

describe.each(looks)('axe finds nothing ($name)', ({ options }) => {
  it('where the code is typed, also at 200 % text, which needs no scrolling sideways', async () => {
    const one = await atSettings(options);
    const { page } = one;
    await changeAddress(one, `${'long.'.repeat(8)}${mira.username}`);
    await page.getByLabel('Code from the e-mail').waitFor();
    expect(await violations(page)).toEqual([]);
    const isWider = await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth > clientWidth;
    });
    expect(isWider).toBe(false);
    await typeCode(one, '12 34 56 7');
    await page.getByText('That is not the code that was sent.').waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
