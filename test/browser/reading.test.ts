import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { textOf, writeConversation } from './support/bulk.js';
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
/** Puts a conversation of Ada and Ben into the table. */
const write = (options: Partial<Parameters<typeof writeConversation>[0]> & { count: number }) =>
  writeConversation({ client: host.current.table.client, between: [ada, ben], ...options });
const feedOf = ({ page }: Client): Locator => page.locator('.feed');

/** The number of requests for a page of a conversation's history, until now. */
function countPages(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.postData()?.includes('query Messages(')) count += 1;
  });
  return () => count;
}

/** The text of the row after the line that marks the first unread message. */
const afterLine = (client: Client): Promise<string | null> =>
  feedOf(client).evaluate((feed) => {
    const line = feed.querySelector('.unread-line')?.closest('li');
    if (!line) return null;
    const index = Number(line.dataset.index) + 1;
    return feed.querySelector(`[data-index="${index}"] .message-text`)?.textContent ?? 'nothing';
  });

/** Is the line within what one sees of the feed? */
const lineInSight = (client: Client): Promise<boolean> =>
  feedOf(client).evaluate((feed) => {
    const frame = feed.getBoundingClientRect();
    const line = feed.querySelector('.unread-line')?.getBoundingClientRect();
    return line !== undefined && line.top >= frame.top && line.bottom <= frame.bottom;
  });

/** The number in the title of the tab. */
const unreadInTitle = async ({ page }: Client): Promise<number> =>
  Number(/^\((\d+)\)/.exec(await page.title())?.[1] ?? 0);

/** The page's window loses or gets the focus. */
const setFocus = (page: Page, focused: boolean): Promise<void> =>
  page.evaluate((has) => {
    document.hasFocus = () => has;
    window.dispatchEvent(new Event(has ? 'focus' : 'blur'));
  }, focused);

describe.each(devices)('On a %s, at the top of a long day', (_device, options) => {
  it.each([0, 20, 50])(
    'each arrival at %i px loads one page, and the message that was read stays in its place',
    async (top) => {
      const noon = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 12 * 3_600_000;
      await write({ count: 1_270, begin: noon - 6 * 3_600_000, interval: 30_000 });
      const one = await signIn(ada, { ...options, timezoneId: 'UTC' });
      const pages = countPages(one.page);
      await one.open(ben);
      await one.messages.filter({ hasText: textOf(1_269).trim() }).waitFor();
      const moved = await feedOf(one).evaluate(async (feed, scrollTop) => {
        const frame = (): Promise<void> => new Promise((go) => requestAnimationFrame(() => go()));
        const rows = (): HTMLElement[] => [
          ...feed.querySelectorAll<HTMLElement>('.message[data-uuid]'),
        ];
        const furthest: number[] = [];
        for (let arrival = 0; arrival < 3; arrival += 1) {
          feed.scrollTop = scrollTop;
          await frame();
          const edge = feed.getBoundingClientRect().top;
          const anchor = rows()
            .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
            .find((row) => row.getBoundingClientRect().top >= edge)!;
          const { uuid } = anchor.dataset;
          const place = anchor.closest('li')!.dataset.index;
          const before = anchor.getBoundingClientRect().top;
          let worst = 0;
          // Until the page has come above it, and some frames more.
          for (let settled = 0; settled < 30;) {
            await frame();
            const now = rows().find((row) => row.dataset.uuid === uuid);
            const top = now?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
            worst = Math.max(worst, Math.abs(top - before));
            if (now?.closest('li')!.dataset.index !== place) settled += 1;
          }
          furthest.push(worst);
        }
        return furthest;
      }, top);
      expect(Math.max(...moved)).toBeLessThan(1);
      expect(pages()).toBe(1 + 3);
    },
  );

  it('the heading of the day is at its beginning', async () => {
    const noon = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 12 * 3_600_000;
    await write({ count: 120, begin: noon, interval: 30_000 });
    const one = await signIn(ada, { ...options, timezoneId: 'UTC' });
    await one.open(ben);
    await one.messages.first().waitFor();
    const before = await feedOf(one).evaluate(async (feed: HTMLElement) => {
      while (feed.dataset.hasOlder === 'true' || feed.scrollTop > 0) {
        feed.scrollTop = 0;
        await new Promise((go) => requestAnimationFrame(go));
      }
      return [...feed.querySelectorAll('li')]
        .sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index))
        .slice(0, 2)
        .map((row) => row.textContent);
    });
    expect(before[0]).toBe('Yesterday');
    expect(before[1]).toContain(textOf(0).trim());
  });
});

