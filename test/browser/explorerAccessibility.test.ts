import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { looks, violations } from './support/axe.js';
import { openPage, useBrowser } from './support/browser.js';
import { originOf } from './support/client.js';
import { lowContrasts } from './support/contrast.js';
import { Explorer } from './support/explorer.js';
import { useHost } from './support/host.js';

const browser = useBrowser();
const host = useHost({ seed: true });

async function openExplorer(options: BrowserContextOptions = {}): Promise<Explorer> {
  const { page } = await openPage(browser.current, options);
  const explorer = new Explorer(page);
  await explorer.open(originOf(host.current));
  return explorer;
}

/** Every kind of token of an operation, and brackets three deep. */
const EVERY_TOKEN = `# a comment
query Every($limit: Int = 20, $far: Float = 1.5) @skip(if: true) {
  messageGroups(limit: $limit) { items { uuid ...Rest } }
}
fragment Rest on MessageGroup { lastMessage: lastMessage @include(if: "text") }`;

/** Replaces the operation by what a clipboard would bring: no bracket is closed by the editor. */
async function write(explorer: Explorer, text: string): Promise<void> {
  const { page } = explorer;
  await explorer.editor('Operation').focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

describe.each(looks)('axe finds nothing in the explorer ($name)', ({ options }) => {
  /** What axe finds in each of some states, with the state's name. */
  function states(page: Page) {
    const found: string[] = [];
    return {
      found,
      look: async (state: string): Promise<void> => {
        found.push(...(await violations(page)).map((violation) => `${state}: ${violation}`));
      },
    };
  }

  it('signed out, and with an error as the response', async () => {
    const explorer = await openExplorer(options);
    const { found, look } = states(explorer.page);
    await look('signed out');
    await explorer.run();
    await explorer.shows('Not signed in');
    await look('error');
    await explorer.button(/^Prettify/).hover();
    await explorer.page.locator('.graphiql-tooltip').waitFor();
    await look('tooltip');
    expect(found).toEqual([]);
  });

  it('signed in, with ready-made operations, several tabs, responses, and a subscription', async () => {
    const explorer = await openExplorer(options);
    const { found, look } = states(explorer.page);
    await explorer.be('mira');
    await look('signed in');
    await explorer.choose('C: first message to a person');
    await look('ready-made operations, variables, two tabs');
    await explorer.run();
    await explorer.shows('"createMessage"');
    await look('response');
    await explorer.choose('Live: new messages');
    await explorer.run();
    await explorer.shows('Subscribed');
    await look('subscription');
    await explorer.button('Hide editor tools').click();
    await explorer.button('Show editor tools').waitFor();
    await look('variables folded away');
    expect(found).toEqual([]);
  });

  it('in the documentation and its search', async () => {
    const explorer = await openExplorer(options);
    const { page } = explorer;
    const { found, look } = states(page);
    await explorer.be('mira');
    await explorer.button(/Documentation Explorer/).click();
    await page.getByText('Root Types').waitFor();
    await look('schema');
    await page.getByRole('link', { name: 'Mutation' }).click();
    await page.getByText('Sends a message: into an existing conversation').waitFor();
    await look('type');
    const search = page.getByRole('combobox', { name: 'Search Mutation...' });
    await search.fill('message');
    await page.getByRole('option', { name: /createMessage/ }).waitFor();
    await look('search');
    await search.fill('no such thing');
    await page.getByRole('option', { name: 'No results found' }).waitFor();
    await look('nothing found');
    await page.getByRole('link', { name: 'createMessage', exact: true }).click();
    await page.getByRole('heading', { name: 'createMessage', exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Arguments', exact: true }).waitFor();
    await look('field');
    expect(found).toEqual([]);
  });

  it('in the history', async () => {
    const explorer = await openExplorer(options);
    const { page } = explorer;
    const { found, look } = states(page);
    await explorer.be('mira');
    for (const title of ['B: conversations', 'People']) {
      await explorer.choose(title);
      await explorer.run();
      await explorer.shows('"data"');
    }
    await explorer.button(/Show History/).click();
    await explorer.button('Add favorite: MessageGroups').waitFor();
    await look('entries');
    await explorer.button('Add favorite: MessageGroups').click();
    await explorer.button('Remove favorite: MessageGroups').waitFor();
    await look('favorite');
    await explorer.button('Edit label: MessageGroups').click();
    await page.getByRole('textbox', { name: 'Label' }).waitFor();
    await explorer.button('Cancel').waitFor();
    await look('label');
    expect(found).toEqual([]);
  });

  it('in its dialogs', async () => {
    const explorer = await openExplorer(options);
    const { page } = explorer;
    const { found, look } = states(page);
    await explorer.button('Open short keys dialog').click();
    await page.getByRole('dialog', { name: 'Short Keys' }).waitFor();
    await look('short keys');
    await page.keyboard.press('Escape');
    await explorer.button('Open settings dialog').click();
    await page.getByRole('dialog', { name: 'Settings' }).waitFor();
    await look('settings');
    await explorer.button('Clear data').click();
    await explorer.button('Cleared data').waitFor();
    await look('cleared');
    expect(found).toEqual([]);
  });

  it('in what its editors open, and in a choice of operations', async () => {
    const explorer = await openExplorer(options);
    const { page } = explorer;
    const { found, look } = states(page);
    await explorer.be('mira');
    await write(explorer, 'query One { me { handle } } query Two { me { handle } }');
    const menu = page.getByRole('menuitem', { name: 'Two' });
    await expect
      .poll(async () => {
        // GraphiQL learns late of what is in its editor.
        if (!(await menu.isVisible())) await explorer.run();
        return menu.isVisible();
      })
      .toBe(true);
    await look('operations');
    await page.keyboard.press('Escape');
    await write(explorer, 'query Some { me');
    await page.keyboard.press('Control+Space');
    await page.getByRole('option', { name: 'messageGroups' }).waitFor();
    await look('suggestions');
    await page.keyboard.press('Escape');
    await page.locator('.squiggly-error').first().waitFor();
    await look('mistakes');
    await page.keyboard.press('ControlOrMeta+F');
    await page.locator('.find-widget.visible').waitFor();
    await look('find');
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.getByRole('option', { name: /^Add Cursor Above/ }).waitFor();
    await look('commands');
    expect(found).toEqual([]);
  });
});

describe('The text of the editors', () => {
  it.each(['light', 'dark'] as const)(
    'has a contrast of 4.5, token by token, where the system is %s',
    async (colorScheme) => {
      const explorer = await openExplorer({ colorScheme });
      const { page } = explorer;
      await explorer.be('mira');
      await explorer.choose('B: conversations');
      await explorer.run();
      await explorer.shows('"unreadCount"');
      await write(explorer, EVERY_TOKEN);
      await page.locator('.bracket-highlighting-2').first().waitFor();
      expect(await lowContrasts(page, '.view-line span span, .line-numbers')).toEqual([]);
    },
  );

  it('follows the system when that changes, and the choice in the settings', async () => {
    const explorer = await openExplorer({ colorScheme: 'light' });
    const { page } = explorer;
    const color = (): Promise<string> =>
      page
        .locator('.line-numbers')
        .first()
        .evaluate((number) => getComputedStyle(number).color);
    const light = await color();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(color).not.toBe(light);
    expect(await lowContrasts(page, '.view-line span span, .line-numbers')).toEqual([]);
    await explorer.button('Open settings dialog').click();
    const choice = page.getByRole('group', { name: 'Theme' });
    await choice.getByRole('button', { name: 'System', pressed: true }).waitFor();
    await choice.getByRole('button', { name: 'Light' }).click();
    await choice.getByRole('button', { name: 'Light', pressed: true }).waitFor();
    await expect.poll(color).toBe(light);
    await page.keyboard.press('Escape');
    expect(await lowContrasts(page, '.view-line span span, .line-numbers')).toEqual([]);
  });
});

describe('On 320 pixels', () => {
  it('all is there without scrolling sideways', async () => {
    const explorer = await openExplorer({ viewport: { width: 320, height: 640 } });
    const { page } = explorer;
    await explorer.be('mira');
    await explorer.choose('People');
    await explorer.run();
    await explorer.shows('"data"');
    const wide = [
      explorer.page.locator('.graphiql-plugin'),
      explorer.page.locator('.graphiql-editors'),
      explorer.page.locator('.result-window'),
    ];
    for (const part of wide) {
      const { x, width } = (await part.boundingBox())!;
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(320);
      expect(width).toBeGreaterThan(260);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});
