import type { Page, Request } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { nameAt, writeInbox } from './support/bulk.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { devices } from './support/devices.js';
import { makePerson, useHost, type Person } from './support/host.js';
import { weigh } from './support/weigh.js';

const CONVERSATIONS = 500;
const PAGE = 50;
/** DynamoDB does not say of a full page that it is the last one: an empty one follows. */
const PAGES = CONVERSATIONS / PAGE + 1;

const browser = useBrowser();
const host = useHost();

let ada: Person;
let ben: Person;
let carla: Person;
beforeEach(async () => {
  ada = await makePerson(host.current, 'Ada');
  ben = await makePerson(host.current, 'Ben');
  carla = await makePerson(host.current, 'Carla');
  const { client } = host.current.table;
  const people = { 117: carla, 400: ben };
  await writeInbox({ client, owner: ada, count: CONVERSATIONS, known: people });
});

const signIn = (person: Person): Promise<Client> =>
  Client.signIn(browser.current, originOf(host.current), person);

/** How many lists and single rows of the inbox the page has asked for since the last `reset`. */
function watch(page: Page) {
  const waiting = new Set<Request>();
  let seen = { lists: 0, rows: 0 };
  page.on('request', (request) => {
    const query = /query (MessageGroups?)\(/.exec(request.postData() ?? '')?.[1];
    if (!query) return;
    waiting.add(request);
    seen[query === 'MessageGroups' ? 'lists' : 'rows'] += 1;
  });
  page.on('requestfinished', (request) => waiting.delete(request));
  page.on('requestfailed', (request) => waiting.delete(request));
  return {
    reset: (): void => void (seen = { lists: 0, rows: 0 }),
    /** Resolves once so many have been asked for and answered; rejects where there are others. */
    async expect(wanted: typeof seen): Promise<void> {
      await expect.poll(() => seen).toEqual(wanted);
      await expect.poll(() => waiting.size).toBe(0);
      expect(seen).toEqual(wanted);
    },
  };
}

/** Ada at her inbox, after the two looks with which a session of the connection begins. */
async function openInbox(options: Parameters<typeof Client.signIn>[3]) {
  const prepare = (page: Page): Promise<void> => page.clock.install();
  const one = await Client.signIn(browser.current, originOf(host.current), ada, {
    ...options,
    prepare,
  });
  await one.page.getByText(nameAt(0), { exact: true }).waitFor();
  const seen = watch(one.page);
  await one.page.clock.fastForward(10_000);
  await seen.expect({ lists: 2, rows: 0 });
  return { one, seen };
}

/** Scrolls down to a name. @returns the names on the way, each once. */
const scrollTo = ({ page }: Client, name: string): Promise<string[]> =>
  page.locator('.inbox').evaluate(async (inbox, wanted) => {
    const seen: string[] = [];
    const { top, bottom } = inbox.getBoundingClientRect();
    while (!seen.includes(wanted)) {
      const rows = [...inbox.querySelectorAll<HTMLElement>('li')]
        .sort((one, other) => Number(one.dataset.index) - Number(other.dataset.index))
        .map((row) => ({ row, at: row.getBoundingClientRect() }));
      const list = inbox.querySelector('ul')!.getBoundingClientRect();
      // A row that is not drawn yet would be scrolled past: rows follow the scroll a frame later.
      const drawn =
        rows.length > 0 &&
        rows[0]!.at.top <= Math.max(top, list.top) + 1 &&
        rows.at(-1)!.at.bottom >= Math.min(bottom, list.bottom) - 1;
      if (drawn) {
        for (const { row, at } of rows) {
          const text = row.querySelector('.inbox-row-name')!.textContent;
          if (at.bottom <= bottom + 1 && !seen.includes(text)) seen.push(text);
        }
        if (!seen.includes(wanted)) inbox.scrollTop += inbox.clientHeight / 2;
      }
      await new Promise((go) => requestAnimationFrame(go));
    }
    return seen;
  }, name);

const known: Readonly<Record<number, string>> = { 117: 'Carla', 400: 'Ben' };
const names = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, at) => known[from + at] ?? nameAt(from + at));

