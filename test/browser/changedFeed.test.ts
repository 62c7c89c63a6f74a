import type { BrowserContextOptions } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { textOf, writeConversation } from './support/bulk.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { choose, inConversation as open, menuOf } from './support/conversing.js';
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
