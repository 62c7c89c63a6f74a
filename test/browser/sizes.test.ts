import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeConversation } from './support/bulk.js';
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
  ben = await makePerson(host.current, 'Ben', 'Benedikt Maximilian von Hohenfels');
});
const signIn = (
  person: Person,
  options: Parameters<typeof Client.signIn>[3] = {},
): Promise<Client> => Client.signIn(browser.current, originOf(host.current), person, options);

/** Texts in sight whose box is smaller than they are, or that lie outside of what holds them. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const texts = document.querySelectorAll<HTMLElement>(
      'h1, h2, .badge, .inbox-row-name, .inbox-row time, .pane-head .handle, .button, .send, .message-text, .message-meta, .brand, label:not(.visually-hidden)',
    );
    for (const element of texts) {
      const box = element.getBoundingClientRect();
      if (!element.checkVisibility() || box.width === 0) continue;
      const name = `${element.className || element.tagName}: ${element.textContent.slice(0, 30)}`;
      if (
        element.scrollWidth > element.clientWidth + 1 &&
        getComputedStyle(element).display !== 'inline'
      )
        found.push(`${name} is wider than its box`);
      if (box.left < -1 || box.right > innerWidth + 1) found.push(`${name} leaves the page`);
      const row = element.closest('.inbox-rows li')?.getBoundingClientRect();
      if (row && (box.top < row.top - 1 || box.bottom > row.bottom + 1))
        found.push(`${name} leaves its row`);
    }
    const rows = [...document.querySelectorAll('.inbox-rows li')].map((row) =>
      row.getBoundingClientRect(),
    );
    rows.sort((a, b) => a.top - b.top);
    rows.forEach((row, at) => {
      if (at > 0 && row.top < rows[at - 1]!.bottom - 1)
        found.push(`inbox row ${at} covers another`);
    });
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
    return found;
  });

/** Both panes of a conversation with unread messages, one after the other. */
async function cutAnywhere(options: Parameters<typeof Client.signIn>[3], prepare?: string) {
  const carla = await makePerson(host.current, 'Carla');
  const { client } = host.current.table;
  await writeConversation({
    client,
    between: [ada, ben],
    count: 130,
    unread: 120,
    senderOf: () => 1,
  });
  await writeConversation({ client, between: [ada, carla], count: 3 });
  const one = await signIn(ada, options);
  if (prepare) await one.page.addStyleTag({ content: prepare });
  await one.row(carla).waitFor();
  const found = [await cut(one.page)];
  await one.page.getByRole('link', { name: 'New message' }).first().click();
  await one.page.getByLabel('Handle of the person').waitFor();
  found.push(await cut(one.page));
  await one.page.goBack();
  await one.open(ben);
  await one.messages.first().waitFor();
  found.push(await cut(one.page));
  return found.flat();
}

describe.each(devices)('On a %s with text of 200 %', (_device, options) => {
  it('nothing is cut', async () => {
    expect(await cutAnywhere({ ...options, bypassCSP: true }, 'html { font-size: 200% }')).toEqual(
      [],
    );
  });
});

describe('At a zoom of 400 %', () => {
  it('nothing is cut', async () => {
    // 1280 by 1024 pixels (WCAG 2.2, 1.4.10).
    expect(await cutAnywhere({ viewport: { width: 320, height: 256 } })).toEqual([]);
  });
});

describe('A phone held sideways with its keyboard open', () => {
  it('shows the field, and a line of the conversation above it', async () => {
    const carla = await makePerson(host.current, 'Carla');
    const { client } = host.current.table;
    await writeConversation({ client, between: [ada, carla], count: 60 });
    const one = await signIn(ada, {
      viewport: { width: 390, height: 800 },
      hasTouch: true,
      isMobile: true,
    });
    await one.open(carla);
    await one.write('ok');
    await one.message('ok', 'sent').waitFor();
    await one.page.setViewportSize({ width: 740, height: 160 });
    const bubble = one.message('ok').locator('.bubble');
    await expect
      .poll(async () => {
        const [field, shown, feed] = await Promise.all([
          one.field.boundingBox(),
          bubble.boundingBox(),
          one.page.locator('.feed').boundingBox(),
        ]);
        return (
          field!.y + field!.height <= 160 &&
          shown!.y >= feed!.y - 1 &&
          shown!.y + shown!.height <= feed!.y + feed!.height + 1
        );
      })
      .toBe(true);
    // A long draft takes neither the button nor the conversation out of what is left.
    await one.field.fill('a line\n'.repeat(12));
    const seen = await one.page.evaluate(() => {
      const { offsetTop, height } = visualViewport!;
      const isSeen = (selector: string): boolean => {
        const box = document.querySelector(selector)!.getBoundingClientRect();
        return box.height > 0 && box.top >= offsetTop && box.bottom <= offsetTop + height;
      };
      const feed = document.querySelector('.feed')!.clientHeight;
      return { field: isSeen('#message'), send: isSeen('.send'), feed: feed >= 24 };
    });
    expect(seen).toEqual({ field: true, send: true, feed: true });
  });
});
