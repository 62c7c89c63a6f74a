import type { Browser, Locator } from 'playwright-core';
import { Client, originOf } from './client.js';
import type { Person } from './host.js';

interface Conversing {
  readonly browser: Browser;
  readonly host: { readonly url: string };
  readonly between: readonly [Person, Person];
  readonly options?: Parameters<typeof Client.signIn>[3];
}

/** Two people in their conversation: `hello`, and `hello back`. They say yes to each question. */
export async function inConversation(options: Conversing): Promise<readonly [Client, Client]> {
  const { browser, host, between } = options;
  const [mira, noor] = between;
  const origin = originOf(host);
  const one = await Client.signIn(browser, origin, mira, options.options);
  const other = await Client.signIn(browser, origin, noor, options.options);
  for (const { page } of [one, other]) page.on('dialog', (dialog) => void dialog.accept());
  await one.find(noor);
  await one.write('hello');
  await one.message('hello', 'sent').waitFor();
  await other.open(mira);
  await other.write('hello back');
  await one.message('hello back').waitFor();
  await other.message('hello back', 'sent').waitFor();
  return [one, other];
}

export const menuOf = (message: Locator): Locator =>
  message.getByRole('button', { name: /^Options of/ });

/** Chooses from the menu of a message, by its button. */
export async function choose(client: Client, text: string, action: string): Promise<void> {
  const message = client.message(text);
  await menuOf(message).click();
  await message.getByRole('button', { name: action, exact: true }).click();
}

export const isFocused = (element: Locator): Promise<boolean> =>
  element.evaluate((one) => one === document.activeElement);
