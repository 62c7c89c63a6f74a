import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { looks, violations } from './support/axe.js';
import { textOf, writeConversation } from './support/bulk.js';
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

/** Mira and Noor in their conversation, each having written once. They say yes to each question. */
async function inConversation(options: Options = {}): Promise<readonly [Client, Client]> {
  const origin = originOf(host.current);
  const one = await Client.signIn(browser.current, origin, mira, options);
  const other = await Client.signIn(browser.current, origin, noor, options);
  for (const { page } of [one, other]) page.on('dialog', (dialog) => void dialog.accept());
  await one.find(noor);
  await one.write('hello');
  await one.message('hello', 'sent').waitFor();
  await other.open(mira);
  await other.write('hello back');
  await one.message('hello back').waitFor();
  await other.message('hello back', 'sent').waitFor();
  return [one, other];
}

const menuOf = (message: Locator): Locator => message.getByRole('button', { name: /^Options of/ });

/** Chooses from the menu of a message, by its button. */
async function choose(client: Client, text: string, action: string): Promise<void> {
  const message = client.message(text);
  await menuOf(message).click();
  await message.getByRole('button', { name: action, exact: true }).click();
}

const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate((one) => one === document.activeElement);

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
    await one.message('hello').getByText('Seen').waitFor();
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

describe('A quote of a message that is far back', () => {
  it('shows its text, and leads to it page by page', async () => {
    const { client } = host.current.table;
    await writeConversation({ client, between: [mira, noor], count: 400 });
    const one = await Client.signIn(browser.current, originOf(host.current), mira);
    await one.open(noor);
    await one.messages.filter({ hasText: textOf(399).trim() }).waitFor();
    const feed = one.page.locator('.feed');
    await feed.evaluate(async (element: HTMLElement) => {
      do {
        element.scrollTop = 0;
        await new Promise((go) => requestAnimationFrame(go));
      } while (element.dataset.hasOlder === 'true' || element.scrollTop > 0);
    });
    const first = one.messages.first();
    const uuid = await first.getAttribute('data-uuid');
    await menuOf(first).click();
    await first.getByRole('button', { name: 'Reply', exact: true }).click();
    await one.write('about the first one');
    await one.message('about the first one', 'sent').waitFor();
    await one.page.reload();
    const quote = one.message('about the first one').locator('.quote');
    await expect.poll(() => quote.textContent()).toContain(textOf(0).trim().slice(0, 20));
    await quote.click();
    const original = one.page.locator(`.message[data-uuid="${uuid}"]`);
    await expect.poll(() => original.evaluate((one) => one === document.activeElement)).toBe(true);
  });
});

describe('A conversation whose newest message is unsent', () => {
  it('says so in the list, and copies of it leave the message out', async () => {
    const [one, other] = await inConversation();
    await choose(other, 'hello back', 'Unsend');
    await one.page.getByText('This message was unsent').waitFor();
    await expect
      .poll(() => one.row(noor).locator('.inbox-row-preview').textContent())
      .toBe('Message deleted');
    await expect
      .poll(() => other.row(mira).locator('.inbox-row-preview').textContent())
      .toBe('Message deleted');
    await one.page.locator('.feed').focus();
    await one.page.keyboard.press('Control+a');
    const copied = await one.page.locator('.feed').evaluate((feed) => {
      const clipboardData = new DataTransfer();
      feed.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true }));
      return clipboardData.getData('text/plain');
    });
    expect(copied).toContain('hello');
    expect(copied).not.toContain('unsent');
  });

  it('has “You: ” before the preview of an own message', async () => {
    const [one] = await inConversation();
    await one.write('the last word');
    await expect
      .poll(() => one.row(noor).locator('.inbox-row-preview').textContent())
      .toBe('You: the last word');
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

  it('at the end of a conversation stay in sight', async () => {
    const { client } = host.current.table;
    await writeConversation({ client, between: [mira, noor], count: 60 });
    const one = await Client.signIn(browser.current, originOf(host.current), mira);
    await one.open(noor);
    await one.write('the last one');
    await one.message('the last one', 'sent').waitFor();
    await choose(one, 'the last one', 'React with 🙏');
    const reaction = one.message('the last one').locator('.reactions');
    await reaction.waitFor();
    await expect
      .poll(() =>
        reaction.evaluate((element) => {
          const feed = element.closest('.feed')!.getBoundingClientRect();
          return element.getBoundingClientRect().bottom <= feed.bottom;
        }),
      )
      .toBe(true);
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
