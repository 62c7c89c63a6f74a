import { mkdir } from 'node:fs/promises';
import type { BrowserContext } from 'playwright-core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { useBrowser } from './support/browser.js';
import { originOf } from './support/client.js';
import { Explorer } from './support/explorer.js';
import { useHost } from './support/host.js';

/** The README's pictures; `UPDATE_IMAGES=1` makes new ones. */
const images = new URL(
  process.env.UPDATE_IMAGES ? '../../docs/images/' : '../../build/images/',
  import.meta.url,
).pathname;
const browser = useBrowser();
const host = useHost({ seed: true });

let context: BrowserContext;
beforeAll(() => mkdir(images, { recursive: true }));

/** A tab of one browser, at the explorer. */
async function openTab(): Promise<Explorer> {
  const explorer = new Explorer(await context.newPage());
  await explorer.open(originOf(host.current));
  return explorer;
}

async function openBrowser(): Promise<void> {
  context = await browser.current.newContext({ viewport: { width: 1360, height: 850 } });
  onTestFinished(() => context.close());
}

describe('The explorer', () => {
  it('says that no user is signed in, before one is', async () => {
    await openBrowser();
    const explorer = await openTab();
    const { page } = explorer;
    await page.getByText('Not signed in', { exact: true }).waitFor();
    await explorer.run();
    await explorer.shows('"message": "Not signed in: choose a user above"');
    expect(await page.locator('.result-window').textContent()).not.toContain('stack');
  });

  it.each([
    ['B: conversations', '"otherUserHandle": "priya"'],
    ['A: messages of a conversation', '"createdAt"'],
    ['C: first message to a person', '"recipientHandle": "jonas"'],
    ['D: message into a conversation', 'Hello from the explorer'],
    ['Catch up', '"messagesAfter"'],
    ['People', '"handle": "mira"'],
  ])('runs %s as it is', async (title, expected) => {
    await openBrowser();
    const explorer = await openTab();
    await explorer.be('mira');
    await explorer.choose(title);
    await explorer.run();
    await explorer.shows(expected);
  });

  it('is two people in two tabs, and what one sends the other sees live', async () => {
    await openBrowser();
    const [mira, jonas] = [await openTab(), await openTab()];
    await mira.be('mira');
    await jonas.be('jonas');
    await jonas.choose('Live: new messages');
    await jonas.run();
    await jonas.shows('Subscribed');
    await mira.choose('C: first message to a person');
    await mira.run();
    await mira.shows('"handle": "mira"');
    await jonas.shows('Hello from the explorer');
    await mira.page.reload();
    await mira.page.getByText('You are @mira').waitFor();
    await jonas.page.screenshot({ path: `${images}explorer.png` });
  });

  it('shows the documentation of the schema, and what was run before', async () => {
    await openBrowser();
    const explorer = await openTab();
    const { page } = explorer;
    await explorer.be('mira');
    await explorer.choose('B: conversations');
    await explorer.run();
    await explorer.shows('"items"');
    await page.getByRole('button', { name: /Documentation Explorer/ }).click();
    await page.getByText('Root Types').waitFor();
    await page.getByRole('link', { name: 'Mutation' }).click();
    await page.getByText('Sends a message: into an existing conversation').waitFor();
    await page.getByRole('button', { name: /History/ }).click();
    await page.locator('.graphiql-history-item', { hasText: 'MessageGroups' }).first().waitFor();
  });

  it('signs in any user by e-mail and password, and says what is wrong', async () => {
    await openBrowser();
    const explorer = await openTab();
    const { page } = explorer;
    await page.getByLabel('E-mail').fill('mira@example.com');
    await page.getByLabel('Password').fill('not it');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Incorrect username or password.').waitFor();
    await page.getByLabel('Password').fill(host.current.config.demoUsers[0]!.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('You are @mira').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('Not signed in', { exact: true }).waitFor();
  });
});

describe('The client', () => {
  it('lets one be a demo user with one click', async () => {
    await openBrowser();
    const page = await context.newPage();
    await page.setViewportSize({ width: 1200, height: 780 });
    await page.goto(originOf(host.current));
    await page.getByRole('button', { name: 'Mira Lindqvist' }).click();
    await page.getByRole('link', { name: /Priya Raman/ }).click();
    await page.locator('.message').first().waitFor();
    await page.locator('.connection[data-status="live"]').waitFor({ state: 'attached' });
    const jonas = await browser.current.newContext();
    onTestFinished(() => jonas.close());
    const his = await jonas.newPage();
    await his.goto(originOf(host.current));
    await his.getByRole('button', { name: 'Jonas Okafor' }).click();
    await his.getByRole('link', { name: /Mira Lindqvist/ }).click();
    await his.getByLabel('Message to Mira Lindqvist').fill('Saturday still good for the hike? 🥾');
    await his.keyboard.press('Enter');
    await page.locator('.inbox-row .badge').waitFor();
    await page.screenshot({ path: `${images}conversation.png` });
  });
});