describe.each(devices)('On a %s, what came while one looked away', (_device, options) => {
  it('begins with a line, to which a button leads, and which stays until one answers', async () => {
    await write({ count: 60 });
    const [one, other] = [await signIn(ada, options), await signIn(ben)];
    await one.open(ben);
    await one.messages.filter({ hasText: textOf(59).trim() }).waitFor();
    await setFocus(one.page, false);
    await other.post(ada, ['live 0']);
    await expect.poll(() => afterLine(one)).toBe('live 0');
    await other.post(
      ada,
      Array.from({ length: 29 }, (_, at) => `live ${at + 1}`),
    );
    await one.message('live 29').waitFor();
    await expect.poll(() => unreadInTitle(one)).toBe(30);
    await setFocus(one.page, true);
    await expect.poll(() => unreadInTitle(one)).toBe(0);
    await one.page.getByRole('button', { name: 'First new message' }).click();
    await expect.poll(() => lineInSight(one)).toBe(true);
    expect(await afterLine(one)).toBe('live 0');
    await one.write('the answer');
    await one.message('the answer', 'sent').waitFor();
    await one.page.locator('.unread-line').waitFor({ state: 'detached' });
  });

  it('has a line of its own the next time', async () => {
    const [one, other] = [await signIn(ada, options), await signIn(ben)];
    await one.find(ben);
    await one.write('hello');
    await one.message('hello', 'sent').waitFor();
    for (const text of ['first', 'second']) {
      await setFocus(one.page, false);
      await other.post(ada, [text]);
      await one.message(text).waitFor();
      await expect.poll(() => afterLine(one)).toBe(text);
      await setFocus(one.page, true);
      await expect.poll(() => unreadInTitle(one)).toBe(0);
    }
  });
});

describe.each(devices)('On a %s, a conversation with unread messages', (_device, options) => {
  it.each([
    [30, 'within the newest page'],
    [80, 'further than the newest page'],
  ])('opens at the first of %i, %s, and is marked as read as far as was seen', async (unread) => {
    const count = unread + 60;
    await write({ count, unread, senderOf: () => 1 });
    const one = await signIn(ada, options);
    await expect.poll(() => unreadInTitle(one)).toBe(unread);
    await one.open(ben);
    await expect.poll(() => lineInSight(one)).toBe(true);
    expect(await afterLine(one)).toBe(textOf(60));
    // What is in sight is marked, what is below is not.
    await expect.poll(() => unreadInTitle(one)).toBeLessThan(unread);
    expect(await unreadInTitle(one)).toBeGreaterThan(unread - 25);
    await feedOf(one).evaluate(async (feed) => {
      while (feed.scrollTop < feed.scrollHeight - feed.clientHeight - 1) {
        feed.scrollTop += feed.clientHeight / 2;
        await new Promise((go) => requestAnimationFrame(go));
      }
    });
    await expect.poll(() => unreadInTitle(one)).toBe(0);
    expect(await one.page.getByRole('button', { name: 'First new message' }).count()).toBe(0);
  });

  it('that are very many opens at the end, with a button to the first of them', async () => {
    await write({ count: 400, unread: 340, senderOf: () => 1 });
    const one = await signIn(ada, options);
    await one.open(ben);
    await one.messages.filter({ hasText: textOf(399).trim() }).waitFor();
    expect(await afterLine(one)).toBeNull();
    await one.page.getByRole('button', { name: 'First new message' }).click();
    await expect.poll(() => lineInSight(one)).toBe(true);
    expect(await afterLine(one)).toBe(textOf(60));
  });
});

