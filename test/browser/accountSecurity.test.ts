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

type Options = Parameters<typeof Client.signIn>[3];
const signIn = (options: Options = {}): Promise<Client> =>
  Client.signIn(browser.current, originOf(host.current), mira, options);
const at = (path: string): string => `${originOf(host.current)}${path}`;

/** Mira on a device of hers, at her settings. */
async function atSettings(options: Options = {}): Promise<Client> {
  const one = await signIn(options);
  await one.page.goto(at('/settings'));
  await one.page.getByRole('heading', { name: 'Settings' }).waitFor();
  return one;
}

/** Answers the next question of the page. @returns the question */
const answer = ({ page }: Client, isYes: boolean): Promise<string> =>
  new Promise((resolve) =>
    page.once('dialog', (dialog) => {
      void (isYes ? dialog.accept() : dialog.dismiss());
      resolve(dialog.message());
    }),
  );

const everywhere = ({ page }: Client) => page.getByRole('button', { name: 'Sign out everywhere' });

async function changePassword({ page }: Client, before: string, after: string): Promise<void> {
  await page.getByLabel('Current password').fill(before);
  await page.getByLabel('New password').fill(after);
  await page.getByRole('button', { name: 'Change password' }).click();
}

describe.each(devices)('On a %s, the settings', (_device, options) => {
  it('sign out everywhere: another device is out within a moment, without a reload', async () => {
    const one = await atSettings(options);
    const other = await signIn(options);
    const refused = answer(one, false);
    await everywhere(one).click();
    expect(await refused).toBe('Sign out on all devices, this one too?');
    await changePassword(one, 'not it', 'Correct-Horse-8');
    await one.page.getByText('The current password is not right.').waitFor();
    expect(await other.page.getByRole('heading', { name: 'Messages' }).isVisible()).toBe(true);

    const sure = answer(one, true);
    await everywhere(one).click();
    await sure;
    await one.page.getByText('You are signed out on all devices.').waitFor();
    await other.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await one.page.evaluate(() => JSON.stringify(localStorage))).not.toContain(mira.uuid);
    expect([...one.complaints, ...other.complaints]).toEqual([]);
  });

  it('stay signed in, and say so, where Cognito cannot be asked to sign out everywhere', async () => {
    const one = await atSettings(options);
    await one.page.route('**/cognito**', (route) => route.abort());
    const sure = answer(one, true);
    await everywhere(one).click();
    await sure;
    await one.page.getByText('nothing is signed out').waitFor();
    expect(await everywhere(one).isVisible()).toBe(true);
  });

  it('change the password for one that the rules allow, and the old one is no longer good', async () => {
    const one = await atSettings(options);
    await changePassword(one, mira.password, 'correct-horse');
    await one.page.getByText(/Password did not conform with policy/).waitFor();
    await changePassword(one, mira.password, 'Correct-Horse-8');
    await one.page.getByText('Your password is changed.').waitFor();
    expect(await one.page.getByLabel('Current password').inputValue()).toBe('');

    const { page } = await openPage(browser.current, options);
    await page.goto(at('/sign-in'));
    const tryPassword = async (password: string): Promise<void> => {
      await page.getByLabel('E-mail').fill(mira.username);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
    };
    await tryPassword(mira.password);
    await page.getByText('E-mail or password is not right.').waitFor();
    await tryPassword('Correct-Horse-8');
    await page.getByRole('heading', { name: 'Messages' }).waitFor();
  });

  it('delete no account by one press: the page after it wants a choice and the handle', async () => {
    const one = await atSettings(options);
    await one.page.getByRole('link', { name: 'Delete my account' }).click();
    await one.page.getByRole('heading', { name: 'Delete your account' }).waitFor();
    expect(await one.page.getByRole('radio', { checked: true }).getAttribute('value')).toBe('KEEP');
    await one.page.getByRole('button', { name: 'Delete my account for good' }).click();
    await one.page.getByLabel(/^To confirm/).fill('somebody');
    await one.page.getByRole('button', { name: 'Delete my account for good' }).click();
    await one.page.getByText('That is not your handle. Nothing is deleted.').waitFor();
    await one.page.getByRole('link', { name: 'Back to the settings' }).click();
    await one.page.getByRole('heading', { name: 'Profile' }).waitFor();
    expect(await one.page.getByLabel('Handle', { exact: true }).inputValue()).toBe(mira.handle);
  });
});

describe.each(looks)('axe finds nothing ($name)', ({ options }) => {
  it('in the settings, at the deletion of the account, and in what is suggested', async () => {
    const { page } = await atSettings(options);
    await page.getByLabel('Display name').waitFor();
    await page.getByText('You block no one.').waitFor();
    await page.getByText(mira.username).waitFor();
    const settings = await violations(page);
    await page.getByRole('button', { name: 'Save names' }).click();
    await page.getByText('Nothing has changed.').waitFor();
    await page.goto(at('/settings/delete-account'));
    await page.getByLabel(/^To confirm/).fill('x');
    await page.getByRole('button', { name: 'Delete my account for good' }).click();
    await page.getByText('That is not your handle.').waitFor();
    const deletion = await violations(page);
    const other = await makePerson(host.current, 'Suggested');
    await page.goto(at('/messages/new'));
    await page.getByLabel('Handle of the person').fill(other.handle.slice(0, -1));
    await page.getByRole('option', { name: other.handle }).waitFor();
    await page.getByLabel('Handle of the person').press('ArrowDown');
    const suggested = await violations(page);
    expect({ settings, deletion, suggested }).toEqual({
      settings: [],
      deletion: [],
      suggested: [],
    });
  });

  it('at 200 % text the settings need no scrolling sideways', async () => {
    const { page } = await atSettings(options);
    await page.getByLabel('Display name').waitFor();
    const isWider = (): Promise<boolean> =>
      page.evaluate(() => {
        document.documentElement.style.fontSize = '200%';
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth > clientWidth;
      });
    expect(await isWider()).toBe(false);
    await page.goto(at('/settings/delete-account'));
    await page.getByLabel(/^To confirm/).waitFor();
    expect(await isWider()).toBe(false);
  });
});
