import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { openPage, useBrowser } from './support/browser.js';
import { originOf } from './support/client.js';
import { Explorer } from './support/explorer.js';
import { useHost } from './support/host.js';

const browser = useBrowser();
const host = useHost({ seed: true });

let explorer: Explorer;
beforeEach(async () => {
  const { page } = await openPage(browser.current);
  explorer = new Explorer(page);
  await explorer.open(originOf(host.current));
});

const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await explorer.page.keyboard.press(key);
};
const hasFocus = (locator: Locator): Promise<boolean> =>
  locator.evaluate((element) => element === document.activeElement);
/** What has the focus, by its name. */
const focused = (): Promise<string> =>
  explorer.page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });

describe('By keyboard alone', () => {
  it('the user signs in, comes to the operation, runs it, and reads the response', async () => {
    const { page } = explorer;
    await press('Tab', 'Tab');
    expect(await focused()).toBe('@mira');
    await press('Enter');
    await page.getByText('You are @mira').waitFor();
    await explorer.ready();
    await page.reload();
    await explorer.ready();
    await press('Tab');
    expect(await focused()).toBe('Skip to the operation');
    await press('Enter', 'Tab');
    expect(await focused()).toBe('Operation');
    await press('ControlOrMeta+Enter');
    await explorer.shows('"otherUserHandle"');
    for (let stops = 0; (await focused()) !== 'Response'; stops += 1) {
      expect(stops).toBeLessThan(10);
      await press('Tab');
    }
    // A page of its text around the cursor, for a screen reader.
    expect(await explorer.editor('Response').inputValue()).toContain('"messageGroups"');
  });

  it('Tab and Shift+Tab lead out of each editor and write nothing', async () => {
    const before = await explorer.operation();
    await explorer.editor('Operation').focus();
    await press('Tab');
    expect(await focused()).toMatch(/^Execute query/);
    await press('Shift+Tab');
    expect(await focused()).toBe('Operation');
    await press('Shift+Tab');
    expect(await focused()).toBe('New tab');
    await explorer.editor('Variables').focus();
    await press('Tab');
    expect(await focused()).toBe('Response');
    await press('Shift+Tab');
    expect(await focused()).toBe('Variables');
    await press('Shift+Tab');
    expect(await focused()).toBe('Hide editor tools');
    expect(await explorer.operation()).toBe(before);
  });

  it('Ctrl+M makes Tab indent, and leads out again, as each editor says', async () => {
    const { page } = explorer;
    const operation = explorer.editor('Operation');
    const before = await explorer.operation();
    await operation.focus();
    const hint = await operation.evaluate(
      (field) => document.getElementById(field.getAttribute('aria-describedby')!)?.textContent,
    );
    expect(hint).toContain('Ctrl+M');
    await press('Control+Home', 'Control+M');
    await page.getByRole('alert').getByText('Tab will now insert').waitFor();
    await press('Tab');
    await expect.poll(() => explorer.operation()).toBe(`  ${before}`);
    expect(await hasFocus(operation)).toBe(true);
    await press('Control+M');
    await page.getByRole('alert').getByText('Tab will now move focus').waitFor();
    await press('Tab');
    expect(await focused()).toMatch(/^Execute query/);
  });

  it('one switches between tabs, and closes one without losing the place', async () => {
    const { page } = explorer;
    await explorer.be('mira');
    await explorer.choose('People');
    const tabs = page.getByRole('list', { name: 'Select active operation' });
    const current = tabs.locator('[aria-current="true"]');
    await expect.poll(() => current.textContent()).toBe('People');
    await tabs.getByRole('button', { name: 'MessageGroups' }).focus();
    await press('Enter');
    await expect.poll(() => current.textContent()).toBe('MessageGroups');
    await page.getByRole('group', { name: 'MessageGroups' }).waitFor();
    await expect.poll(() => explorer.operation()).toContain('messageGroups');
    for (let stops = 0; (await focused()) !== 'Close People'; stops += 1) {
      expect(stops).toBeLessThan(4);
      await press('Tab');
    }
    await press('Enter');
    await expect.poll(() => tabs.getByRole('listitem').count()).toBe(1);
    await expect.poll(() => hasFocus(current)).toBe(true);
  });

  it('what is folded away is no stop', async () => {
    const stops = async (): Promise<string[]> => {
      await explorer.button(/editor tools$/).focus();
      await press('Tab');
      return [await focused()];
    };
    expect(await stops()).toEqual(['Variables']);
    const { page } = explorer;
    await page.getByRole('button', { name: 'Variables', pressed: true }).waitFor();
    await explorer.button('Hide editor tools').focus();
    await press('Enter');
    await explorer.button('Show editor tools').waitFor();
    await page.getByRole('button', { name: 'Variables', pressed: false }).waitFor();
    expect(await stops()).toEqual(['Response']);
  });

  it('one sees where one is', async () => {
    const ring = (locator: Locator): Promise<string> =>
      locator.evaluate((element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return `${outlineStyle} ${outlineWidth}`;
      });
    await press('Tab', 'Tab');
    expect(await ring(explorer.button('@mira'))).toBe('solid 2px');
    await explorer.editor('Operation').focus();
    expect(await ring(explorer.page.locator('.graphiql-query-editor .graphiql-editor'))).toBe(
      'solid 2px',
    );
    await press('Tab');
    expect(await ring(explorer.button(/^Execute query/))).toBe('solid 2px');
  });
});

describe('A screen reader', () => {
  const says = (text: string): Promise<void> =>
    explorer.page.getByRole('status').getByText(text).waitFor({ state: 'attached' });

  it('announces what kind of response has come, and not all of it', async () => {
    const { page } = explorer;
    await explorer.run();
    await says('Response with 1 error: Not signed in: choose a user above');
    await explorer.be('mira');
    await explorer.run();
    await says('Response received');
    await explorer.choose('Live: new messages');
    await explorer.run();
    await says('Subscribed. Waiting for an event…');
    expect(await page.locator('.result-window').getAttribute('aria-live')).toBeNull();
  });

  it('knows the entries of the history by their operations', async () => {
    const { page } = explorer;
    await explorer.be('mira');
    await explorer.run();
    await explorer.shows('"data"');
    await explorer.button(/Show History/).click();
    const entry = page.locator('.graphiql-history-item').first();
    expect(
      await entry
        .getByRole('button')
        .evaluateAll((all) => all.map((one) => one.ariaLabel ?? one.textContent)),
    ).toEqual([
      'MessageGroups',
      'Edit label: MessageGroups',
      'Add favorite: MessageGroups',
      'Delete from history: MessageGroups',
    ]);
  });

  it('announces each suggestion, and which one is selected', async () => {
    const { page } = explorer;
    await explorer.be('mira');
    await explorer.editor('Operation').focus();
    await press('ControlOrMeta+A');
    await page.keyboard.insertText('{ me');
    await press('Control+Space');
    await page.getByRole('option', { name: 'messageGroups', exact: true }).waitFor();
    await press('ArrowDown');
    const list = page.getByRole('listbox', { name: 'Suggest' });
    await expect
      .poll(() =>
        list.evaluate(
          (box) => document.getElementById(box.getAttribute('aria-activedescendant')!)?.textContent,
        ),
      )
      .toContain('messageGroups');
  });
});
