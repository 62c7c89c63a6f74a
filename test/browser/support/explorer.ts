import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The explorer in a page. */
export class Explorer {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(origin: string): Promise<void> {
    await this.page.goto(`${origin}/graphiql`);
    await this.ready();
  }

  /** Resolves once there is an operation to edit. */
  ready(): Promise<void> {
    return this.page.locator('.graphiql-query-editor .view-line').first().waitFor();
  }

  /** Signs in as a demo user. */
  async be(handle: string): Promise<void> {
    await this.page.getByRole('button', { name: `@${handle}`, exact: true }).click();
    await this.page.getByText(`You are @${handle}`).waitFor();
    await this.ready();
  }

  /** Opens a ready-made operation in a tab of its own. */
  async choose(title: string): Promise<void> {
    const pane = this.page.getByRole('heading', { name: 'Ready-made operations' });
    if (!(await pane.isVisible())) await this.button(/Ready-made operations/).click();
    await this.button(title).click();
  }

  run(): Promise<void> {
    return this.button(/^Execute query/).click();
  }

  /** Resolves once the response has a text in it, however its lines are wrapped. */
  shows(text: string): Promise<void> {
    const pane = this.page.locator('.result-window');
    return expect
      .poll(async () => (await pane.textContent())?.replaceAll(/\s+/g, ' '), { timeout: 20_000 })
      .toContain(text);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name }).first();
  }

  /** An editor's field, as it is known to a screen reader. */
  editor(name: 'Operation' | 'Variables' | 'Response'): Locator {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  /** The operation's text, as far as it can be seen. */
  operation(): Promise<string> {
    return this.page
      .locator('.graphiql-query-editor .view-lines')
      .innerText()
      .then((text) => text.replaceAll('\u00a0', ' '));
  }
}
