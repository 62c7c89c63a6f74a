import { beforeAll, describe, expect, it } from 'vitest';
import { writeConversation } from './support/bulk.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost, type Person } from './support/host.js';

const browser = useBrowser();
const host = useHost();
let ada: Person;
let ben: Person;
beforeAll(async () => {
  ada = await makePerson(host.current, 'Ada');
  ben = await makePerson(host.current, 'Ben');
  // They know each other: a stranger may send five messages.
  await writeConversation({ client: host.current.table.client, between: [ada, ben], count: 2 });
});

const TEXTS: Record<string, string> = {
  'a tag with a handler': '<img src=x onerror="window.hacked=1">',
  'a script': '<script>window.hacked=1</script>',
  '1,024 characters of four bytes': '😀'.repeat(1024),
  'one word of 1,024 letters': 'w'.repeat(1024),
  'text from right to left': 'مرحبا بالعالم، كيف حالك اليوم؟',
  'text that turns the direction and does not turn it back': 'user \u202e gnp.exe and more',
  'letters with many marks': `Z${'\u0300\u0316\u0335'.repeat(100)}algo`,
  'lines and blanks': 'one\n\n\n   two\tthree',
  markdown: '**bold** [link](javascript:alert(1)) `code`',
};

/** Nothing is wider than what it is in. */
const layoutIsWhole = (client: Client): Promise<boolean> =>
  client.page.evaluate(() => {
    const fits = (element: Element): boolean => element.scrollWidth <= element.clientWidth + 1;
    const feed = document.querySelector('.feed')!;
    const within = [...document.querySelectorAll('.bubble')].every((bubble) => {
      const [inner, outer] = [bubble.getBoundingClientRect(), feed.getBoundingClientRect()];
      return inner.left >= outer.left && inner.right <= outer.right;
    });
    return within && fits(feed) && fits(document.documentElement);
  });

describe.each([
  ['on a desktop', 1200],
  ['on a phone', 360],
])('%s', (_where, width) => {
  it.each(Object.entries(TEXTS))('%s is shown as the text that it is', async (_what, text) => {
    const one = await Client.signIn(browser.current, originOf(host.current), ada, {
      viewport: { width, height: 800 },
    });
    await one.page.goto(`${originOf(host.current)}/messages/new/${ben.handle}`);
    await one.write(text);
    const shown = one.page.locator('.message[data-state="sent"] .message-text').last();
    await expect.poll(() => shown.evaluate((element) => element.textContent)).toBe(text);
    expect(await shown.evaluate((element) => element.querySelectorAll(':not(a)').length)).toBe(0);
    expect(await layoutIsWhole(one)).toBe(true);
    expect(await one.page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(one.complaints).toEqual([]);
    await one.page.goto(`${originOf(host.current)}/messages`);
    await one.row(ben).waitFor();
    const overflow = await one.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});

describe('Half of a character', () => {
  it('is shown as a sign that something is missing', async () => {
    const one = await Client.signIn(browser.current, originOf(host.current), ada);
    await one.find(ben);
    // A keyboard cannot type it; a paste can.
    await one.field.evaluate((field: HTMLTextAreaElement) => {
      const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!.set!;
      set.call(field, 'half \ud83d of it');
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await one.page.getByRole('button', { name: 'Send', exact: true }).click();
    const last = one.page.locator('.message').last();
    await last.getByText('half').waitFor();
    await expect
      .poll(() => last.getAttribute('data-state'))
      .toSatisfy((state: string) => state === 'sent' || state === 'failed');
    const text = await last.locator('.message-text').evaluate((element) => element.textContent);
    expect(text).toMatch(/^half [\ud83d\ufffd] of it$/);
    expect(await layoutIsWhole(one)).toBe(true);
  });
});

describe('Links', () => {
  it('lead to web addresses only, and send no referrer', async () => {
    const one = await Client.signIn(browser.current, originOf(host.current), ada);
    await one.find(ben);
    await one.write(
      'https://example.com/a?b=c#d http://example.org javascript:alert(1) data:text/html,x ' +
        'mailto:a@example.com a@example.com ftp://example.com example.net ' +
        'https://example.com/"onmouseover="alert(1)',
    );
    await one.page.locator('.message[data-state="sent"] a').first().waitFor();
    const links = await one.page
      .locator('.message')
      .last()
      .locator('a')
      .evaluateAll((anchors) =>
        anchors.map((anchor) => ({
          href: anchor.getAttribute('href'),
          target: anchor.getAttribute('target'),
          rel: anchor.getAttribute('rel'),
          attributes: anchor.getAttributeNames().sort(),
        })),
      );
    expect(links.map(({ href }) => href)).toEqual([
      'https://example.com/a?b=c#d',
      'http://example.org',
      expect.stringMatching(/^https:\/\/example\.com\/"/),
    ]);
    for (const { target, rel, attributes } of links) {
      expect(target).toBe('_blank');
      expect(rel?.split(' ')).toEqual(expect.arrayContaining(['noopener', 'nofollow']));
      expect(attributes).toEqual(['href', 'rel', 'target']);
    }
  });
});
