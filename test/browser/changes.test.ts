import type { BrowserContextOptions } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { looks, violations } from './support/axe.js';
import { useBrowser } from './support/browser.js';
import { originOf, type Client } from './support/client.js';
import { choose, inConversation as open, isFocused, menuOf } from './support/conversing.js';
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

/** What is under a message. */
const metaOf = (client: Client, text: string): Promise<string | null> =>
  client.message(text).locator('.message-meta').textContent();

describe.each(devices)('On a %s, a message', (_device, options) => {
  it('is edited in the place of the form, and the draft comes back', async () => {
    const [one, other] = await inConversation(options);
    await one.field.fill('a draft');
    await choose(one, 'hello', 'Edit');
    await one.page.getByText('Editing', { exact: true }).waitFor();
    await expect.poll(() => one.field.inputValue()).toBe('hello');
    expect(await isFocused(one.field)).toBe(true);
    await one.field.fill('hello Noor');
    await one.page.getByRole('button', { name: 'Save' }).click();
    await other.message('hello Noor').waitFor();
    await expect.poll(() => metaOf(other, 'hello Noor')).toContain('edited');
    expect(await one.field.inputValue()).toBe('a draft');

    await choose(one, 'hello Noor', 'Edit');
    await one.field.fill('something else');
    await one.field.press('Escape');
    expect(await one.field.inputValue()).toBe('a draft');
    await one.message('hello Noor').waitFor();
  });

  it('is unsent for both, and its place says so', async () => {
    const [one, other] = await inConversation(options);
    const questions: string[] = [];
    one.page.on('dialog', (dialog) => questions.push(dialog.message()));
    await choose(one, 'hello', 'Unsend');
    await one.page.getByText('You unsent this message').waitFor();
    expect(questions).toEqual([
      'Unsend this message? Its text goes for both of you. Noor may have read it already.',
    ]);
    await other.page.getByText('This message was unsent').waitFor();
    expect(await other.message('hello').count()).toBe(0);
  });

  it('is answered with a quote, which leads to it', async () => {
    const [one, other] = await inConversation(options);
    await choose(one, 'hello back', 'Reply');
    await one.page.locator('.composing').getByText('hello back').waitFor();
    await one.write('how are you?');
    await one.page.locator('.composing').waitFor({ state: 'detached' });
    const quote = other
      .message('how are you?')
      .getByRole('button', { name: /Answers You.*hello back/ });
    await quote.click();
    await expect.poll(() => isFocused(other.message('hello back'))).toBe(true);

    await choose(other, 'hello back', 'Unsend');
    await one
      .message('how are you?')
      .getByRole('button', { name: /Answers Noor.*This message was unsent/ })
      .waitFor();
  });

  it('gets a reaction, another one, and none again', async () => {
    const [one, other] = await inConversation(options);
    await choose(other, 'hello', 'React with ❤️');
    await one.message('hello').getByRole('img', { name: 'Noor reacted with ❤️' }).waitFor();
    await choose(other, 'hello', 'React with 👍');
    await one.message('hello').getByRole('img', { name: 'Noor reacted with 👍' }).waitFor();
    expect(await one.message('hello').getByRole('img').count()).toBe(1);
    await other
      .message('hello')
      .getByRole('button', { name: 'You reacted with 👍. Take it back' })
      .click();
    await one.message('hello').locator('.reactions').waitFor({ state: 'detached' });
  });

  it('gets any reaction from the picker, whose data is the client’s own', async () => {
    const [one, other] = await inConversation(options);
    const hosts = new Set<string>();
    other.page.on('request', (request) => hosts.add(new URL(request.url()).host));
    // Its API, too.
    const own = new Set([host.current.url, originOf(host.current)].map((url) => new URL(url).host));
    await choose(other, 'hello', 'More reactions');
    const dialog = other.page.getByRole('dialog', { name: 'React to the message' });
    await dialog.getByRole('combobox').fill('watermelon');
    await dialog.getByRole('option', { name: /watermelon/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await one.message('hello').getByRole('img', { name: 'Noor reacted with 🍉' }).waitFor();
    expect([...hosts].filter((one) => !own.has(one))).toEqual([]);
    expect(hosts).toContain(new URL(other.page.url()).host);
    expect(other.complaints).toEqual([]);
  });

  it('that was read is marked as seen, only the last one, while both show it', async () => {
    const [one, other] = await inConversation(options);
    // What was read while it was a request is not told.
    await one.write('once more');
    await one.message('once more').getByText('Seen').waitFor();
    await one.write('and again');
    await one.message('and again').getByText('Seen').waitFor();
    expect(await one.page.getByText('Seen', { exact: true }).count()).toBe(1);

    await other.page.goto(`${originOf(host.current)}/settings`);
    const receipts = other.page.getByRole('switch', { name: 'Read receipts' });
    await receipts.click();
    await expect.poll(() => receipts.isChecked()).toBe(false);
    // A worker brings the setting to each conversation.
    await expect
      .poll(async () => {
        await one.page.reload();
        await one.message('and again').waitFor();
        return metaOf(one, 'and again');
      })
      .toContain('Sent');
    expect(await one.page.getByText('Seen', { exact: true }).count()).toBe(0);
  });

  it('that is being written is announced as typing, once, until it is sent', async () => {
    const [one, other] = await inConversation(options);
    await other.field.pressSequentially('I am');
    const status = one.page.getByRole('status').filter({ hasText: 'is typing' });
    await status.waitFor();
    expect(await status.textContent()).toBe('Noor is typing');
    await status.locator('p').evaluate((line) => (line.dataset.first = 'true'));
    await other.field.pressSequentially(' coming');
    expect(await status.locator('p').getAttribute('data-first')).toBe('true');
    await other.page.getByRole('button', { name: 'Send', exact: true }).click();
    await one.message('I am coming').waitFor();
    await status.waitFor({ state: 'detached' });
  });
});

describe('An edit that is refused', () => {
  it('is taken back, and says why', async () => {
    const [one] = await inConversation();
    await one.page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('mutation UpdateMessage(')) return route.fallback();
      const errors = [
        { errorType: 'EditWindowClosed', message: 'closed', path: ['updateMessage'] },
      ];
      await route.fulfill({ json: { data: null, errors } });
    });
    await choose(one, 'hello', 'Edit');
    await one.field.fill('too late');
    await one.field.press('Enter');
    await one.page
      .getByRole('alert')
      .getByText('A message can be edited for 15 minutes. They are over.')
      .waitFor();
    await one.message('hello').waitFor();
    expect(await one.message('too late').count()).toBe(0);
  });
});

