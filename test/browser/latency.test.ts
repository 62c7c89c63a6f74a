import { expect, it } from 'vitest';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost } from './support/host.js';

const MESSAGES = 100;
const LIMIT = 300; // ms, p95

const browser = useBrowser();
const host = useHost();

declare global {
  interface Window {
    seen: Record<string, number>;
    clicked: number;
  }
}

/** Notes when each text is first there: both pages have the machine's clock. */
const watch = ({ page }: Client, selector: string): Promise<void> =>
  page.evaluate((where) => {
    window.seen = {};
    const look = (): void => {
      for (const element of document.querySelectorAll(where)) {
        window.seen[element.textContent ?? ''] ??= Date.now();
      }
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  }, selector);

const p95 = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.ceil(values.length * 0.95) - 1]!;

it(`a message is in the other's conversation and inbox within ${LIMIT} ms of the click (p95 of ${MESSAGES})`, async () => {
  const [ada, ben] = [await makePerson(host.current, 'Ada'), await makePerson(host.current, 'Ben')];
  const one = await Client.signIn(browser.current, originOf(host.current), ada);
  const atConversation = await Client.signIn(browser.current, originOf(host.current), ben);
  const atInbox = await Client.signIn(browser.current, originOf(host.current), ben);
  await one.find(ben);
  await one.write('Hello');
  await atConversation.open(ada);
  await atInbox.row(ada).waitFor();
  await watch(atConversation, '.message-text');
  await watch(atInbox, '.inbox-row-preview');
  await one.page.evaluate(() =>
    document.addEventListener('click', () => (window.clicked = Date.now()), { capture: true }),
  );

  const took: { conversation: number[]; inbox: number[] } = { conversation: [], inbox: [] };
  for (let at = 0; at < MESSAGES; at += 1) {
    const text = `message ${at}`;
    await one.write(text);
    const clicked = await one.page.evaluate(() => window.clicked);
    const seenBy = async ({ page }: Client): Promise<number> => {
      await page.waitForFunction((sought) => window.seen[sought] !== undefined, text);
      return page.evaluate((sought) => window.seen[sought]!, text);
    };
    took.conversation.push((await seenBy(atConversation)) - clicked);
    took.inbox.push((await seenBy(atInbox)) - clicked);
  }
  const figures = { conversation: p95(took.conversation), inbox: p95(took.inbox) };
  console.info('p95 from click to sight, ms:', figures);
  expect(figures.conversation).toBeLessThanOrEqual(LIMIT);
  expect(figures.inbox).toBeLessThanOrEqual(LIMIT);
});