describe.each(devices)('On a %s, selected messages', (_device, options) => {
  const select = (client: Client, first: string, last: string): Promise<void> =>
    feedOf(client).evaluate(
      (feed, [from, to]) => {
        const find = (text: string): Node =>
          [...feed.querySelectorAll('.message-text')].find((shown) => shown.textContent === text)!
            .firstChild!;
        const [start, end] = [find(from!), find(to!)];
        getSelection()!.setBaseAndExtent(start, 0, end, end.textContent!.length);
      },
      [first, last],
    );
  /** What a copy puts on the clipboard. */
  async function copied(page: Page): Promise<string> {
    await page.evaluate(() => {
      const found = window as Window & { copied?: string };
      delete found.copied;
      const onCopy = ({ clipboardData }: ClipboardEvent): void => {
        found.copied = clipboardData!.getData('text/plain') || getSelection()!.toString();
      };
      document.addEventListener('copy', onCopy, { once: true });
    });
    await page.keyboard.press('Control+c');
    const text = await page.waitForFunction(() => (window as Window & { copied?: string }).copied);
    return (await text.jsonValue())!;
  }

  it('stay selected when they are scrolled far out of sight', async () => {
    await write({ count: 300, senderOf: (at) => (at % 4 < 2 ? 0 : 1) });
    const one = await signIn(ada, options);
    await one.open(ben);
    await one.messages.filter({ hasText: textOf(299).trim() }).waitFor();
    await expect.poll(() => one.messages.filter({ hasText: 'message 296' }).count()).toBe(1);
    await select(one, textOf(296), textOf(299));
    const before = await one.page.evaluate(() => getSelection()!.toString());
    await feedOf(one).evaluate(async (feed) => {
      const end = feed.scrollTop;
      while (feed.scrollTop > 0 && end - feed.scrollTop < 5_600) {
        feed.scrollTop -= 400;
        await new Promise((go) => requestAnimationFrame(go));
      }
    });
    expect(await one.page.evaluate(() => getSelection()!.toString())).toBe(before);
    expect(before).toContain('message 298');
  });

  it('are copied as name, time and text', async () => {
    const [one, other] = [await signIn(ada, options), await signIn(ben)];
    await one.find(ben);
    await one.write('first');
    await one.message('first', 'sent').waitFor();
    await other.post(ada, ['second\nof two lines']);
    await one.messages.filter({ hasText: 'second' }).waitFor();
    await one.write('third');
    await one.message('third', 'sent').waitFor();
    await select(one, 'first', 'third');
    const lines = (await copied(one.page)).split('\n');
    expect(lines).toHaveLength(9);
    const [first, text, gap, second, ...rest] = lines;
    expect(first).toMatch(/^Ada, .*\d{1,2}:\d{2}/);
    expect(second).toMatch(/^Ben, .*\d{1,2}:\d{2}/);
    expect([text, gap, ...rest.slice(0, 3)]).toEqual(['first', '', 'second', 'of two lines', '']);
    expect(rest.at(-1)).toBe('third');
    // A part of one message is that part.
    await one.message('third').evaluate((element) => {
      const text = element.querySelector('.message-text')!.firstChild!;
      getSelection()!.setBaseAndExtent(text, 1, text, 4);
    });
    expect(await copied(one.page)).toBe('hir');
  });

  it('are all that are loaded, and nothing else, after Ctrl+A', async () => {
    await write({ count: 40 });
    const one = await signIn(ada, options);
    await one.open(ben);
    await one.messages.filter({ hasText: textOf(39).trim() }).waitFor();
    await feedOf(one).focus();
    await one.page.keyboard.press('Control+a');
    const text = await copied(one.page);
    const numbers = [...text.matchAll(/^message (\d+)/gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, at) => at));
    expect(text).not.toContain('Sent');
    expect(text).not.toContain('Messages');
  });
});
