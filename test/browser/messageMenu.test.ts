import type { BrowserContextOptions } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { inConversation as open, isFocused, menuOf } from './support/conversing.js';
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

/** Mira and Noor in their conversation, each having written once. */
const inConversation = (options?: BrowserContextOptions): Promise<readonly [Client, Client]> =>
  open({ browser: browser.current, host: host.current, between: [mira, noor], options });

describe('The menu of a message', () => {
  it('opens by a right click, where the pointer is, and closes with a press elsewhere', async () => {
    const [one] = await inConversation();
    await one.message('hello').locator('.bubble').click({ button: 'right' });
    const menu = one.message('hello').locator('.menu-actions');
    await menu.waitFor();
    await one.page.locator('.pane-head h1').first().click();
    await menu.waitFor({ state: 'detached' });
  });

  it('opens by a long press on a phone, and stays when the finger is lifted', async () => {
    const [, phone] = devices[1]!;
    const [one] = await inConversation(phone);
    const bubble = one.message('hello').locator('.bubble');
    const { x, y, width, height } = (await bubble.boundingBox())!;
    const session = await one.page.context().newCDPSession(one.page);
    const touch = (type: 'touchStart' | 'touchEnd', points: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    await touch('touchStart', [{ x: x + width / 2, y: y + height / 2 }]);
    const menu = one.message('hello').locator('.menu-actions');
    await menu.waitFor();
    await touch('touchEnd', []);
    await menu.getByRole('button', { name: 'Reply' }).click();
    await one.page.locator('.composing').waitFor();
  });

  it('is used by keyboard alone, and gives the focus back', async () => {
    const [one] = await inConversation();
    const button = menuOf(one.message('hello'));
    const { keyboard } = one.page;
    await button.focus();
    await keyboard.press('Enter');
    await expect
      .poll(() => isFocused(one.page.getByRole('button', { name: 'React with 👍' })))
      .toBe(true);
    await keyboard.press('Escape');
    expect(await isFocused(button)).toBe(true);
    await keyboard.press('Enter');
    await keyboard.press('End');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    const own = one.message('hello').getByRole('button', { name: 'You reacted with ❤️' });
    await own.waitFor();
    // What goes with its own press leaves the focus in the conversation.
    const feed = one.page.locator('.feed');
    await own.focus();
    await keyboard.press('Enter');
    await own.waitFor({ state: 'detached' });
    expect(await isFocused(feed)).toBe(true);
    await button.focus();
    await keyboard.press('Enter');
    await one.message('hello').getByRole('button', { name: 'Unsend' }).focus();
    await keyboard.press('Enter');
    await one.page.getByText('You unsent this message').waitFor();
    expect(await isFocused(feed)).toBe(true);
  });

  it('offers neither edit nor unsend for what the other person wrote, and no report of one’s own', async () => {
    const [one] = await inConversation();
    const offered = async (text: string): Promise<string[]> => {
      await menuOf(one.message(text)).click();
      const names = await one.message(text).locator('.menu-actions li').allTextContents();
      await one.page.keyboard.press('Escape');
      return names;
    };
    expect(await offered('hello')).toEqual(['Reply', 'Edit', 'Copy', 'Unsend']);
    expect(await offered('hello back')).toEqual(['Reply', 'Copy', 'Report']);
  });
});

describe('The arrow up in an empty field', () => {
  it('edits the last own message, and nothing where something is written', async () => {
    const [one] = await inConversation();
    await one.field.fill('x');
    await one.field.press('ArrowUp');
    expect(await one.page.getByText('Editing', { exact: true }).count()).toBe(0);
    await one.field.fill('');
    await one.field.press('ArrowUp');
    await one.page.getByText('Editing', { exact: true }).waitFor();
    await one.field.fill('hello you');
    await one.field.press('Enter');
    await one.message('hello you', 'sent').waitFor();
    expect(await isFocused(one.field)).toBe(true);
  });
});

describe('Reactions', () => {
  it('are not offered in a request, nor where the person is blocked', async () => {
    const origin = originOf(host.current);
    const one = await Client.signIn(browser.current, origin, mira);
    const other = await Client.signIn(browser.current, origin, noor);
    other.page.on('dialog', (dialog) => void dialog.accept());
    await one.find(noor);
    await one.write('hello');
    await one.message('hello', 'sent').waitFor();
    await other.openRequest(mira);
    await menuOf(other.message('hello')).click();
    await other.message('hello').getByRole('button', { name: 'Copy' }).waitFor();
    expect(await other.page.getByRole('group', { name: 'React' }).count()).toBe(0);
    await other.page.keyboard.press('Escape');
    await other.choose('Block');
    await other.page.getByText('You block Mira').waitFor();
    await menuOf(other.message('hello')).click();
    await other.message('hello').getByRole('button', { name: 'Copy' }).waitFor();
    expect(await other.page.getByRole('group', { name: 'React' }).count()).toBe(0);
  });
});
