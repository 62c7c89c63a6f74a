import { describe, expect, it } from 'vitest';
import { useBrowser } from './support/browser.js';
import { textOf } from './support/bulk.js';
import { Client, originOf } from './support/client.js';
import { downloaded, textsWith, writeLong } from './support/exporting.js';
import { makePerson, useHost } from './support/host.js';

/** Messages of a small conversation and of a large one. */
const FEW = 500;
const MANY = process.env.LONG ? 100_000 : 5_000;

const browser = useBrowser();
const host = useHost();

describe(`The page's memory`, () => {
  /** The most bytes of live objects while the data is read, and the file. */
  async function peakOf(count: number) {
    const mira = await makePerson(host.current, 'Mira');
    const noor = await makePerson(host.current, 'Noor');
    await writeLong(host.current.table, [mira, noor], count);
    const { page } = await Client.signIn(browser.current, originOf(host.current), mira);
    await page.goto(`${originOf(host.current)}/settings`);
    const session = await page.context().newCDPSession(page);
    const weigh = async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    const before = await weigh();
    let peak = 0;
    let weighed = 0;
    let isOver = false;
    const began = performance.now();
    const download = downloaded(page).finally(() => (isOver = true));
    while (!isOver) {
      peak = Math.max(peak, await weigh());
      weighed += 1;
      await Promise.race([download, page.waitForResponse('**/graphql', { timeout: 0 })]);
    }
    const file = await download;
    const texts = textsWith(file, noor);
    const characters = JSON.stringify(file).length;
    const seconds = (performance.now() - began) / 1_000;
    await page.context().close();
    expect(weighed).toBeGreaterThan(1);
    return { texts, grown: peak - before, characters, weighed, seconds };
  }

  it(`grows no more with ${MANY} messages than with ${FEW}`, { timeout: 1_800_000 }, async () => {
    const few = await peakOf(FEW);
    const many = await peakOf(MANY);
    const figures = [few, many].map((one) => ({ ...one, texts: one.texts.length }));
    console.info('exports, and how many bytes the page grew by:', figures);
    expect(many.texts).toEqual(Array.from({ length: MANY }, (_, message) => textOf(message)));
    // Less than the text of the smaller one of the two large files.
    expect(many.characters).toBeGreaterThan(2_500_000);
    expect(many.grown - few.grown).toBeLessThan(2_000_000);
  });
});