describe.each(devices)(
  `On a %s, an inbox of ${CONVERSATIONS} conversations`,
  (_device, options) => {
    it('comes page by page as one scrolls, in order, in little memory and with no request too many', async () => {
      const { one, seen } = await openInbox(options);
      const before = await weigh(one);
      seen.reset();

      expect(await scrollTo(one, nameAt(CONVERSATIONS - 1))).toEqual(names(0, CONVERSATIONS));
      await seen.expect({ lists: PAGES - 1, rows: 0 });
      const after = await weigh(one);
      console.info('before and after the scroll:', before, after);
      expect(after.elements).toBeLessThan(before.elements + 200);
      expect(after.heap - before.heap).toBeLessThan(5_000_000);

      // A return to the tab reads what is loaded once more, and no row by itself.
      seen.reset();
      await one.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await seen.expect({ lists: PAGES + 1, rows: 0 }); // and the requests
    });

    it('stays where one reads it while messages arrive, and on the way back from a conversation', async () => {
      const { one, seen } = await openInbox(options);
      const [below, above] = [await signIn(ben), await signIn(carla)];
      await scrollTo(one, nameAt(122));
      // Carla's row is the first one in sight.
      await one.row(carla).evaluate((row) => row.scrollIntoView({ block: 'start' }));
      seen.reset();
      const read = one.page.getByText(nameAt(119), { exact: true });
      const place = (): Promise<number> => read.evaluate((row) => row.getBoundingClientRect().top);
      const top = await place();
      await below.post(ada, ['from further down']);
      await expect.poll(() => one.page.title()).toBe('(1) Messages');
      expect(Math.abs((await place()) - top)).toBeLessThan(1);
      await above.post(ada, ['from the first row in sight']);
      await expect.poll(() => one.page.title()).toBe('(2) Messages');
      expect(Math.abs((await place()) - top)).toBeLessThan(1);
      // Ben's row was not loaded yet.
      await seen.expect({ lists: 0, rows: 1 });

      await read.click();
      await one.field.waitFor();
      await one.page.goBack();
      await one.page.waitForURL('**/messages');
      await expect.poll(async () => Math.abs((await place()) - top)).toBeLessThan(1);
    });

    it('shows what comes at the top of the list there', async () => {
      const one = await Client.signIn(browser.current, originOf(host.current), ada, {
        ...options,
        // Taller than a page.
        viewport: { ...options.viewport!, height: 5_000 },
      });
      const other = await signIn(ben);
      await one.page.getByText(nameAt(PAGE + 5), { exact: true }).waitFor();
      await other.post(ada, ['for the top']);
      await expect
        .poll(() => one.page.locator('.inbox-row').first().textContent())
        .toContain('for the top');
      expect(await one.page.locator('.inbox').evaluate((inbox) => inbox.scrollTop)).toBe(0);
    });
  },
);

it('On a phone, the inbox behind a conversation reads no further', async () => {
  const { one, seen } = await openInbox(Object.fromEntries(devices)['phone']!);
  seen.reset();
  await one.page.goto(`${originOf(host.current)}/messages/${one.groupWith(carla)}`);
  await one.field.waitFor();
  await one.live();
  // Inbox and requests, each when the page opens and when the session begins; and the conversation's row.
  await seen.expect({ lists: 4, rows: 2 });
  // The inbox is there, and at the end of it the next page.
  await one.page.goBack();
  await one.page.getByText(nameAt(0), { exact: true }).waitFor();
  const seenNames = await scrollTo(one, nameAt(PAGE + 5));
  expect(seenNames.slice(0, PAGE + 6)).toEqual(names(0, PAGE + 6));
});
