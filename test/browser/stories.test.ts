import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
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
const signIn = (person: Person): Promise<Client> =>
  Client.signIn(browser.current, originOf(host.current), person);

/** The newest code for an e-mail address: the host writes it to its log instead of sending mail. */
function codeFor(email: string): string {
  const codes = host.lines
    .map(({ msg }) => String(msg))
    .filter((text) => text.includes(`<${email}>: `))
    .map((text) => /: (\d{6})$/.exec(text)?.[1]);
  const code = codes.findLast(Boolean);
  if (!code) throw new Error(`No code was sent to ${email}`);
  return code;
}

describe('Two people', () => {
  it('find each other and write, and the message is in the inbox of the one and in the conversation of the other', async () => {
    const [one, other] = [await signIn(ada), await signIn(ben)];
    await one.find(ben);
    await one.write('Hello Ben');
    await one.message('Hello Ben', 'sent').waitFor();
    expect(new URL(one.page.url()).pathname).toBe(`/messages/${one.groupWith(ben)}`);

    await other.accept(ada);
    await other.row(ada).getByText('Hello Ben').waitFor();
    await other.row(ada).locator('.badge', { hasText: '1' }).waitFor();
    await other.open(ada);
    await other.message('Hello Ben').waitFor();
    await other.write('Hello Ada');
    await one.message('Hello Ada').waitFor();
    await one.row(ben).getByText('Hello Ada').waitFor();
    expect([...one.complaints, ...other.complaints]).toEqual([]);
  });

  it('see the badge go up, and go away on every device of the one who reads', async () => {
    const [one, other, otherToo] = [await signIn(ada), await signIn(ben), await signIn(ben)];
    await one.find(ben);
    await one.write('first');
    await one.write('second');
    await one.message('second', 'sent').waitFor();
    await other.accept(ada);
    for (const device of [other, otherToo]) {
      await device.row(ada).locator('.badge', { hasText: '2' }).waitFor();
      await device.page.locator('[data-testid="unread-total"]', { hasText: '2' }).waitFor();
    }
    await other.open(ada);
    for (const device of [other, otherToo]) {
      await device.row(ada).locator('.badge').waitFor({ state: 'detached' });
      await device.page.locator('[data-testid="unread-total"]').waitFor({ state: 'detached' });
    }
    await one.write('third');
    await other.message('third').waitFor();
    await otherToo.row(ada).getByText('third').waitFor();
    await otherToo.row(ada).locator('.badge').waitFor({ state: 'detached' });
  });

  it('see what the sender writes on one device on the other one, once', async () => {
    const [one, oneToo] = [await signIn(ada), await signIn(ada)];
    await one.find(ben);
    await one.write('from here');
    await oneToo.row(ben).getByText('from here').waitFor();
    await oneToo.open(ben);
    await oneToo.message('from here', 'sent').waitFor();
    await oneToo.write('from there');
    await one.message('from there', 'sent').waitFor();
    for (const device of [one, oneToo]) {
      expect((await device.readThrough()).map(({ text }) => text)).toEqual([
        'from here',
        'from there',
      ]);
    }
  });

  it('who have one name are told apart by their handles, from the first message on', async () => {
    const impostor = await makePerson(host.current, 'Ida', 'Ben');
    const [one, ...others] = [await signIn(ada), await signIn(ben), await signIn(impostor)];
    for (const other of others) {
      await other.find(ada);
      await other.write('It is me');
      await other.message('It is me', 'sent').waitFor();
      await one.accept(other.person);
    }
    for (const { person } of others) {
      const row = one.row(person);
      await row.getByText('It is me').waitFor();
      expect(await row.locator('.inbox-row-name').textContent()).toBe('Ben');
      expect(await row.locator('.handle').textContent()).toBe(`@${person.handle}`);
    }
  });

  it('see their inbox in the order of the newest message', async () => {
    const carla = await makePerson(host.current, 'Carla');
    const one = await signIn(ada);
    await one.find(ben);
    await one.write('to Ben');
    await one.message('to Ben', 'sent').waitFor();
    await one.find(carla);
    await one.write('to Carla');
    await one.message('to Carla', 'sent').waitFor();
    const names = one.page.locator('.inbox-row-name');
    await expect.poll(() => names.allTextContents()).toEqual(['Carla', 'Ben']);
    await one.open(ben);
    await one.write('to Ben again');
    await expect.poll(() => names.allTextContents()).toEqual(['Ben', 'Carla']);
  });
});

