import { beforeAll, describe, expect, it } from 'vitest';
import { textOf, writeConversation } from './support/bulk.js';
import { useBrowser } from './support/browser.js';
import { Client, originOf } from './support/client.js';
import { makePerson, useHost, type Person } from './support/host.js';

const LONG = 100_000;
const SHORT = 100;

const browser = useBrowser();
const host = useHost();
let ada: Person;
let ben: Person;
let carla: Person;
beforeAll(async () => {
  ada = await makePerson(host.current, 'Ada');
  ben = await makePerson(host.current, 'Ben');
  carla = await makePerson(host.current, 'Carla');
  await writeConversation(host.current, ada, ben, LONG);
  await writeConversation(host.current, ada, carla, SHORT);
}, 600_000);

const signIn = (): Promise<Client> => Client.signIn(browser.current, originOf(host.current), ada);

/** Milliseconds from the click on the inbox's row to the newest message in sight. */
async function timeToOpen(client: Client, other: Person, newest: string): Promise<number> {
  const { page } = client;
  await page.goto(`${originOf(host.current)}/messages`);
  await client.row(other).waitFor();
  await client.live();
  await page.evaluate((text) => {
    const started = new Promise<number>((resolve) =>
      document.addEventListener('click', () => resolve(performance.now()), {
        once: true,
        capture: true,
      }),
    );
    const shown = new Promise<number>((resolve) => {
      const look = (): void => {
        const there = [...document.querySelectorAll('.message-text')].some(
          (element) => element.textContent === text,
        );
        if (there) resolve(performance.now());
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    (window as unknown as { took: Promise<number> }).took = Promise.all([started, shown]).then(
      ([from, to]) => to - from,
    );
  }, newest);
  await client.row(other).click();
  return page.evaluate(() => (window as unknown as { took: Promise<number> }).took);
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;

/** Bytes of live objects, and elements on the page. */
async function weigh({ page }: Client): Promise<{ heap: number; elements: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return {
    heap: usedSize,
    elements: await page.evaluate(() => document.querySelectorAll('*').length),
  };
}

/** Scrolls to the top again and again, until so many pages have come. */
const scrollUp = ({ page }: Client, pages: number): Promise<void> =>
  page.locator('.feed').evaluate(async (feed, count) => {
    const frame = (): Promise<void> => new Promise((go) => requestAnimationFrame(() => go()));
    const oldest = (): string | undefined =>
      feed.querySelector<HTMLElement>('.message[data-uuid]')?.dataset.uuid;
    for (let page = 0; page < count; page += 1) {
      feed.scrollTop = 0;
      await frame();
      const before = oldest();
      while (feed.scrollTop === 0 || oldest() === before) {
        feed.scrollTop = 0;
        await frame();
      }
    }
  }, pages);

describe(`A conversation of ${LONG} messages`, () => {
  it(`opens as fast as one of ${SHORT}`, async () => {
    const client = await signIn();
    const took: { long: number[]; short: number[] } = { long: [], short: [] };
    for (let round = 0; round < 7; round += 1) {
      took.long.push(await timeToOpen(client, ben, textOf(LONG - 1)));
      took.short.push(await timeToOpen(client, carla, textOf(SHORT - 1)));
    }
    const figures = { long: median(took.long), short: median(took.short) };
    console.info('median from click to newest message, ms:', figures);
    // The machine's noise: a third of the time, or two frames.
    expect(figures.long).toBeLessThanOrEqual(Math.max(figures.short * 1.33, figures.short + 34));
  });

  it('does not move what is being read when older messages come above it', async () => {
    const client = await signIn();
    await client.open(ben);
    await client
      .message(textOf(LONG - 1).trim())
      .waitFor()
      .catch(() => undefined);
    const moved = await client.page.locator('.feed').evaluate(async (feed) => {
      const frame = (): Promise<void> => new Promise((go) => requestAnimationFrame(() => go()));
      const rows = (): HTMLElement[] => [
        ...feed.querySelectorAll<HTMLElement>('.message[data-uuid]'),
      ];
      const worst: number[] = [];
      for (let page = 0; page < 12; page += 1) {
        // Near the top, where the next page is asked for; then hands off the wheel.
        feed.scrollTop = Math.min(feed.scrollTop, 300);
        await frame();
        await frame();
        const edge = feed.getBoundingClientRect().top;
        const anchor = rows().find((row) => row.getBoundingClientRect().top > edge)!;
        const { uuid } = anchor.dataset;
        const top = anchor.getBoundingClientRect().top;
        const height = feed.scrollHeight;
        let furthest = 0;
        let frames = 0;
        let settled = 0;
        // Until the page has come and has been measured.
        while (settled < 10 && frames < 600) {
          await frame();
          frames += 1;
          const now = rows().find((row) => row.dataset.uuid === uuid);
          furthest = Math.max(
            furthest,
            now ? Math.abs(now.getBoundingClientRect().top - top) : Number.POSITIVE_INFINITY,
          );
          if (feed.scrollHeight > height) settled += 1;
        }
        worst.push(furthest);
      }
      return worst;
    });
    expect(moved).toHaveLength(12);
    expect(Math.max(...moved)).toBeLessThanOrEqual(1);
  });

  it('is held in no more memory however far one scrolls back, and comes down again whole', async () => {
    const client = await signIn();
    await client.open(ben);
    await client.messages.first().waitFor();
    await scrollUp(client, 20);
    const near = await weigh(client);
    await scrollUp(client, 100);
    const far = await weigh(client);
    console.info('after 1,000 and 6,000 messages:', near, far);
    expect(far.heap - near.heap).toBeLessThan(6_000_000);
    expect(far.elements).toBeLessThan(2_000);

    await client.page.getByRole('button', { name: 'Newest' }).click();
    await client.messages.filter({ hasText: `message ${LONG - 1}` }).waitFor();
  });

  it('has every message once, in order, also where pages were dropped and came again', async () => {
    const client = await signIn();
    await client.open(ben);
    await client.messages.first().waitFor();
    await scrollUp(client, 25);
    const numbers = await client.page.locator('.feed').evaluate(async (feed) => {
      const frame = (): Promise<void> => new Promise((go) => requestAnimationFrame(() => go()));
      const seen: number[] = [];
      let still = 0;
      while (still < 60) {
        const inView = [...feed.querySelectorAll<HTMLElement>('.message[data-uuid]')]
          .map((row) => ({ top: row.getBoundingClientRect().top, text: row.textContent ?? '' }))
          .sort((one, other) => one.top - other.top)
          .map(({ text }) => Number(/message (\d+)/.exec(text)![1]));
        for (const number of inView) if (number > (seen.at(-1) ?? -1)) seen.push(number);
        const before = feed.scrollTop;
        feed.scrollTop += feed.clientHeight * 0.5;
        await frame();
        still = feed.scrollTop === before && seen.at(-1)! % 1 === 0 ? still + 1 : 0;
      }
      return seen;
    });
    expect(numbers.at(-1)).toBe(LONG - 1);
    expect(numbers.length).toBeGreaterThan(1_000);
    numbers.forEach((number, at) => expect(number).toBe(numbers[0]! + at));
  });
});
