import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { withoutStream } from '../support/batchWrite.js';
import { exportSchema } from '../support/exportSchema.js';
import { looks, violations } from './support/axe.js';
import { textOf, writeConversation } from './support/bulk.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { inConversation, isFocused } from './support/conversing.js';
import { devices } from './support/devices.js';
import { makePerson, useHost, type Person } from './support/host.js';

/** Messages of a small conversation and of a large one. */
const FEW = 500;
const MANY = process.env.LONG ? 100_000 : 5_000;

interface Exported {
  readonly me: { readonly uuid: string };
  readonly messageGroups: readonly {
    readonly otherUserUuid: string;
    readonly messages: readonly { readonly message: string }[];
  }[];
}

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

const button = (page: Page) => page.getByRole('button', { name: 'Download my data' });
const cancel = (page: Page) => page.getByRole('button', { name: 'Cancel' });
const progress = (page: Page) => page.getByRole('progressbar', { name: 'Download of your data' });
const saveAgain = (page: Page) => page.getByRole('link', { name: 'Save the file again' });

/** The saved file, which fits the schema. */
async function fileOf(download: Download): Promise<Exported> {
  const value: unknown = JSON.parse(await readFile(await download.path(), 'utf8'));
  exportSchema(value);
  return value as Exported;
}

/** Presses the button, and waits for the file. */
async function downloaded(page: Page): Promise<Exported> {
  const download = page.waitForEvent('download', { timeout: 0 });
  await button(page).click();
  return fileOf(await download);
}

const textsWith = (file: Exported, { uuid }: Person): readonly string[] =>
  file.messageGroups
    .find(({ otherUserUuid }) => otherUserUuid === uuid)!
    .messages.map(({ message }) => message);

/** What is in the browser's private file system. */
const files = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names: string[] = [];
    const root = await navigator.storage.getDirectory();
    for await (const name of root.keys()) {
      const folder = await root.getDirectoryHandle(name);
      for await (const file of folder.keys()) names.push(file);
    }
    return names.sort();
  });

const writeLong = (count: number): Promise<void> => {
  const { client } = host.current.table;
  return withoutStream(client, 'direct-messages', () =>
    writeConversation({ client, between: [mira, noor], count }),
  );
};

/** Lets the n-th request for messages, and those after it, wait until `go` is called. */
async function holdMessages(page: Page, after: number) {
  let asked = 0;
  let go = (): void => undefined;
  const gone = new Promise<void>((resolve) => (go = resolve));
  let isHeld = (): void => undefined;
  const held = new Promise<void>((resolve) => (isHeld = resolve));
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('query MessagesAfter') && (asked += 1) > after) {
      isHeld();
      await gone;
    }
    await route.continue().catch(() => undefined); // the page may be gone by now
  });
  return { held, go };
}

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
    await writeLong(FEW);
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
    // It can begin anew.
    expect(textsWith(await downloaded(page), noor)).toHaveLength(FEW);
    expect(client.complaints).toEqual([]);
  });

  it('goes on where it was when the network comes back, and on other pages', async () => {
    await writeLong(FEW);
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
    await writeLong(FEW);
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
    await writeLong(FEW);
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
    await writeLong(FEW);
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
    await writeLong(FEW);
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
    await writeLong(FEW);
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

describe(`The page's memory`, () => {
  /** The most bytes of live objects while the data is read, and the file. */
  async function peakOf(count: number) {
    mira = await makePerson(host.current, 'Mira');
    await writeLong(count);
    const { page } = await atSettings(mira);
    const session = await page.context().newCDPSession(page);
    const weigh = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    const before = await weigh();
    let peak = 0;
    let weighed = 0;
    let isOver = false;
    const began = performance.now();
    const download = downloaded(page).finally(() => (isOver = true));
    while (!isOver) {
      peak = Math.max(peak, await weigh());
      weighed += 1;
      await Promise.race([download, page.waitForResponse('**/graphql', { timeout: 0 })]);
    }
    const file = await download;
    const texts = textsWith(file, noor);
    const characters = JSON.stringify(file).length;
    const seconds = (performance.now() - began) / 1_000;
    await page.context().close();
    expect(weighed).toBeGreaterThan(1);
    return { texts, grown: peak - before, characters, weighed, seconds };
  }

  it(`grows no more with ${MANY} messages than with ${FEW}`, { timeout: 1_800_000 }, async () => {
    const few = await peakOf(FEW);
    const many = await peakOf(MANY);
    const figures = [few, many].map((one) => ({ ...one, texts: one.texts.length }));
    console.info('exports, and how many bytes the page grew by:', figures);
    expect(many.texts).toEqual(Array.from({ length: MANY }, (_, message) => textOf(message)));
    // Less than the text of the smaller one of the two large files.
    expect(many.characters).toBeGreaterThan(2_500_000);
    expect(many.grown - few.grown).toBeLessThan(2_000_000);
  });
});
