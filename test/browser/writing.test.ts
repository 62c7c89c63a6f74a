import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { devices } from './support/devices.js';
import { makePerson, useHost, type Person } from './support/host.js';

const browser = useBrowser();
const host = useHost();

let ada: Person;
let ben: Person;
beforeEach(async () => {
  ada = await makePerson(host.current, 'Ada');
  ben = await makePerson(host.current, 'Ben');
});
const signIn = (
  person: Person,
  options: Parameters<typeof Client.signIn>[3] = {},
): Promise<Client> => Client.signIn(browser.current, originOf(host.current), person, options);

/** A conversation of Ada and Ben, open in two tabs of Ada's. */
async function openTwoTabs(options: Parameters<typeof Client.signIn>[3]) {
  const one = await signIn(ada, options);
  await one.find(ben);
  await one.write('hello');
  await one.message('hello', 'sent').waitFor();
  const tab = await one.page.context().newPage();
  await tab.goto(one.page.url());
  await tab.getByText('hello').first().waitFor();
  return { one, tab };
}
const fieldOf = (page: Page) => page.locator('#message');
const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();

describe.each(devices)('On a %s, two tabs with one conversation', (_device, options) => {
  it('show what is typed in the one in the other, and neither sends it twice', async () => {
    const { one, tab } = await openTwoTabs(options);
    await fieldOf(one.page).fill('half a sentence');
    await expect.poll(() => fieldOf(tab).inputValue()).toBe('half a sentence');
    await fieldOf(tab).fill('half a sentence, and the rest');
    await expect.poll(() => fieldOf(one.page).inputValue()).toBe('half a sentence, and the rest');
    await send(one.page);
    await expect.poll(() => fieldOf(tab).inputValue()).toBe('');
    await one.message('half a sentence, and the rest', 'sent').waitFor();
    // A key in the other tab begins a draft of its own.
    await fieldOf(tab).pressSequentially('x');
    await expect.poll(() => fieldOf(one.page).inputValue()).toBe('x');
    const texts = (await one.readThrough()).map(({ text }) => text);
    expect(texts).toEqual(['hello', 'half a sentence, and the rest']);
  });

  it('both take a draft that was sent while they were away from the conversation', async () => {
    const { one, tab } = await openTwoTabs(options);
    await fieldOf(one.page).fill('from the first tab');
    await expect.poll(() => fieldOf(tab).inputValue()).toBe('from the first tab');
    await tab.goto(`${originOf(host.current)}/messages`);
    await send(one.page);
    await one.message('from the first tab', 'sent').waitFor();
    await tab.goto(one.page.url());
    await tab.getByText('from the first tab').first().waitFor();
    expect(await fieldOf(tab).inputValue()).toBe('');
  });

  it('send each message of both once when the network comes back', async () => {
    const { one, tab } = await openTwoTabs(options);
    const context = one.page.context();
    await context.setOffline(true);
    await one.page.getByText('You are offline').waitFor();
    for (const text of ['one', 'two']) {
      await fieldOf(one.page).fill(`${text} of the first`);
      await send(one.page);
      await fieldOf(tab).fill(`${text} of the second`);
      await send(tab);
    }
    await context.setOffline(false);
    await one.message('two of the second', 'sent').waitFor();
    await one.message('two of the first', 'sent').waitFor();
    const texts = (await one.readThrough()).map(({ text }) => text);
    expect([...texts].sort()).toEqual([
      'hello',
      'one of the first',
      'one of the second',
      'two of the first',
      'two of the second',
    ]);
  });
});

describe('Enter that is held down', () => {
  it('sends the message once', async () => {
    const one = await signIn(ada);
    await one.find(ben);
    await one.field.fill('once');
    await one.field.focus();
    // A key that is down already repeats.
    for (let at = 0; at < 8; at += 1) await one.page.keyboard.down('Enter');
    await one.page.keyboard.up('Enter');
    await one.message('once', 'sent').waitFor();
    expect((await one.readThrough()).map(({ text }) => text)).toEqual(['once']);
  });
});

describe.each(devices)('On a %s, the lines of a message', (_device, options) => {
  it('have each its own direction, in the bubble as in the field', async () => {
    const one = await signIn(ada, options);
    await one.find(ben);
    const text = 'שלום עולם!\nand a line in English.\nمرحبا';
    await one.write(text);
    const shown = one.messages.locator('.message-text').first();
    await shown.waitFor();
    // Of each line: the distance of its text from the two edges of the bubble's text.
    const sides = await shown.evaluate((element) => {
      element.normalize(); // one text node
      const box = element.getBoundingClientRect();
      const node = element.firstChild!;
      let from = 0;
      return node.textContent!.split('\n').map((line) => {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, from + line.length);
        from += line.length + 1;
        const { left, right } = range.getBoundingClientRect();
        return left - box.left < box.right - right ? 'left' : 'right';
      });
    });
    // The English line is the longest: it begins at the left edge, the others end at the right one.
    expect(sides[0]).toBe('right');
    expect(sides[2]).toBe('right');
    const full = await shown.evaluate((element) => {
      const node = element.firstChild!;
      const text = node.textContent!;
      const rectOf = (at: number): DOMRect => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect();
      };
      const stop = text.indexOf('.');
      // The full stop of the English line is at its right.
      return rectOf(stop).left > rectOf(stop - 3).left;
    });
    expect(full).toBe(true);
  });

  it('that are blank at the beginning and the end are not sent', async () => {
    const one = await signIn(ada, options);
    await one.find(ben);
    await one.field.fill('\n\n  \nword\n\nmore\n\n \n');
    await send(one.page);
    await one.messages.locator('[data-state="sent"]').or(one.messages.first()).first().waitFor();
    await expect
      .poll(() =>
        one.messages
          .locator('.message-text')
          .first()
          .evaluate((text) => text.textContent),
      )
      .toBe('word\n\nmore');
    const height = await one.messages
      .locator('.bubble')
      .first()
      .evaluate((b) => b.clientHeight);
    const line = await one.messages
      .locator('.message-text')
      .first()
      .evaluate((text) => Number.parseFloat(getComputedStyle(text).lineHeight));
    expect(height).toBeLessThan(4 * line);
  });

  it.each([
    ['見て（https://example.com/a）ね', 'https://example.com/a'],
    ['見て https://example.com/a。次', 'https://example.com/a'],
    ['देखो https://example.com/a।', 'https://example.com/a'],
    ['انظر https://example.com/a؟', 'https://example.com/a'],
    ['„https://example.com/a“', 'https://example.com/a'],
    ['https://例え.jp/テスト', 'https://例え.jp/テスト'],
  ])('have a link in %s that ends with the address', async (text, href) => {
    const one = await signIn(ada, options);
    await one.find(ben);
    await one.write(text);
    const link = one.messages.locator('a').first();
    await link.waitFor();
    expect(await link.textContent()).toBe(href);
    expect(await link.getAttribute('href')).toBe(href);
  });
});
