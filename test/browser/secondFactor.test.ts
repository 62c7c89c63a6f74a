import type { Page } from 'playwright-core';
import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { turnOnSecondFactor } from '../support/secondFactor.js';
import { violations } from './support/axe.js';
import { openPage, useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { Explorer } from './support/explorer.js';
import { makePerson, useHost } from './support/host.js';

const browser = useBrowser();

/**
 * A code that the host takes: each is good once, so a later one is of the step after now, which the
 * host takes too, for clocks that differ.
 */
const codeOf = (secret: string, later = 0): string =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + later * 30_000 });

const keyOn = async (page: Page): Promise<string> => {
  await page.getByRole('img', { name: 'QR code of the key' }).waitFor();
  return (await page.locator('.totp-key').textContent())!.replaceAll(' ', '');
};

const enter = (page: Page, code: string): Promise<void> =>
  page.getByLabel('Code from the app').fill(code);

describe('Where a second factor is optional', () => {
  const host = useHost();

  it('a person turns it on, signs in with a code, and turns it off', async () => {
    const ada = await makePerson(host.current, 'Ada');
    const { page } = await Client.signIn(browser.current, originOf(host.current), ada, {
      bypassCSP: true, // for axe
    });
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Second factor' }).click();
    await page.getByRole('button', { name: 'Set up' }).click();
    const secret = await keyOn(page);
    expect(await violations(page)).toEqual([]);
    await enter(page, '000000');
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('not the code that the app shows').waitFor();
    await enter(page, codeOf(secret));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('On: signing in asks').waitFor();

    const { page: other } = await openPage(browser.current);
    await other.goto(originOf(host.current));
    await other.getByLabel('E-mail').fill(ada.username);
    await other.getByLabel('Password').fill(ada.password);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByRole('heading', { name: 'Enter your code' }).waitFor();
    await enter(other, '000000');
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByText('not the code that the app shows').waitFor();
    await enter(other, codeOf(secret, 1));
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.locator('.connection[data-status="live"]').waitFor({ state: 'attached' });

    await page.getByRole('button', { name: 'Turn off' }).click();
    await page.getByText('Off: your password alone').waitFor();
    await Client.signIn(browser.current, originOf(host.current), ada);
  });

  it('the explorer asks for the code, takes it, and says what is wrong with another', async () => {
    const ada = await makePerson(host.current, 'Ada');
    const secret = await turnOnSecondFactor(host.current, ada);
    const { page } = await openPage(browser.current, { bypassCSP: true }); // for axe
    const explorer = new Explorer(page);
    await explorer.open(originOf(host.current));
    const signInWithPassword = async (): Promise<void> => {
      await page.getByLabel('E-mail').fill(ada.username);
      await page.getByLabel('Password').fill(ada.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByLabel('Code from the app').waitFor();
    };
    await signInWithPassword();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await signInWithPassword();
    expect(await violations(page)).toEqual([]);
    await enter(page, '000000');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('Invalid code received for user').waitFor();
    await enter(page, codeOf(secret));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText(`You are @${ada.handle}`).waitFor();
    await page.getByLabel('E-mail').waitFor();
  });
});

describe('After a new password', () => {
  const host = useHost({ mfa: 'required' });

  it('a second factor is asked for twice: all devices are signed out in between', async () => {
    const ada = await makePerson(host.current, 'Ada');
    const { page } = await openPage(browser.current);
    const signIn = async (password: string): Promise<void> => {
      await page.getByLabel('E-mail').fill(ada.username);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
    };
    await page.goto(originOf(host.current));
    await signIn(ada.password);
    const secret = await keyOn(page);
    await enter(page, codeOf(secret, -1));
    await page.getByRole('button', { name: 'Turn on and sign in' }).click();
    await page.locator('.connection[data-status="live"]').waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Sign out' }).click();

    await page.getByRole('link', { name: 'Forgotten password?' }).click();
    await page.getByLabel('E-mail').fill(ada.username);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('Code').waitFor();
    const sent = host.lines.map(({ msg }) => /reset.*: (\d{6})$/.exec(String(msg))?.[1]);
    await page.getByLabel('Code').fill(sent.findLast(Boolean)!);
    await page.getByLabel('New password').fill('Correct-Horse-9');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn('Correct-Horse-9');
    await enter(page, codeOf(secret));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('All devices are signed out').waitFor();
    await enter(page, codeOf(secret, 1));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.connection[data-status="live"]').waitFor({ state: 'attached' });
  });
});

describe('Where a second factor is required', () => {
  const host = useHost({ mfa: 'required' });

  it('a new person is led through its enrolment', async () => {
    const ada = await makePerson(host.current, 'Ada');
    const { page } = await openPage(browser.current);
    await page.goto(originOf(host.current));
    await page.getByLabel('E-mail').fill(ada.username);
    await page.getByLabel('Password').fill(ada.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Set up a second factor' }).waitFor();
    await enter(page, codeOf(await keyOn(page)));
    await page.getByRole('button', { name: 'Turn on and sign in' }).click();
    await page.locator('.connection[data-status="live"]').waitFor({ state: 'attached' });
  });

  it('the explorer sends a new person to the client for the enrolment', async () => {
    const ada = await makePerson(host.current, 'Ada');
    const { page } = await openPage(browser.current);
    await new Explorer(page).open(originOf(host.current));
    await page.getByLabel('E-mail').fill(ada.username);
    await page.getByLabel('Password').fill(ada.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Sign in at the client first').waitFor();
  });
});