describe('A message', () => {
  it('that the API refuses says why, and can be discarded', async () => {
    const one = await signIn(ada);
    await one.find(ben);
    // Nothing to be seen, for the API; a letter, for a browser.
    await one.write('\u3164');
    const failed = one.page.locator('.message[data-state="failed"]');
    await failed.getByText('it has no visible text').waitFor();
    await one.write('visible');
    await one.message('visible', 'sent').waitFor();
    await failed.getByRole('button', { name: 'Try again' }).click();
    await failed.getByText('it has no visible text').waitFor();
    await failed.getByRole('button', { name: 'Discard' }).click();
    await failed.waitFor({ state: 'detached' });
  });

  it('that is too long cannot be sent, and says by how much', async () => {
    const one = await signIn(ada);
    await one.find(ben);
    await one.field.fill('😀'.repeat(1025));
    await one.page.getByText('1 characters too many').waitFor();
    expect(await one.page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(
      true,
    );
    await one.field.fill('😀'.repeat(1024));
    await one.page.getByText('0 characters left').waitFor();
    await one.page.getByRole('button', { name: 'Send', exact: true }).click();
    await one.page.locator('.message[data-state="sent"]').waitFor();
  });

  it('goes with Enter, and Shift and Enter begin a new line', async () => {
    const one = await signIn(ada);
    await one.find(ben);
    await one.field.pressSequentially('one');
    await one.field.press('Shift+Enter');
    await one.field.pressSequentially('two');
    await one.field.press('Enter');
    await one.page.locator('.message[data-state="sent"]').waitFor();
    expect((await one.readThrough()).map(({ text }) => text)).toEqual(['one\ntwo']);
    expect(await one.field.inputValue()).toBe('');
  });
});

describe('Offline', () => {
  it('nothing that was written or typed is lost on a reload, and it is sent when the network is back', async () => {
    const [one, other] = [await signIn(ada), await signIn(ben)];
    await one.find(ben);
    await one.write('before');
    await one.message('before', 'sent').waitFor();
    await other.open(ada);

    await one.page.context().setOffline(true);
    await one.page.getByText('You are offline').waitFor();
    await one.write('first of the dark');
    await one.write('second of the dark');
    await one.message('second of the dark').getByText('Waiting for the network').waitFor();
    await one.field.fill('half a sente');
    // Without a network there is no page to reload: the browser shows its own.
    await one.page.reload().catch(() => undefined);
    await one.page.context().setOffline(false);
    await one.page.goto(`${originOf(host.current)}/messages/${one.groupWith(ben)}`);

    await other.message('second of the dark').waitFor();
    await one.message('second of the dark', 'sent').waitFor();
    expect(await one.field.inputValue()).toBe('half a sente');
    const expected = ['before', 'first of the dark', 'second of the dark'];
    expect((await one.readThrough()).map(({ text }) => text)).toEqual(expected);
    expect((await other.readThrough()).map(({ text }) => text)).toEqual(expected);
  });
});

describe('A new user', () => {
  it('makes an account, confirms it, and forgets the password', async () => {
    const { page, complaints } = await openPage(browser.current);
    const email = `new_${process.pid}@example.com`;
    await page.goto(originOf(host.current));
    await page.getByRole('link', { name: 'Create an account' }).click();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Display name').fill('Nadia New');
    await page.getByLabel('Handle').fill(`@Nadia.${process.pid}`);
    await page.getByLabel('Password').fill('Correct-Horse-8');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('heading', { name: 'Confirm your e-mail' }).waitFor();

    // A person who comes back without the code is led to it by their password.
    await page.goto(originOf(host.current));
    await page.getByLabel('E-mail').fill(email.toUpperCase());
    await page.getByLabel('Password').fill('Correct-Horse-8');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Confirm your e-mail' }).waitFor();
    await page.getByRole('button', { name: 'Send the code again' }).click();
    await page.getByRole('button', { name: 'Sent. Send it once more' }).waitFor();
    await page.getByLabel('Code').fill(codeFor(email));
    await page.getByRole('button', { name: 'Confirm' }).click();

    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByRole('link', { name: 'Forgotten password?' }).click();
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('Code').waitFor();
    await page.getByLabel('Code').fill(codeFor(email));
    await page.getByLabel('New password').fill('Correct-Horse-9');
    await page.getByRole('button', { name: 'Set password' }).click();

    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('Correct-Horse-8');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('E-mail or password is not right.').waitFor();
    await page.getByLabel('Password').fill('Correct-Horse-9');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('You have no conversations yet.').waitFor();
    await page.getByText(`@nadia.${process.pid}`).waitFor();
    expect(complaints).toEqual([]);
  });

  it('who resets the password is signed out on all other devices', async () => {
    const thief = await signIn(ada);
    const refreshToken = await thief.page.evaluate(
      () => Object.entries(localStorage).find(([key]) => key.endsWith('.refreshToken'))![1],
    );
    const { page } = await openPage(browser.current);
    await page.goto(`${originOf(host.current)}/sign-in/password`);
    await page.getByLabel('E-mail').fill(ada.username);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('Code').fill(codeFor(ada.username));
    await page.getByLabel('New password').fill('Correct-Horse-9');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('E-mail').fill(ada.username);
    await page.getByLabel('Password').fill('Correct-Horse-9');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.connection[data-status="live"]').waitFor({ state: 'attached' });
    const answer = await fetch(`${host.current.url}/cognito`, {
      method: 'POST',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.GetTokensFromRefreshToken' },
      body: JSON.stringify({
        ClientId: host.current.config.userPoolClientId,
        RefreshToken: refreshToken,
      }),
    });
    expect(await answer.json()).toMatchObject({ message: 'Refresh Token has been revoked' });
    await page.reload();
    await page.locator('.connection[data-status="live"]').waitFor({ state: 'attached' });
  });

  it('whose sign-up began on another device begins it again, with the same address and handle', async () => {
    const email = `twice_${process.pid}@example.com`;
    const begin = async (): Promise<Page> => {
      const { page } = await openPage(browser.current);
      await page.goto(`${originOf(host.current)}/sign-in/confirm`);
      await page.getByRole('heading', { name: 'Create an account' }).waitFor();
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel('Display name').fill('Twice');
      await page.getByLabel('Handle').fill(`twice.${process.pid}`);
      await page.getByLabel('Password').fill('Correct-Horse-8');
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByLabel('Code').waitFor();
      return page;
    };
    await begin();
    const page = await begin();
    await page.getByLabel('Code').fill(codeFor(email));
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('Correct-Horse-8');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText(`@twice.${process.pid}`).waitFor();
  });

  it('sees that a handle is taken', async () => {
    const { page } = await openPage(browser.current);
    await page.goto(`${originOf(host.current)}/sign-in/new`);
    await page.getByLabel('E-mail').fill('other@example.com');
    await page.getByLabel('Display name').fill('Other');
    await page.getByLabel('Handle').fill(ada.handle);
    await page.getByLabel('Password').fill('Correct-Horse-8');
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText(`The handle ${ada.handle} is taken.`).waitFor();
  });
});

describe('Addresses', () => {
  it('of a conversation can be reloaded', async () => {
    const one = await signIn(ada);
    await one.find(ben);
    await one.write('Hello Ben');
    await one.message('Hello Ben', 'sent').waitFor();
    await one.page.reload();
    await one.message('Hello Ben', 'sent').waitFor();
  });

  it('that need a sign-in lead to their page after it', async () => {
    const { page } = await openPage(browser.current);
    await page.goto(`${originOf(host.current)}/messages/new/${ben.handle}`);
    await page.getByLabel('E-mail').fill(ada.username);
    await page.getByLabel('Password').fill(ada.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Ben' }).waitFor();
  });

  it('of a conversation of others show nothing of it', async () => {
    const carla = await makePerson(host.current, 'Carla');
    const one = await signIn(ada);
    await one.page.goto(
      `${originOf(host.current)}/messages/${[ben.uuid, carla.uuid].sort().join('_')}`,
    );
    await one.page.getByText('You have no such conversation.').waitFor();
  });

  it('of an unknown handle, and of the user’s own, say so', async () => {
    const one = await signIn(ada);
    await one.page.goto(`${originOf(host.current)}/messages/new/nobody_at_all`);
    await one.page.getByText('There is no account with the handle @nobody_at_all.').waitFor();
    await one.page.goto(`${originOf(host.current)}/messages/new/${ada.handle}`);
    await one.page.getByText('That is you.').waitFor();
  });
});

describe('Signing out', () => {
  it('in one tab is signing out in all of them, and who signs in then is so in all of them', async () => {
    const one = await signIn(ada);
    const tab = await one.page.context().newPage();
    await tab.goto(originOf(host.current));
    await tab.getByText(`@${ada.handle}`).waitFor();
    await one.page.getByRole('button', { name: 'Sign out' }).click();
    await tab.getByRole('heading', { name: 'Sign in' }).waitFor();
    await tab.getByLabel('E-mail').fill(ben.username);
    await tab.getByLabel('Password').fill(ben.password);
    await tab.getByRole('button', { name: 'Sign in' }).click();
    await one.page.getByText(`@${ben.handle}`).waitFor();
  });

  it('leaves nothing of the person on the device', async () => {
    const one = await signIn(ada);
    await one.find(ben);
    await one.field.fill('a draft');
    await one.page.getByRole('button', { name: 'Sign out' }).click();
    await one.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const left = await one.page.evaluate(() =>
      Object.entries(localStorage).filter((entry) => !entry[0].startsWith('theme')),
    );
    expect(left.filter(([key]) => key !== 'amplify-signin-with-hostedUI')).toEqual([]);
  });
});
