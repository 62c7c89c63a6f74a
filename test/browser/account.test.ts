import { beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../client/src/generated/limits.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { inConversation, menuOf } from './support/conversing.js';
import { devices } from './support/devices.js';
import { makePerson, useHost, type Person } from './support/host.js';

/** How far the resolvers' clock is ahead of the machine's. */
let ahead = 0;
const browser = useBrowser();
const host = useHost({ resolverClock: () => Date.now() + ahead });

let mira: Person;
let noor: Person;
beforeEach(async () => {
  ahead = 0;
  mira = await makePerson(host.current, 'Mira');
  noor = await makePerson(host.current, 'Noor');
});

type Options = Parameters<typeof Client.signIn>[3];
const signIn = (person: Person, options: Options = {}): Promise<Client> =>
  Client.signIn(browser.current, originOf(host.current), person, options);
const at = (path: string): string => `${originOf(host.current)}${path}`;

/** Leaves the page for another one, and comes back. */
const comeBack = ({ page }: Client): Promise<void> =>
  page.evaluate(() => {
    for (const value of ['hidden', 'visible']) {
      Object.defineProperty(document, 'visibilityState', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }
  });

/** Comes back to the page until a text is there: the worker follows within a moment. */
const seenOnReturn = (client: Client, look: () => Promise<string | null>) =>
  expect.poll(
    async () => {
      await comeBack(client);
      return look();
    },
    { timeout: 60_000, interval: 200 },
  );

/** Mira's `hello` and Noor's `hello back`; both are in their conversation. */
const conversing = (options: Options = {}): Promise<readonly [Client, Client]> =>
  inConversation({
    browser: browser.current,
    host: host.current,
    between: [mira, noor],
    options,
  });

const headOf = ({ page }: Client) => page.getByRole('heading', { level: 1 });
const rename = async ({ page }: Client, label: string, name: string): Promise<void> => {
  await page.getByLabel(label, { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Save names' }).click();
};
describe.each(devices)('On a %s, new names', (_device, options) => {
  it('are seen by the other person on their return, and the handle’s beginning finds them', async () => {
    const [one, other] = await conversing(options);
    await one.page.goto(at('/settings'));
    await rename(one, 'Display name', 'Mirabel');
    await one.page.getByText('Your names are saved.').waitFor();
    const handle = `fresh_${mira.handle}`.slice(0, limits.handle.maxLength);
    await rename(one, 'Handle', `@${handle.toUpperCase()}`);
    await expect
      .poll(() => one.page.getByLabel('Handle', { exact: true }).inputValue())
      .toBe(handle);
    await seenOnReturn(other, () => headOf(other).textContent()).toBe(`Mirabel@${handle}`);
    const said = other.message('hello').locator('.visually-hidden').first();
    expect(await said.textContent()).toBe('Mirabel:');

    // The token has the new names at once.
    await one.page.goto(at(`/messages/${one.groupWith(noor)}`));
    await one.write('under a new name');
    await other.message('under a new name').waitFor();
    expect(await headOf(other).textContent()).toBe(`Mirabel@${handle}`);

    const third = await signIn(await makePerson(host.current, 'Third'), options);
    await third.page.goto(at('/messages/new'));
    const field = third.page.getByRole('combobox', { name: 'Handle of the person' });
    await field.pressSequentially(handle.slice(0, -1));
    await third.page.getByRole('option', { name: handle }).click();
    await third.page.getByRole('heading', { name: /Mirabel/ }).waitFor();
    expect([...one.complaints, ...other.complaints, ...third.complaints]).toEqual([]);
  });

  it('are refused in words where they are taken, or were changed too often', async () => {
    const one = await signIn(mira, options);
    await one.page.goto(at('/settings'));
    await rename(one, 'Handle', noor.handle);
    await one.page.getByText('This handle, or one that looks like it, is taken.').waitFor();
    for (let count = 1; count < limits.handle.maxHeld; count += 1) {
      await rename(one, 'Handle', `${mira.handle}.${count}x`);
      await one.page.getByText('Your names are saved.').waitFor();
    }
    await rename(one, 'Handle', `${mira.handle}.last`);
    await one.page
      .getByText(/You have had 3 handles in 30 days\. You can change it again/)
      .waitFor();
  });
});

describe('The search by a beginning', () => {
  it('leaves out who is blocked, and who does not want to be found', async () => {
    const [blocked, namesake, hidden] = [
      await makePerson(host.current, 'Zia', 'Blocked Zia'),
      await makePerson(host.current, 'Zia', 'Other Zia'),
      await makePerson(host.current, 'Zia', 'Hidden Zia'),
    ];
    const [one, other] = [await signIn(mira), await signIn(hidden)];
    one.page.on('dialog', (dialog) => void dialog.accept());
    const found = one.page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
    const search = async (): Promise<string[]> => {
      await one.page.goto(at('/messages/new'));
      await one.page.getByLabel('Handle of the person').fill('@ZIA');
      await found.filter({ hasText: namesake.handle }).waitFor();
      return (await found.locator('bdi').allTextContents()).sort();
    };
    expect(await search()).toEqual(['Blocked Zia', 'Hidden Zia', 'Other Zia']);

    await one.find(blocked);
    await one.choose('Block');
    await one.page.getByText('You block Blocked Zia').waitFor();
    await other.page.goto(at('/settings'));
    const saved = other.page.waitForResponse((response) =>
      Boolean(response.request().postData()?.includes('UpdateSettings')),
    );
    await other.page.getByRole('switch', { name: /find me by the beginning/ }).click();
    await saved;
    expect(await search()).toEqual(['Other Zia']);
  });

  it('is gone through by the arrow keys, and Enter without one asks for the whole handle', async () => {
    const one = await signIn(mira);
    const [first, second] = [
      await makePerson(host.current, 'Kim', 'First'),
      await makePerson(host.current, 'Kim', 'Second'),
    ];
    await one.page.goto(at('/messages/new'));
    const field = one.page.getByRole('combobox', { name: 'Handle of the person' });
    await field.fill('kim_');
    const options = one.page.getByRole('option');
    await expect.poll(() => options.count()).toBe(2);
    expect(await field.getAttribute('aria-activedescendant')).toBeNull();
    await field.press('Enter');
    await one.page.getByText('There is no account with the handle @kim_.').waitFor();
    await field.fill(second.handle.slice(0, -1));
    await options.filter({ hasText: first.handle }).waitFor();
    await field.press('ArrowUp');
    const chosen = one.page.locator('[role="option"][aria-selected="true"]');
    expect(await field.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
    expect(await chosen.textContent()).toContain('Second');
    await field.press('Enter');
    await one.page.getByRole('heading', { name: /Second/ }).waitFor();
  });
});

describe.each(devices)('On a %s, an account', (_device, options) => {
  it('that is deleted leaves tombstones and “Deleted account”, and gets no messages', async () => {
    const [one, other] = await conversing(options);
    await one.page.goto(at('/settings'));
    await one.page.getByRole('link', { name: 'Delete my account' }).click();
    await one.page.getByLabel('The texts go').check();
    const confirmation = one.page.getByLabel(/^To confirm/);
    const submit = one.page.getByRole('button', { name: 'Delete my account for good' });
    await confirmation.fill(noor.handle);
    await submit.click();
    await one.page.getByText('That is not your handle. Nothing is deleted.').waitFor();

    ahead = (limits.account.freshSignInMinutes + 1) * 60_000;
    await confirmation.fill(mira.handle);
    await submit.click();
    await one.page.getByRole('button', { name: 'Sign in again' }).click();
    ahead = 0;
    await one.page.getByText('Sign in again, to show that it is you.').waitFor();
    await one.page.getByLabel('E-mail').fill(mira.username);
    await one.page.getByLabel('Password').fill(mira.password);
    await one.page.getByRole('button', { name: 'Sign in' }).click();
    expect(await one.page.getByLabel('Others keep the texts').isChecked()).toBe(true);
    await one.page.getByLabel('The texts go').check();
    await confirmation.fill(`@${mira.handle}`);
    // Noor writes before, and the message goes out after.
    await other.page.context().setOffline(true);
    await other.write('are you there?');
    await submit.click();
    await one.page.getByText('Your account is deleted.').waitFor();
    const left = await one.page.evaluate(() => JSON.stringify(localStorage));
    expect(left).not.toContain(mira.uuid);

    // The worker follows the deletion within a moment: Noor's other device shows that it did.
    const device = await signIn(noor);
    await seenOnReturn(device, () => device.row(mira).textContent()).toContain('Deleted account');
    await other.page.context().setOffline(false);
    await other.message('are you there?', 'failed').waitFor();
    await other.page.getByText('this person cannot get messages from you').first().waitFor();
    await seenOnReturn(other, () => headOf(other).textContent()).toBe('Deleted account');
    await other.page.getByText('You cannot send messages to it.').waitFor();
    expect(await other.field.count()).toBe(0);
    await seenOnReturn(other, () => other.page.locator('.tombstone').first().textContent()).toBe(
      'This message was unsent',
    );
    await menuOf(other.message('hello back')).click();
    const offered = other.message('hello back').locator('.menu-actions button');
    expect(await offered.allTextContents()).toEqual(['Copy', 'Unsend']);

    await other.page.goto(at('/messages'));
    await expect.poll(() => other.row(mira).textContent()).toContain('Deleted account');
    expect(await other.row(mira).textContent()).not.toContain('@');
    await other.page.keyboard.press('Control+k');
    const field = other.page.getByRole('combobox', { name: 'Name or handle' });
    await field.fill(mira.handle.slice(0, -1));
    await other.page.getByRole('option', { name: /^Look for/ }).waitFor();
    expect(await other.page.getByRole('option').count()).toBe(1);
    expect(other.complaints).toEqual([]);
  });
});
