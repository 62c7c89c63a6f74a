import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { looks, violations } from './support/axe.js';
import { useBrowser } from './support/browser.js';
import { textOf } from './support/bulk.js';
import { Client, originOf } from './support/client.js';
import { inConversation, isFocused } from './support/conversing.js';
import { devices } from './support/devices.js';
import {
  button,
  cancel,
  downloaded,
  fileOf,
  files,
  holdMessages,
  progress,
  saveAgain,
  textsWith,
  writeLong,
} from './support/exporting.js';
import { makePerson, useHost, type Person } from './support/host.js';

/** Messages of the conversation: several pages. */
const FEW = 500;

const browser = useBrowser();
const host = useHost();
const at = (path: string): string => `${originOf(host.current)}${path}`;

let mira: Person;
let noor: Person;
beforeEach(async () => {
  mira = await makePerson(host.current, 'Mira');
  noor = await makePerson(host.current, 'Noor');
});

type Options = Parameters<typeof Client.signIn>[3];

/** Signed in, and at the settings. */
async function atSettings(person: Person, options: Options = {}): Promise<Client> {
  const client = await Client.signIn(browser.current, originOf(host.current), person, options);
  await client.page.goto(at('/settings'));
  return client;
}

const writeFew = (): Promise<void> => writeLong(host.current.table, [mira, noor], FEW);

describe.each(devices)('On a %s, “Download my data”', (_device, options) => {
  it('saves a file with the conversations, by keyboard alone, and nothing stays in the browser', async () => {
    const [one] = await inConversation({
      browser: browser.current,
      host: host.current,
      between: [mira, noor],
      options,
    });
    const { page } = one;
    await page.goto(at('/settings'));
    const download = page.waitForEvent('download');
    await button(page).focus();
    await page.keyboard.press('Enter');
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(/^direct-messages-\d{4}-\d\d-\d\d\.json$/);
    const file = await fileOf(saved);
    expect(file.me.uuid).toBe(mira.uuid);
    expect(textsWith(file, noor)).toEqual(['hello', 'hello back']);

    const again = page.waitForEvent('download');
    await saveAgain(page).click();
    expect(await fileOf(await again)).toEqual(file);
    expect(await files(page)).toHaveLength(1);
    await page.getByRole('link', { name: 'Back to your messages' }).click();
    await expect.poll(() => files(page)).toEqual([]);
    expect(one.complaints).toEqual([]);
  });

  it('is cancelled at once, and leaves no file', async () => {
    await writeFew();
    const client = await atSettings(mira, options);
    const { page } = client;
    const { held, go } = await holdMessages(page, 2);
    await button(page).click();
    await held;
    expect(await files(page)).not.toEqual([]);
    await page.getByText('Conversations: 0 of 1. Messages: 200.').waitFor();
    await cancel(page).click();
    await page.getByText('Cancelled. Nothing was saved.').waitFor();
    expect(await isFocused(button(page))).toBe(true);
    expect(await progress(page).count()).toBe(0);
    await expect.poll(() => files(page)).toEqual([]);
    go();
    // It can begin again.
    expect(textsWith(await downloaded(page), noor)).toHaveLength(FEW);
    expect(client.complaints).toEqual([]);
  });

  it('goes on where it was when the network comes back, and on other pages', async () => {
    await writeFew();
    const client = await atSettings(mira, options);
    const { page } = client;
    const { held, go } = await holdMessages(page, 2);
    const download = page.waitForEvent('download');
    await button(page).click();
    await held;
    await page.context().setOffline(true);
    go();
    await page.getByText('There is no answer at the moment.').waitFor();
    await page.getByRole('link', { name: 'Back to your messages' }).click();
    await page.context().setOffline(false);
    const texts = textsWith(await fileOf(await download), noor);
    expect(texts).toEqual(Array.from({ length: FEW }, (_, message) => textOf(message)));
    await page.getByRole('link', { name: 'Settings' }).click();
    await saveAgain(page).waitFor();
    expect(client.complaints).toEqual([]);
  });
});

