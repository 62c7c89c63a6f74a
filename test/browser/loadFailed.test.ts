import { expect, it } from 'vitest';
import { useBrowser } from './support/browser.js';
import { writeConversation } from './support/bulk.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost } from './support/host.js';

declare global {
  interface Window {
    /** Tells the test of a click. */
    pressed(): void;
  }
}

const browser = useBrowser();
const host = useHost();

it.each([
  ['messages', 'messages', 'The messages could not be loaded.', 'message 3'],
  ['conversations', 'messageGroups', 'Your conversations could not be loaded.', 'Ben'],
])('%s that could not be loaded say so, and come when asked for again', async (...of) => {
  const [, field, failed, shown] = of;
  const [ada, ben] = [await makePerson(host.current, 'Ada'), await makePerson(host.current, 'Ben')];
  const { client } = host.current.table;
  await writeConversation({ client, between: [ada, ben], count: 4 });
  const one = await Client.signIn(browser.current, originOf(host.current), ada, {
    prepare: (page) => page.clock.install(),
  });
  const address = new URL(`/messages/${one.groupWith(ben)}`, one.page.url()).href;
  let isRefused = true;
  await one.page.route('**/graphql', (route) => {
    const query = route.request().postData() ?? '';
    if (!isRefused || !new RegExp(`\\b${field}\\(`).test(query)) return route.fallback();
    const errors = [{ errorType: 'Refused', message: 'not now' }];
    return route.fulfill({ json: { data: null, errors } });
  });
  await one.page.exposeFunction('pressed', () => void (isRefused = false));
  await one.page.addInitScript(() =>
    document.addEventListener('click', () => window.pressed(), { capture: true }),
  );
  await one.page.goto(address);
  const alert = one.page.getByRole('alert').filter({ hasText: failed });
  await alert.waitFor();
  // A session of the connection reads again twice by itself, and is refused as well.
  await one.live();
  await one.page.clock.fastForward(10_000);

  await alert.getByRole('button', { name: 'Try again' }).click();
  await alert.waitFor({ state: 'detached' });
  await one.page.getByText(shown).first().waitFor();
  expect(await one.page.getByRole('alert').filter({ hasText: 'could not' }).count()).toBe(0);
});
