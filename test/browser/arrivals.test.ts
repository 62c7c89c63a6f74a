import { expect, it } from 'vitest';
import { textOf, writeConversation } from './support/bulk.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost } from './support/host.js';
import { weigh } from './support/weigh.js';

const browser = useBrowser();
const host = useHost();

interface Watched extends Window {
  /** Pixels that the watched message was away from its place, at most. */
  furthest: number;
  isWatching: boolean;
}

const FEW = 60;
const MANY = 380;
/** Messages that a page holds of them, and of the 100 from before. */
const HELD = 400;

it(`${MANY} messages that arrive do not move a reader, and take little memory`, async () => {
  const [ada, ben] = [await makePerson(host.current, 'Ada'), await makePerson(host.current, 'Ben')];
  const { client } = host.current.table;
  await writeConversation({ client, between: [ada, ben], count: 100 });
  const one = await Client.signIn(browser.current, originOf(host.current), ada);
  const other = await Client.signIn(browser.current, originOf(host.current), ben);
  await one.open(ben);
  await one.messages.filter({ hasText: textOf(99).trim() }).waitFor();
  // Only sends: another page that follows would take half of the machine.
  await other.page.goto(`${originOf(host.current)}/config.json`);
  const feed = one.page.locator('.feed');

  // Half a view above the end.
  await feed.evaluate(async (element) => {
    element.scrollTop -= element.clientHeight / 2;
    await new Promise((go) => requestAnimationFrame(go));
    const edge = element.getBoundingClientRect().top;
    const anchor = [...element.querySelectorAll('.message')].find(
      (message) => message.getBoundingClientRect().top > edge,
    )!;
    const watched = window as unknown as Watched;
    Object.assign(watched, { furthest: 0, isWatching: true });
    const before = anchor.getBoundingClientRect().top;
    const look = (): void => {
      const moved = Math.abs(anchor.getBoundingClientRect().top - before);
      watched.furthest = Math.max(watched.furthest, anchor.isConnected ? moved : Infinity);
      if (watched.isWatching) requestAnimationFrame(look);
    };
    look();
  });
  const arrive = (from: number, to: number): Promise<void> =>
    other.post(
      ada,
      Array.from({ length: to - from }, (_, at) => `live ${from + at}`),
    );
  await arrive(0, FEW);
  await one
    .row(ben)
    .getByText(`live ${FEW - 1}`)
    .waitFor();
  const furthest = await one.page.evaluate(() => {
    const watched = window as unknown as Watched;
    watched.isWatching = false;
    return watched.furthest;
  });
  expect(furthest).toBe(0);

  await one.page.getByRole('button', { name: 'New messages' }).click();
  await one.message(`live ${FEW - 1}`).waitFor();
  const before = await weigh(one);
  await arrive(FEW, MANY);
  await one.message(`live ${MANY - 1}`).waitFor();
  const after = await weigh(one);
  console.info(`after ${FEW} and ${MANY} messages:`, before, after);
  expect(after.heap - before.heap).toBeLessThan(2_000_000);
  expect(after.elements).toBeLessThan(500);
  const last = await feed.locator('li').last().getAttribute('data-index');
  expect(Number(last)).toBeLessThan(HELD);
});