describe('The file of an export', () => {
  it('is deleted by a sign-out, also while it is written', async () => {
    await writeFew();
    const { page } = await atSettings(mira);
    const other = await page.context().newPage();
    await other.goto(at('/icon.svg')); // the same file system, and no client
    const { held } = await holdMessages(page, 2);
    await button(page).click();
    await held;
    expect(await files(other)).not.toEqual([]);
    await page.getByRole('link', { name: 'Back to your messages' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await files(other)).toEqual([]);
  });

  it('that a closed page has left is deleted at the next start, and those of open pages are not', async () => {
    await writeFew();
    const { page: writing } = await atSettings(mira);
    const newPage = async (): Promise<Page> => {
      const page = await writing.context().newPage();
      await page.goto(at('/settings'));
      return page;
    };
    const { held, go } = await holdMessages(writing, 2);
    const download = writing.waitForEvent('download');
    await button(writing).click();
    await held;
    const ready = await newPage();
    await downloaded(ready);
    const ofOpenPages = await files(writing);

    const closed = [await newPage(), await newPage()] as const;
    await downloaded(closed[0]);
    const second = await holdMessages(closed[1], 2);
    await button(closed[1]).click();
    await second.held;
    expect(await files(writing)).not.toEqual(ofOpenPages);
    for (const page of closed) await page.close();
    const next = await newPage();
    await expect.poll(() => files(next)).toEqual(ofOpenPages);

    go();
    expect(textsWith(await fileOf(await download), noor)).toHaveLength(FEW);
    const again = ready.waitForEvent('download');
    await saveAgain(ready).click();
    expect(textsWith(await fileOf(await again), noor)).toHaveLength(FEW);
  });

  it('is deleted when another tab signs out, also while it is written', async () => {
    await writeFew();
    const { page } = await atSettings(mira, {
      // The request that is held does not end by its own time limit.
      prepare: async (opened) => {
        await opened.addInitScript(() => {
          const begin = window.setTimeout.bind(window);
          window.setTimeout = ((work: () => void, duration = 0) =>
            begin(work, duration < 10_000 ? duration : 2 ** 31 - 1)) as typeof window.setTimeout;
        });
      },
    });
    const { held } = await holdMessages(page, 2);
    await button(page).click();
    await held;
    // Not the page of the settings, which would end it when it goes.
    await page.getByRole('link', { name: 'Back to your messages' }).click();
    const other = await page.context().newPage();
    await other.goto(at('/messages'));
    await other.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expect.poll(() => files(page)).toEqual([]);
  });

  it('is kept in blobs where the browser has no file system for the page', async () => {
    await writeFew();
    const { page } = await atSettings(mira, {
      prepare: async (opened) => {
        await opened.addInitScript(() => {
          navigator.storage.getDirectory = () => Promise.reject(new DOMException('No'));
        });
      },
    });
    expect(textsWith(await downloaded(page), noor)).toHaveLength(FEW);
  });

  it('that finds no room on the device is given up in words', async () => {
    const { page } = await atSettings(mira, {
      prepare: async (opened) => {
        await opened.addInitScript(() => {
          FileSystemWritableFileStream.prototype.write = () =>
            Promise.reject(new DOMException('Full', 'QuotaExceededError'));
        });
      },
    });
    await button(page).click();
    await page.getByText('There is not enough room for the file on this device.').waitFor();
    await expect.poll(() => files(page)).toEqual([]);
  });
});

describe.each(looks)('axe finds nothing ($name)', ({ options }) => {
  it('before, while, and after the data is read', async () => {
    await writeFew();
    const { page } = await atSettings(mira, options);
    await button(page).waitFor();
    const found = [await violations(page)];
    const { held, go } = await holdMessages(page, 2);
    const download = page.waitForEvent('download');
    await button(page).click();
    await held;
    found.push(await violations(page));
    go();
    await download;
    await saveAgain(page).waitFor();
    found.push(await violations(page));
    expect(found.flat()).toEqual([]);
  });
});