describe.each(looks)('axe finds nothing ($name)', ({ options }) => {
  it('in menus, quotes, reactions, tombstones, an edit, and the picker', async () => {
    const [one, other] = await inConversation(options);
    const { page } = one;
    const found: Record<string, string[]> = {};
    await choose(other, 'hello', 'React with ❤️');
    await choose(one, 'hello back', 'React with 😂');
    await choose(one, 'hello back', 'Reply');
    found.answering = await violations(page);
    await one.write('an answer');
    await one.message('an answer', 'sent').waitFor();
    await choose(one, 'an answer', 'Edit');
    await one.field.fill('a better answer');
    found.editing = await violations(page);
    await one.field.press('Enter');
    await other.message('a better answer').waitFor();
    await other.write('gone soon');
    await one.message('gone soon').waitFor();
    await choose(other, 'gone soon', 'Unsend');
    await one.page.getByText('This message was unsent').waitFor();
    await other.field.pressSequentially('typing');
    await page.getByText('is typing').waitFor();
    found.changed = await violations(page);
    found.theirs = await violations(other.page);
    await menuOf(one.message('a better answer')).click();
    found.menu = await violations(page);
    await page.getByRole('button', { name: 'More reactions' }).click();
    await page.getByRole('dialog').getByRole('combobox').fill('watermelon');
    await page.getByRole('option', { name: /watermelon/ }).waitFor();
    found.picker = await violations(page);
    expect(Object.entries(found).flatMap(([, all]) => all)).toEqual([]);
  });
});
