import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { nameAt, textOf, writeConversation, writeInbox } from '../test/browser/support/bulk.js';
import {
  findChromium,
  howToGetChromium,
  launchChromium,
} from '../test/browser/support/chromium.js';
import { Client, originOf } from '../test/browser/support/client.js';
import { devices } from '../test/browser/support/devices.js';
import { openPage } from '../test/browser/support/page.js';
import { root } from '../test/support/npmStart.js';
import { type Benchmark, type BenchmarkContext, NotMeasurable, type Row } from './lib/benchmark.js';
import { openSetting } from './lib/setting.js';
import { median, ms } from './lib/statistics.js';

/** The slow phone of Lighthouse: its network in bytes a second and milliseconds, and its processor. */
const phone = { download: 1_638_400 / 8, upload: 768_000 / 8, latency: 150, slowdown: 4 };
/** Good by the Web Vitals: milliseconds until the largest element is painted. */
const MAX_PAINT = 2_500;
const MAX_TASK = 200; // ms
const CONVERSATIONS = 100;
const MESSAGES = 100;

type Observed = Window & { paint?: number; tasks?: number[] };

/** A page of the client, and a text that it shows at last. */
interface Opened {
  readonly name: string;
  readonly path: string;
  readonly shows: string;
  /** With the session of a person; else signed out. */
  readonly signedIn: boolean;
}

/** How long a person with a slow phone waits for a page that was never open before. */
export const load: Benchmark = {
  name: 'load',
  title: 'The first load on a slow phone',
  note: `In Chromium, as Lighthouse's phone: 1.6 Mbit a second, ${phone.latency} ms there and back, a processor ${phone.slowdown} times slower, an empty cache. The host sends files as they are and CloudFront compresses them, so the network is as much faster as gzip makes them smaller. Medians.`,
  async run(context) {
    if (!findChromium()) throw new NotMeasurable(howToGetChromium);
    context.progress('building the client');
    execFileSync('npm', ['run', '--silent', 'build:client'], { cwd: root, stdio: 'inherit' });
    const { browser, client, pages } = await openClient(context);
    const compression = await compressionOf(browser, client.page.url());
    const rows: Row[] = [];
    for (const page of pages) {
      const paints: number[] = [];
      const tasks: number[] = [];
      for (let round = 0; round < (context.quick ? 1 : 9); round += 1) {
        context.progress(`${page.name}: ${round}`);
        const { paint, longest } = await timesOf(client, page, compression);
        paints.push(paint);
        tasks.push(longest);
      }
      rows.push(
        row(`${page.name}: largest paint`, median(paints), MAX_PAINT),
        row(`${page.name}: longest task`, median(tasks), MAX_TASK),
      );
    }
    return rows;
  },
};

const row = (measure: string, value: number, bound: number): Row => ({
  measure,
  value: ms(value),
  wanted: { bound: `≤ ${bound} ms`, kept: value <= bound },
});

/** A person with many conversations, and the pages to load. */
async function openClient(context: BenchmarkContext) {
  const { host, dynamodb, tableName, newPerson } = await openSetting(context);
  const [ada, ben] = [await newPerson('ada'), await newPerson('ben')];
  await writeInbox({ client: dynamodb, tableName, owner: ada, count: CONVERSATIONS });
  await writeConversation({ client: dynamodb, tableName, between: [ada, ben], count: MESSAGES });
  const browser = await launchChromium();
  context.cleanUp(() => browser.close());
  const client = await Client.signIn(browser, originOf(host), ada);
  const conversation = `/messages/${client.groupWith(ben)}`;
  const pages: Opened[] = [
    { name: 'sign-in', path: '/', shows: 'Sign in', signedIn: false },
    { name: 'inbox', path: '/messages', shows: nameAt(0), signedIn: true },
    {
      name: 'conversation',
      path: conversation,
      shows: textOf(MESSAGES - 1).trim(),
      signedIn: true,
    },
  ];
  return { browser, client, pages };
}

/** How many times smaller gzip makes the files of the first load. */
async function compressionOf(browser: Browser, url: string): Promise<number> {
  const { page } = await openPage(browser);
  let [plain, compressed] = [0, 0];
  const bodies: Promise<void>[] = [];
  page.on('response', (response) => {
    if (!/\.(js|css)$/.test(new URL(response.url()).pathname)) return;
    bodies.push(
      response.body().then((body) => {
        plain += body.byteLength;
        compressed += gzipSync(body).byteLength;
      }),
    );
  });
  await page.goto(new URL('/', url).href, { waitUntil: 'networkidle' });
  await Promise.all(bodies);
  await page.context().close();
  return plain / compressed;
}

async function timesOf(
  client: Client,
  { path, shows, signedIn }: Opened,
  compression: number,
): Promise<{ paint: number; longest: number }> {
  const context = client.page.context();
  const { page } = await openPage(context.browser()!, {
    ...Object.fromEntries(devices)['phone'],
    ...(signedIn && { storageState: await context.storageState() }),
  });
  try {
    await slowDown(page, compression);
    await page.addInitScript(() => {
      const observed = window as Observed;
      observed.tasks = [];
      new PerformanceObserver((list) => {
        observed.paint = list.getEntries().at(-1)!.startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
      new PerformanceObserver((list) => {
        observed.tasks!.push(...list.getEntries().map(({ duration }) => duration));
      }).observe({ type: 'longtask', buffered: true });
    });
    await page.goto(new URL(path, client.page.url()).href, { waitUntil: 'networkidle' });
    await page.getByText(shows, { exact: true }).first().waitFor();
    return await page.evaluate(() => {
      const { paint = NaN, tasks = [] } = window as Observed;
      return { paint, longest: Math.max(0, ...tasks) };
    });
  } finally {
    await page.context().close();
  }
}

async function slowDown(page: Page, compression: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: phone.latency,
    downloadThroughput: phone.download * compression,
    uploadThroughput: phone.upload,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: phone.slowdown });
}
