import { readFile } from 'node:fs/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Download, Page } from 'playwright-core';
import { exportSchema } from '../../support/exportSchema.js';
import { withoutStream } from '../../support/batchWrite.js';
import { writeConversation } from './bulk.js';
import type { Person } from './host.js';

interface Exported {
  readonly me: { readonly uuid: string };
  readonly messageGroups: readonly {
    readonly otherUserUuid: string;
    readonly messages: readonly { readonly message: string }[];
  }[];
}

export const button = (page: Page) => page.getByRole('button', { name: 'Download my data' });
export const cancel = (page: Page) => page.getByRole('button', { name: 'Cancel' });
export const progress = (page: Page) =>
  page.getByRole('progressbar', { name: 'Download of your data' });
export const saveAgain = (page: Page) => page.getByRole('link', { name: 'Save the file again' });

/** The saved file, which fits the schema. */
export async function fileOf(download: Download): Promise<Exported> {
  const value: unknown = JSON.parse(await readFile(await download.path(), 'utf8'));
  exportSchema(value);
  return value as Exported;
}

/** Presses the button, and waits for the file. */
export async function downloaded(page: Page): Promise<Exported> {
  const download = page.waitForEvent('download', { timeout: 0 });
  await button(page).click();
  return fileOf(await download);
}

export const textsWith = (file: Exported, { uuid }: Person): readonly string[] =>
  file.messageGroups
    .find(({ otherUserUuid }) => otherUserUuid === uuid)!
    .messages.map(({ message }) => message);

/** What is in the browser's private file system. */
export const files = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names: string[] = [];
    const root = await navigator.storage.getDirectory();
    for await (const name of root.keys()) {
      const folder = await root.getDirectoryHandle(name);
      for await (const file of folder.keys()) names.push(file);
    }
    return names.sort();
  });

/** Lets the n-th request for messages, and those after it, wait until `go` is called. */
export async function holdMessages(page: Page, after: number) {
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

/** Writes a long conversation past the worker, which has nothing to do with it. */
export const writeLong = (
  { client }: { readonly client: DynamoDBClient },
  between: readonly [Person, Person],
  count: number,
): Promise<void> =>
  withoutStream(client, 'direct-messages', () => writeConversation({ client, between, count }));
